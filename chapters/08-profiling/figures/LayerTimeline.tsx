/** Two microbatches through one layer, as measured and with the fixes that the reader switches on. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { CSSProperties, ReactNode } from 'react';
import { Select, ToggleGroup } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, oneOfField, someOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { profileLines, type Kind, type LineId } from './profile.ts';
import { asMeasured, limit, lineTime, perMicrobatch, scheduleOf, speedup, tunable, type Fixes, type Schedule } from './timeline.ts';
import './profiling.css';

const fixNames = ['fuse', 'overlap'] as const;
const factors = { kind: 'linear', min: 1, max: 16, step: 0.5 } as const;
const schema = {
  fixes: someOfField(['overlap'], fixNames),
  line: oneOfField('none', tunable),
  factor: numberField(2, factors),
};

const kinds: readonly (readonly [Kind, string])[] = [
  ['matmul', 'matmul'],
  ['attention', 'attention'],
  ['elementwise', 'elementwise'],
  ['communication', 'all-reduce'],
];
const ms = (seconds: number): string => formatQuantity(seconds, 's', { as: 'ms', digits: 3 });
const times = (factor: number): string => formatNumber(factor, 4);
const lineOf = (id: LineId) => profileLines.find((line) => line.id === id);
/** A choice of the menu, which takes both all-reduces as one. */
const nameOf = (value: Fixes['line']): string =>
  value === 'none' ? 'nothing' : value === 'all-reduce' ? 'both all-reduces' : (lineOf(value)?.name ?? value);
const measured = scheduleOf(asMeasured);
const ticks = [0, 1, 2, 3, 4].map((value) => value / 1000);
const percent = (part: number): string => `${Number(((part / measured.end) * 100).toFixed(3))}%`;
const place = (start: number, end: number): CSSProperties => ({ insetInlineStart: percent(start), inlineSize: percent(end - start) });

export default function LayerTimeline({ id }: { readonly id: string }): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, put } = shared;
  const { line, factor } = values;
  const fixes: Fixes = {
    fuse: values.fixes.includes('fuse'),
    overlap: values.fixes.includes('overlap'),
    line,
    factor: line === 'none' ? 1 : factor,
  };
  return (
    <Explorer
      id={id}
      title="Two microbatches, one layer"
      shared={shared}
      summary={sentence(fixes)}
      picture={<Picture fixes={fixes} />}
      caption="The profile of this chapter, in the steady state of many layers. Fixes are drawn at their best: SiLU costs nothing inside its matmul, the norms split evenly over eight GPUs, and neither compute nor network slows the other down. A dashed bar is an all-reduce of the layer before, still on its way."
    >
      <div className="columns">
        <ToggleGroup
          label="Fixes"
          options={[
            { value: 'fuse', label: 'Fuse SiLU, split the norms' },
            { value: 'overlap', label: 'Overlap the all-reduces (second microbatch)' },
          ]}
          values={values.fixes}
          onChange={put('fixes')}
        />
        <div>
          <Select
            label="And make faster"
            options={tunable.map((value) => ({ value, label: nameOf(value) }))}
            value={line}
            onChange={put('line')}
          />
          {line !== 'none' && <Slider label="How many times as fast" unit="1" value={factor} scale={factors} onChange={put('factor')} />}
        </div>
      </div>
      <Tables>
        <DataTable
          caption="Time of each kernel, for one microbatch"
          columns={[{ label: 'Kernel', kind: 'words' }, { label: 'measured' }, { label: 'with the fixes' }]}
          rows={[
            ...profileLines.map(({ id: one, name }) => [name, ms(lineTime(one, asMeasured)), after(one, fixes)]),
            ['Time per microbatch', ms(perMicrobatch(asMeasured)), ms(perMicrobatch(fixes))],
            ['Speed-up', '1', times(speedup(fixes))],
          ]}
        />
      </Tables>
    </Explorer>
  );
}

function after(id: LineId, fixes: Fixes): string {
  const time = lineTime(id, fixes);
  if (time === 0) return 'fused';
  return lineOf(id)?.kind === 'communication' && fixes.overlap ? `${ms(time)}, beside compute` : ms(time);
}

const listed = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

function sentence(fixes: Fixes): string {
  const { fuse, overlap, line, factor } = fixes;
  const done = [...(fuse ? ['SiLU fused and the norms split'] : []), ...(overlap ? ['the all-reduces beside a second microbatch'] : [])];
  const now = `${ms(perMicrobatch(fixes))} instead of ${ms(perMicrobatch(asMeasured))} for each microbatch, ${times(speedup(fixes))} times as fast`;
  const both =
    fuse && overlap
      ? ` One alone gives ${times(speedup({ ...asMeasured, fuse }))}, the other ${times(speedup({ ...asMeasured, overlap }))}.`
      : '';
  if (line !== 'none') {
    const bound = limit(fixes);
    const rest = speedup({ ...fixes, factor: 1 });
    const most =
      bound - rest < 1e-9
        ? 'However fast that gets, nothing changes: it already runs beside something longer.'
        : `If that took no time at all, it would be ${times(bound)} times: no work on it alone brings more.`;
    return `With ${listed([...done, `${line === 'all-reduce' ? '' : 'the '}${nameOf(line)} ${formatNumber(factor)} times as fast`])}: ${now}. ${most}`;
  }
  if (done.length === 0)
    return `As measured: ${ms(perMicrobatch(fixes))} for each microbatch. The compute units wait during both all-reduces.`;
  return `With ${listed(done)}: ${now}.${both}`;
}

function Picture({ fixes }: { readonly fixes: Fixes }): ReactNode {
  const now = scheduleOf(fixes);
  const saved = measured.end - now.end;
  return (
    <>
      <div
        className="timeline"
        role="img"
        aria-label={`Timeline of compute and network for two microbatches, as measured and with the fixes; both end after ${ms(now.end)} instead of ${ms(measured.end)}`}
      >
        <Run name="As measured" schedule={measured} />
        <Run name="With the fixes" schedule={now}>
          {saved > 1e-9 && (
            <span className="saved" style={place(now.end, measured.end)}>
              <span>{ms(saved)} saved</span>
            </span>
          )}
        </Run>
        <div className="axis-row">
          {ticks.map((at) => (
            <span key={at} style={{ insetInlineStart: percent(at) }}>
              {formatNumber(at * 1000)}
            </span>
          ))}
          <span className="unit-name">ms</span>
        </div>
      </div>
      <p className="kinds" aria-hidden="true">
        {kinds.map(([kind, name]) => (
          <span key={kind}>
            <i data-kind={kind} /> {name}
          </span>
        ))}
      </p>
    </>
  );
}

interface RunProps {
  readonly name: string;
  readonly schedule: Schedule;
  readonly children?: ReactNode;
}

function Run({ name, schedule: { bars, turns }, children }: RunProps): ReactNode {
  return (
    <div className="run">
      <p className="run-name">{name}</p>
      <div className="spans">
        {turns.map(({ microbatch, start, end }) => (
          <span key={start} style={place(start, end)}>
            {microbatch}
          </span>
        ))}
      </div>
      {(['compute', 'network'] as const).map((lane) => (
        <div key={lane} className="lane">
          <span className="lane-name">{lane}</span>
          <div className="track">
            {bars
              .filter((bar) => bar.lane === lane)
              .map(({ line, microbatch, start, end: stop }) => (
                <span
                  key={`${microbatch}-${line}-${String(start)}`}
                  className="bar"
                  data-kind={lineOf(line)?.kind}
                  data-microbatch={microbatch}
                  style={place(start, stop)}
                >
                  <span>{lineOf(line)?.short}</span>
                </span>
              ))}
            {lane === 'compute' && children}
          </div>
        </div>
      ))}
    </div>
  );
}
