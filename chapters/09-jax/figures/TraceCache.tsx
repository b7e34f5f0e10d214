/** The cache of jit: make calls and see which run Python. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import { RadioGroup } from '#explorer/Choices.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import type { Field } from '#explorer/shared-state.ts';
import { oneOfField } from '#explorer/shared-state.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { calls, outcomesOf, type Outcome } from './trace-cache.ts';
import './jax.css';

const mostCalls = 12;
const places = calls.map((_, i) => String(i));

const readable = new RegExp(`^[0-${calls.length - 1}]*$`);

/** As one digit each. */
const madeField: Field<readonly number[]> = {
  initial: [0, 1],
  read: (text) => (text.length <= mostCalls && readable.test(text) ? Array.from(text, Number) : undefined),
  write: (made) => made.join(''),
};
const schema = { made: madeField, next: oneOfField('2', places) };

export default function TraceCache({ id }: { readonly id: string }): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const outcomes = outcomesOf(values.made);
  const full = values.made.length >= mostCalls;
  return (
    <Explorer
      id={id}
      title="Which calls run your Python?"
      shared={shared}
      summary={sentence(outcomes)}
      picture={<Calls outcomes={outcomes} />}
      caption="The calls of the listing tracing.py, in any order. A type marked ~ is weak: that of a plain Python number, which takes on the type of what it meets."
    >
      <div className="arguments">
        <RadioGroup
          label="Call scaled_sum with"
          name={`${id}-next`}
          options={calls.map(({ code }, i) => ({ value: String(i), label: code }))}
          value={values.next}
          onChange={put('next')}
        />
      </div>
      <div className="transport">
        <button
          type="button"
          aria-disabled={full}
          onClick={() => {
            if (!full) set({ made: [...values.made, Number(values.next)] });
          }}
        >
          Call
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => {
            set({ made: [] });
          }}
        >
          Start over
        </button>
      </div>
    </Explorer>
  );
}

function sentence(outcomes: readonly Outcome[]): string {
  const last = outcomes.at(-1);
  if (!last) return 'No call yet: nothing is traced, nothing compiled.';
  const traces = outcomes.filter(({ traced }) => traced).length;
  const counted = `${formatNumber(outcomes.length)} ${outcomes.length === 1 ? 'call' : 'calls'}, ${formatNumber(traces)} ${traces === 1 ? 'trace' : 'traces'}.`;
  return `${counted} The last call ${last.traced ? `met ${last.call.key} for the first time, so your Python ran and program ${formatNumber(last.program)} was compiled` : `found program ${formatNumber(last.program)} compiled: no line of your Python ran`}.`;
}

function Calls({ outcomes }: { readonly outcomes: readonly Outcome[] }): ReactNode {
  return (
    <div className="table-scroll" role="region" aria-label="Calls so far" tabIndex={0}>
      <table className="calls">
        <thead>
          <tr>
            {['Call', 'Python', 'Program', 'What the cache sees'].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ call, traced, program }, i) => (
            <tr key={i} data-traced={traced}>
              <th scope="row">
                <code>{call.code}</code>
              </th>
              <td>{traced ? 'runs: traced' : 'does not run'}</td>
              <td>{formatNumber(program)}</td>
              <td>
                <code>{call.key}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
