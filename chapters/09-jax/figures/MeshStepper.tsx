/** One training step on eight devices, stepped through. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import { RadioGroup } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { Transport } from './Transport.tsx';
import { devices, heldBytes, params, schemes, sentBytes, type Held, type Step } from './mesh-steps.ts';
import './jax.css';

const schema = {
  scheme: oneOfField('data-parallel', ['data-parallel', 'fsdp']),
  step: numberField(1, { min: 0, max: 5, whole: true }),
};
const megabytes = (bytes: number): string => formatQuantity(bytes, 'B', { digits: 3 });

export default function MeshStepper({ id }: { readonly id: string }): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set } = shared;
  const steps: readonly Step[] = schemes[values.scheme];
  const at = Math.min(values.step, steps.length - 1);
  const step = steps[at];
  if (!step) throw new RangeError(`MeshStepper: step must be below ${steps.length}, got ${at}`);
  return (
    <Explorer
      id={id}
      title="One step on eight devices"
      shared={shared}
      summary={`${step.name}. ${step.says} Weights and gradients take ${megabytes(heldBytes(step))} on each device; each has sent ${megabytes(sentBytes(steps.slice(0, at + 1)))} so far.`}
      picture={
        <>
          <ol className="mesh" aria-hidden="true">
            {Array.from({ length: devices }, (_, device) => (
              <Device key={device} device={device} step={step} />
            ))}
          </ol>
          <Transport
            at={at}
            last={steps.length - 1}
            onGo={(next) => {
              set({ step: next });
            }}
          />
        </>
      }
      caption={`A picture of what the program does, not a run of it: a browser has no eight devices. The weights are those of the listing fsdp.py, ${formatNumber(params)} in float32. Optimizer state and activations are left out.`}
    >
      <RadioGroup
        label="Scheme"
        name={`${id}-scheme`}
        options={[
          { value: 'data-parallel', label: 'Data parallel: only the batch is sharded' },
          { value: 'fsdp', label: 'FSDP: the weights are sharded too' },
        ]}
        value={values.scheme}
        onChange={(scheme) => {
          set({ scheme, step: 0 });
        }}
      />
      <Tables>
        <DataTable
          caption={values.scheme === 'fsdp' ? 'FSDP, each device' : 'Data parallelism, each device'}
          columns={[{ label: 'Step', kind: 'words' }, { label: 'Holds' }, { label: 'Sends' }, { label: 'Sent so far' }]}
          rows={steps.map((each, i) => [
            each.name,
            megabytes(heldBytes(each)),
            megabytes(each.sends),
            megabytes(sentBytes(steps.slice(0, i + 1))),
          ])}
        />
      </Tables>
    </Explorer>
  );
}

function Device({ device, step }: { readonly device: number; readonly step: Step }): ReactNode {
  return (
    <li>
      <span className="name">device {formatNumber(device)}</span>
      <Strip label="rows" held="own" device={device} tone="rows" />
      <Strip label="weights" held={step.weights} device={device} tone="weights" />
      <Strip label="gradients" held={step.gradients} device={device} tone={step.gradientsAre} />
    </li>
  );
}

/** In eight parts, those that the device holds filled in. */
function Strip({
  label,
  held,
  device,
  tone,
}: {
  readonly label: string;
  readonly held: Held;
  readonly device: number;
  readonly tone: 'rows' | 'weights' | Step['gradientsAre'];
}): ReactNode {
  return (
    <span className="strip" data-tone={tone}>
      <span className="which">{label}</span>
      {Array.from({ length: devices }, (_, part) => (
        <span key={part} className="part" data-held={held === 'all' || (held === 'own' && part === device)} />
      ))}
    </span>
  );
}
