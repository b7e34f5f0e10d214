import type { ChoiceCheck, NumberCheck } from '@scaling-workbook/exercises/author/spec';
import { toJudged } from '@scaling-workbook/exercises';
import { describe, expect, it } from 'vitest';
import { judgeAll } from './judge.ts';
import { fieldsHtml, verdictHtml, writtenFieldsHtml } from './markup.ts';

const number: NumberCheck = {
  kind: 'number',
  key: 'answer',
  label: 'Bytes <at> "once"',
  unit: 'GB',
  value: 2,
  tolerance: 0.01,
  slips: [],
  chains: [],
};
const choice: ChoiceCheck = {
  kind: 'choice',
  key: 'roof',
  label: 'Which roof',
  right: 1,
  options: ['<em>Compute</em>', 'Memory'],
  say: ['No.', 'Yes.'],
};

describe('the fields as HTML', () => {
  it('have a label each, escaped, and a place for their verdict', () => {
    const html = fieldsHtml('x', [number, choice]);
    expect(html).toContain('<label for="x-answer-input">Bytes &lt;at&gt; &quot;once&quot; <span class="unit">in GB</span></label>');
    expect(html).toContain('<form class="field" data-field="roof" novalidate>');
    expect(html.match(/role="status"/g)).toHaveLength(2);
    expect(html).toContain('<span><em>Compute</em></span>');
  });
  it('in a test are no forms, and each group of options has a name of its own', () => {
    const html = writtenFieldsHtml('x', [number, choice]);
    expect(html).not.toContain('<form');
    expect(html).not.toContain('<button');
    expect(html).toContain('name="x-roof"');
  });
});

describe('a verdict as HTML', () => {
  it('says how an answer was read, as text', () => {
    expect(verdictHtml({ verdict: 'off', title: 'No.', html: '<b>Low</b>', echo: '<3 GB' })).toContain(
      '<b>Low</b></span><span class="echo"> Read as &lt;3 GB.',
    );
  });
});

it('fields judge alike without the texts of their options', () => {
  for (const roof of ['', '0', '1', '2', 'x'])
    expect(judgeAll(toJudged([number, choice]), { answer: '2 GB', roof })).toEqual(judgeAll([number, choice], { answer: '2 GB', roof }));
  expect(JSON.stringify(toJudged([choice]))).not.toContain('Compute');
});
