/** The test on paper: space to write under each question, the answers on a last page. Only visible in print. */
import { inUnit } from '#exercise/words/answer.ts';
import * as words from '../words/test.ts';
import type { TestPlan } from '@scaling-workbook/exercises/memory/test-link';
import { formatQuantity, unitLabel } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import type { Asked } from './asked.ts';

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
            field.kind === 'number' ? (
              <p key={field.key} className="room">
                {field.label} {inUnit(field.label, unitLabel(field.unit))}: ______________________
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
                  {field.kind === 'number' ? (
                    formatQuantity(field.value, field.unit)
                  ) : (
                    <span dangerouslySetInnerHTML={{ __html: field.options[field.right] ?? '' }} />
                  )}
                  .{' '}
                </span>
              ))}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
