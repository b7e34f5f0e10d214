/** The recorded trace: one row for each device, and one operation after the other to look at. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { CSSProperties, ReactNode } from 'react';
import { RadioGroup } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { oneOfField } from '#explorer/shared-state.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { devices, events, lineOf, microsecondsOf, operations, rangeOf, traceEnd, type OperationName } from './recorded-trace.ts';
import './profiling.css';

const stops = ['whole', ...operations.map(({ name }) => name)] as const;
type Stop = 'whole' | OperationName;
const schema = { at: oneOfField<Stop>('whole', stops) };

const ms = (microseconds: number): string => formatQuantity(microseconds / 1e6, 's', { as: 'ms', digits: 3 });
const percent = (part: number): string => `${Number(((part / traceEnd) * 100).toFixed(3))}%`;
const place = (start: number, duration: number): CSSProperties => ({ insetInlineStart: percent(start), inlineSize: percent(duration) });

export default function TraceWalk({ id }: { readonly id: string }): ReactNode {
  const shared = useSharedState(id, schema);
  const { at } = shared.values;
  return (
    <Explorer
      id={id}
      title="A recorded trace"
      shared={shared}
      summary={sentence(at)}
      picture={
        <>
          <div className="timeline" role="img" aria-label={`Trace of eight devices over ${ms(traceEnd)}; the table has the times`}>
            {devices.map((device) => (
              <Row key={device} device={device} at={at} />
            ))}
          </div>
          {at !== 'whole' && (
            <pre className="hlo">
              <code>{lineOf(at)}</code>
            </pre>
          )}
        </>
      }
      caption="Recorded by trace_mlp.py under JAX on a CPU with two cores, which poses as eight devices while other programs run beside it. The times say nothing about an accelerator; how they relate to each other is what a trace of one looks like, too."
    >
      <RadioGroup
        label="Look at"
        name={`${id}-at`}
        options={[
          { value: 'whole', label: 'the whole trace' },
          ...operations.map(({ name, is }) => ({ value: name, label: `${name}: ${is}` })),
        ]}
        value={at}
        onChange={(next) => {
          shared.set({ at: next });
        }}
      />
      <Tables>
        <DataTable
          caption="Time of each operation on each device"
          columns={[{ label: 'Device', kind: 'words' }, ...operations.map(({ name }) => ({ label: name }))]}
          rows={devices.map((device) => [formatNumber(device), ...operations.map(({ name }) => ms(microsecondsOf(name, device)))])}
        />
      </Tables>
    </Explorer>
  );
}

function Row({ device, at }: { readonly device: number; readonly at: Stop }): ReactNode {
  return (
    <div className="lane">
      <span className="lane-name">device {formatNumber(device)}</span>
      <div className="track">
        {events
          .filter((event) => event.device === device)
          .map(({ operation, start, duration }) => {
            const { kind, short } = operations.find(({ name }) => name === operation) ?? operations[0];
            return (
              <span key={operation} className="bar" data-kind={kind} data-picked={operation === at} style={place(start, duration)}>
                <span>{short}</span>
              </span>
            );
          })}
      </div>
    </div>
  );
}

/** What the picture shows, in words. */
function sentence(at: Stop): string {
  if (at === 'whole')
    return `Eight devices run the same four operations, ${ms(traceEnd)} from the first start to the last end. They do not start together, since two cores have to serve them all.`;
  const { shortest, longest } = rangeOf(at);
  const between = `between ${ms(shortest.duration)} (device ${formatNumber(shortest.device)}) and ${ms(longest.duration)} (device ${formatNumber(longest.device)})`;
  const says: Readonly<Record<OperationName, string>> = {
    'ynn_fusion.1': `The first matmul takes ${between}. All devices do the same work: the difference is how much of a core each one got.`,
    broadcast_maximum_fusion: `The ReLU takes ${between}, too short to see here. It reads and writes a tensor and computes next to nothing.`,
    ynn_fusion: `The second matmul takes ${between}. Its work equals that of the first. Devices that start it late find more of a core free.`,
    'all-reduce': `The all-reduce takes ${between}, and it ends on all devices at nearly the same moment. Device ${formatNumber(shortest.device)} came last and waited for nobody: its time is what adding up costs. On the others the rest of the bar is waiting.`,
  };
  return says[at];
}
