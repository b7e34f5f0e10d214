/** How many blocks one SM keeps, which resource decides, and how near the next cliff is. */
import { residency, smLimits, type ComputeCapability, type Residency, type SmLimits } from '@scaling-workbook/formulas/sm-limits';
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import { useMemo, type ReactNode } from 'react';
import { RadioGroup, Select } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { Line, Plot, Points } from '#explorer/Plot.tsx';
import { numberField, oneOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { bindingOf, KiB, needs, stepsOf, type LimitName, type Need, type Step } from './residency-curve.ts';
import './profiling.css';

export interface Props {
  readonly id: string;
  /** Of each compute capability, for its label. */
  readonly chips: Readonly<Record<string, readonly string[]>>;
}

const capabilities = ['9.0', '10.0', '8.9', '8.6', '8.0', '7.5', '7.0'] as const satisfies readonly ComputeCapability[];
const threadScale = { kind: 'linear', min: 32, max: 1024, step: 32 } as const;
const registerScale = { kind: 'linear', min: 16, max: 255, step: 1 } as const;
const schema = {
  cc: oneOfField('9.0', capabilities),
  threads: numberField(256, { ...threadScale, whole: true }),
  registers: numberField(64, { ...registerScale, whole: true }),
  shared: numberField(20, { min: 0, max: 227, whole: true }),
  along: oneOfField('registersPerThread', needs),
};

const limitNames: Readonly<Record<LimitName, string>> = {
  threads: 'threads',
  registers: 'registers',
  sharedMemory: 'shared memory',
  slots: 'block slots',
};
const needNames: Readonly<Record<Need, string>> = {
  threads: 'threads of a block',
  registersPerThread: 'registers of a thread',
  sharedMemory: 'shared memory of a block',
};
/** With a non-breaking space, as `50 %`. */
const percent = (share: number): string => formatQuantity(share, '1', { as: '%', digits: 3 }).replace(' ', '\u00a0');
const blocksText = (blocks: number): string => formatQuantity(blocks, 'block');

export default function OccupancyCalculator({ id, chips }: Props): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, put } = shared;
  const limits: SmLimits = smLimits[values.cc];
  const most = limits.sharedMemoryPerBlock.value / KiB;
  const sharedScale = useMemo(() => ({ kind: 'linear', min: 0, max: most, step: 1 }) as const, [most]);
  const sharedKiB = Math.min(values.shared, most);
  const block = { threads: values.threads, registersPerThread: values.registers, sharedMemory: sharedKiB * KiB };
  const result = residency(limits, block);
  const binding = bindingOf(result);
  const steps = stepsOf(limits, block, values.along);
  const warps = Math.ceil(values.threads / 32);
  return (
    <Explorer
      id={id}
      title="What an SM has room for"
      shared={shared}
      summary={sentence(result, binding, warps, limits)}
      picture={
        <>
          <div className="pickers">
            <Select
              label="Compute capability"
              options={capabilities.map((cc) => ({ value: cc, label: [cc, ...(chips[cc] ?? []).slice(0, 3)].join(' · ') }))}
              value={values.cc}
              onChange={put('cc')}
            />
          </div>
          <Slots warps={warps} blocks={result.blocks} slots={limits.threads.value / 32} />
          <Limits result={result} binding={binding} />
        </>
      }
      caption="Theoretical occupancy by NVIDIA's rules of allocation: registers go to warps in granules of 256 within each quarter of the SM; from compute capability 8.0 on, 1 KiB of shared memory is set aside for each block."
    >
      <div className="columns needs">
        <Slider label="Threads of a block" unit="thread" value={values.threads} scale={threadScale} whole onChange={put('threads')} />
        <Slider label="Registers of a thread" unit="1" value={values.registers} scale={registerScale} whole onChange={put('registers')} />
        <Slider label="Shared memory of a block" unit="KiB" value={sharedKiB} scale={sharedScale} whole onChange={put('shared')} />
      </div>
      <RadioGroup
        label="Show the cliffs along"
        name={`${id}-along`}
        options={needs.map((value) => ({ value, label: needNames[value] }))}
        value={values.along}
        onChange={put('along')}
      />
      <Cliffs steps={steps} along={values.along} at={block[values.along]} occupancy={result.occupancy} />
      <Tables>
        <DataTable
          caption="Blocks that each resource allows"
          columns={[{ label: 'Resource', kind: 'words' }, { label: 'an SM has' }, { label: 'a block takes' }, { label: 'blocks' }]}
          rows={[
            ['Threads', formatNumber(limits.threads.value), formatNumber(warps * 32), formatNumber(result.allows.threads)],
            [
              'Registers',
              formatNumber(limits.registers.value),
              formatNumber(warps * Math.ceil((values.registers * 32) / 256) * 256),
              formatNumber(result.allows.registers),
            ],
            [
              'Shared memory',
              formatQuantity(limits.sharedMemory.value, 'B', { as: 'KiB' }),
              formatQuantity(block.sharedMemory + (limits.reservedPerBlock?.value ?? 0), 'B', { as: 'KiB' }),
              formatNumber(result.allows.sharedMemory),
            ],
            ['Block slots', formatNumber(limits.blocks.value), '1', formatNumber(result.allows.slots)],
          ]}
        />
        <StepTable steps={steps} along={values.along} />
      </Tables>
    </Explorer>
  );
}

function sentence(result: Residency, binding: readonly LimitName[], warps: number, limits: SmLimits): string {
  if (result.blocks === 0) return 'One block wants more registers than the SM has. It cannot be launched at all.';
  const [first = 'slots', ...others] = binding;
  const who =
    others.length === 0
      ? `${limitNames[first]} ${first === 'sharedMemory' ? 'runs' : 'run'} out first`
      : `${binding.map((name) => limitNames[name]).join(' and ')} run out together`;
  const name = `${who.charAt(0).toUpperCase()}${who.slice(1)}`;
  return `${name}: the SM keeps ${blocksText(result.blocks)}, ${formatNumber(result.blocks * warps)} of its ${formatNumber(limits.threads.value / 32)} warps, an occupancy of ${percent(result.occupancy)}.`;
}

/** Of one SM, in four quarters, filled block by block. */
function Slots({ warps, blocks, slots }: { readonly warps: number; readonly blocks: number; readonly slots: number }): ReactNode {
  const used = blocks * warps;
  return (
    <div className="slots" role="img" aria-label={`${used} of ${slots} warp slots in use, by ${blocksText(blocks)}`}>
      {Array.from({ length: slots }, (_, i) => {
        const block = i < used ? Math.floor(i / warps) : undefined;
        const first = block !== undefined && i % warps === 0;
        return (
          <i key={i} data-block={block === undefined ? 'none' : block % 2 === 0 ? 'even' : 'odd'}>
            {first && block + 1}
          </i>
        );
      })}
    </div>
  );
}

function Limits({ result, binding }: { readonly result: Residency; readonly binding: readonly LimitName[] }): ReactNode {
  const most = 32;
  return (
    <dl className="limits">
      {(Object.keys(limitNames) as LimitName[]).map((name) => {
        const allowed = result.allows[name];
        const binds = binding.includes(name);
        return (
          <div key={name} data-binds={binds}>
            <dt>{limitNames[name]}</dt>
            <dd>
              <span className="limit-track" aria-hidden="true">
                <span style={{ inlineSize: `${(Math.min(allowed, most) / most) * 100}%` }} data-over={allowed > most} />
              </span>
              <span className="limit-text">
                {blocksText(allowed)}
                {binds && ', binds'}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface CliffsProps {
  readonly steps: readonly Step[];
  readonly along: Need;
  readonly at: number;
  readonly occupancy: number;
}

const shownIn = (along: Need): { readonly unit: string; readonly scale: number } =>
  along === 'sharedMemory' ? { unit: 'KiB', scale: KiB } : { unit: '1', scale: 1 };

/** A staircase over one need, with the reader's block on it. */
function Cliffs({ steps, along, at, occupancy }: CliffsProps): ReactNode {
  const { unit, scale } = shownIn(along);
  const now = at / scale;
  return (
    <Plot
      label={`Occupancy in steps over the ${needNames[along]}`}
      x={{ label: needNames[along], unit, scale: 'linear', domain: [(steps[0]?.from ?? 0) / scale, (steps.at(-1)?.to ?? 1) / scale] }}
      y={{ label: 'occupancy', unit: '1', as: '%', scale: 'linear', domain: [0, 1] }}
      height={230}
      narrowHeight={210}
    >
      <Line
        points={steps.flatMap((step) => [[step.from / scale, step.occupancy] as const, [step.to / scale, step.occupancy] as const])}
        tone="main"
      />
      <Line
        points={[
          [now, 0],
          [now, occupancy],
        ]}
        tone="chosen"
      />
      <Points points={[{ id: 'now', x: now, y: occupancy, tone: 'chosen' }]} />
    </Plot>
  );
}

function StepTable({ steps, along }: { readonly steps: readonly Step[]; readonly along: Need }): ReactNode {
  const { unit, scale } = shownIn(along);
  return (
    <DataTable
      caption={`Occupancy over the ${needNames[along]}`}
      columns={[{ label: 'from' }, { label: 'to' }, { label: 'occupancy' }]}
      rows={steps.map(({ from, to, occupancy }) => [
        formatQuantity(from / scale, unit),
        formatQuantity(to / scale, unit),
        percent(occupancy),
      ])}
    />
  );
}
