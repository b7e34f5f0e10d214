/** From a typed formula to what the reader is told. Loaded where a formula is asked. */
import { checkSymbolic, type SymbolicSpec } from '@scaling-workbook/exercises/answer/symbolic';
import { formatNumber } from '@scaling-workbook/formulas/units';
import { escaped } from '@scaling-workbook/exercises/escaped';
import type { Result } from './result.ts';
import { feedbackWords } from './words/answer.ts';
import * as words from './words/symbolic.ts';

const factorOf = (factor: number): string => formatNumber(Math.max(factor, 1 / factor), 4);

export function judgeSymbolic(spec: SymbolicSpec, text: string): Result {
  const { titles } = feedbackWords;
  const judged = checkSymbolic(spec, text);
  const { letters, limit } = spec;
  if (judged.verdict === 'unreadable')
    return { verdict: 'unreadable', title: titles.unreadable, html: words.notRead(judged.refusal, letters, escaped) };
  const result = { verdict: judged.verdict, title: titles[judged.verdict], echo: judged.read };
  const small = letters.filter((name) => !limit?.large.includes(name));
  const inLimit = words.limit(limit?.large ?? [], small);
  switch (judged.verdict) {
    case 'correct':
      return { ...result, html: judged.leading ? words.leadingCounts(inLimit) : '' };
    case 'rounded':
      return judged.leading
        ? { ...result, title: words.leadingTitle, html: words.leadingOnly(inLimit) }
        : { ...result, html: feedbackWords.rounded };
    case 'slip':
      return { ...result, html: spec.slips[judged.slip]?.[1] ?? '' };
    case 'power':
      return {
        ...result,
        title: words.factorTitle,
        html: words.factor(judged.factor > 0 ? judged.factor > 1 : undefined, factorOf(Math.abs(judged.factor))),
      };
    case 'off':
      return { ...result, html: 'names' in judged ? words.letters[judged.wrong](judged.names) : words.wrong[judged.wrong] };
  }
}
