/** From a layout to what the reader is told. Loaded where a layout is asked. */
import { checkDesign } from '@scaling-workbook/exercises/answer/design';
import type { DesignCheck } from '@scaling-workbook/exercises/author/spec';
import { escaped } from '@scaling-workbook/exercises/escaped';
import { constraintsHtml, layoutText } from './design-html.ts';
import type { Result } from './result.ts';
import { feedbackWords } from './words/answer.ts';
import * as words from './words/design.ts';

export function judgeDesign(spec: DesignCheck, text: string): Result {
  const names = Object.keys(spec.degrees);
  const { titles } = feedbackWords;
  const judged = checkDesign(spec, text);
  if (judged.verdict === 'unreadable') {
    const example = layoutText(
      names,
      names.map((name) => spec.degrees[name]?.at(-1) ?? 1),
    );
    return { verdict: 'unreadable', title: titles.unreadable, html: `${words.notRead[judged.why]} ${words.unreadable(escaped(example))}` };
  }
  const { chosen, verdict } = judged;
  const result = { verdict, title: titles[verdict], echo: layoutText(names, chosen) };
  if (judged.verdict === 'correct') return { ...result, html: words.correct(judged.passing), more: constraintsHtml(spec, judged.values) };
  switch (judged.wrong) {
    case 'degree':
      return {
        ...result,
        html: escaped(words.degree(judged.name, chosen[names.indexOf(judged.name)] ?? Number.NaN, spec.degrees[judged.name] ?? [])),
      };
    case 'devices':
      return { ...result, html: words.devices(judged.devices, spec.devices) };
    case 'impossible':
      return { ...result, html: words.impossible };
    case 'broken':
      return {
        ...result,
        title: words.brokenTitle,
        html: judged.broken.map((i) => spec.constraints[i]?.say ?? '').join(' '),
        more: constraintsHtml(spec, judged.values),
      };
  }
}
