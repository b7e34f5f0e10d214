/** The test on paper: space under each question, answers on a last page. Print only. */
import { planHtml } from '#exercise/plan-html.ts';
import { layoutText } from '#exercise/design-html.ts';
import { inUnit, ofDegrees, ofLetters, steps } from '#exercise/words/answer.ts';
import * as words from '../words/test.ts';
import type { TestPlan } from '@scaling-workbook/exercises/memory/test-link';
import { formatQuantity, unitLabel } from '@scaling-workbook/formulas/units';
import type { FieldCheck, NumberCheck } from '@scaling-workbook/exercises/author/spec';
import type { ReactNode } from 'react';
import type { Asked } from './asked.ts';

/** A range for an estimate. */
function answerOf({ value, unit, range }: NumberCheck): string {
  const shown = (x: number): string => formatQuantity(x, unit, range && { digits: 2 });
  return range ? `${shown(range.low[0])} – ${shown(range.high[0])}` : shown(value);
}

function answerHtml(field: Exclude<FieldCheck, NumberCheck>): string {
  if (field.kind === 'design') return layoutText(Object.keys(field.degrees), field.ours);
  if (field.kind === 'plan') return planHtml(field.task.ours);
  return field.kind === 'symbolic' ? field.answer : (field.options[field.right] ?? '');
}

const howAsked = (field: Exclude<FieldCheck, { kind: 'choice' }>): string => {
  if (field.kind === 'plan') return steps;
  if (field.kind === 'design') return ofDegrees(Object.keys(field.degrees));
  const unit = unitLabel(field.unit);
  return field.kind === 'symbolic' ? ofLetters(field.letters, unit === '' ? undefined : unit) : inUnit(field.label, unit);
};

export function TestSheet({ asked, plan }: { readonly asked: readonly Asked[]; readonly plan: TestPlan }): ReactNode {
  return (
    <div className="test-sheet" aria-hidden="true">
      <p>{words.sheetHead(words.summary(asked.length, plan.hints, plan.minutes), plan.seed)}</p>
      <p>{words.sheetName}</p>
      {asked.map(({ exercise, rendered }, i) => (
        <div className="sheet-question" key={exercise.id}>
          <p className="sheet-title">
            {i + 1}. {exercise.title}
          </p>
          <div dangerouslySetInnerHTML={{ __html: rendered.statement }} />
          {rendered.fields.map((field) =>
            field.kind !== 'choice' ? (
              <p key={field.key} className="room">
                {field.label} {howAsked(field)}: ______________________
              </p>
            ) : (
              <ul key={field.key}>
                {field.options.map((option) => (
                  <li key={option} dangerouslySetInnerHTML={{ __html: `☐ ${option}` }} />
                ))}
              </ul>
            ),
          )}
        </div>
      ))}
      <div className="sheet-answers">
        <p className="sheet-title">{words.answers}</p>
        <ol>
          {asked.map(({ exercise, rendered }) => (
            <li key={exercise.id}>
              {rendered.fields.map((field) => (
                <span key={field.key}>
                  {field.label}:{' '}
                  {field.kind === 'number' ? answerOf(field) : <span dangerouslySetInnerHTML={{ __html: answerHtml(field) }} />}.{' '}
                </span>
              ))}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
