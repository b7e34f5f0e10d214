/** From a plan in sharding notation to what the reader is told. Loaded where a plan is asked. */
import { notationFeedback } from '@scaling-workbook/exercises/plan/sharding-feedback';
import { judgePlan as judge, type Span } from '@scaling-workbook/exercises/plan/sharding-notation';
import type { PlanCheck } from '@scaling-workbook/exercises/author/spec';
import { escaped } from '@scaling-workbook/exercises/escaped';
import { costHtml, sentenceHtml } from './plan-html.ts';
import type { Result } from './result.ts';
import * as words from './words/plan.ts';

/** With the place marked that the sentence is about. */
function markedHtml(text: string, { start, end }: Span): string {
  const place = text.slice(start, end).trim() === '' ? '▲' : escaped(text.slice(start, end));
  return `<pre class="marked" role="region" aria-label="${escaped(words.placeMarked)}" tabindex="0">${escaped(text.slice(0, start))}<mark>${place}</mark>${escaped(text.slice(end))}</pre>`;
}

export function judgePlan({ task, cheapest }: PlanCheck, text: string): Result {
  const judged = judge(text, task);
  const { title, text: say, at } = notationFeedback(judged, words.notationWords);
  const result = { title: escaped(title), html: sentenceHtml(say) };
  if (judged.verdict !== 'correct')
    return { verdict: judged.verdict, ...result, ...(at && text.trim() !== '' && { more: markedHtml(text, at) }) };
  const dearer = cheapest && judged.bytes > judged.ours * (1 + 1e-9);
  return { verdict: dearer ? 'rounded' : 'correct', ...result, more: costHtml(judged.lines, judged.bytes) };
}
