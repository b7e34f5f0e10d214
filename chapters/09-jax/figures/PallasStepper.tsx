/** A Pallas vector add, one program at a time. */
import { formatNumber } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import { ToggleGroup } from '#explorer/Choices.tsx';
import { DataTable, Tables } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import { numberField, someOfField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { Transport } from './Transport.tsx';
import { cellAt, neverWritten, programs, programsOf, type Blocks } from './pallas-blocks.ts';
import './jax.css';

const scales = {
  length: { kind: 'linear', min: 1, max: 40, step: 1 },
  block: { kind: 'linear', min: 2, max: 8, step: 1 },
} as const;
const fixedGrid = 3;
const schema = {
  length: numberField(19, { ...scales.length, whole: true }),
  block: numberField(4, { ...scales.block, whole: true }),
  fixed: someOfField([], ['fixed']),
  done: numberField(2, { min: 0, max: 20, whole: true }),
};

export default function PallasStepper({ id }: { readonly id: string }): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, set, put } = shared;
  const blocks: Blocks = {
    length: values.length,
    block: values.block,
    ...(values.fixed.includes('fixed') && { grid: fixedGrid }),
  };
  const count = programsOf(blocks);
  // A shared link may ask for a program that a larger block lacks.
  const done = Math.min(values.done, count);
  return (
    <Explorer
      id={id}
      title="A grid of blocks"
      shared={shared}
      summary={sentence(blocks, done)}
      picture={
        <>
          <Picture blocks={blocks} done={done} />
          <Transport
            at={done}
            last={count}
            onGo={(next) => {
              set({ done: next });
            }}
          />
        </>
      }
      caption="A picture of what BlockSpec and grid mean, drawn from the same rule. It runs no kernel: a browser has no Pallas. On a GPU the programs run in no order and many at once."
    >
      <div className="columns">
        <Slider label="Elements of the vector" unit="1" whole scale={scales.length} value={values.length} onChange={put('length')} />
        <Slider label="Elements of a block" unit="1" whole scale={scales.block} value={values.block} onChange={put('block')} />
      </div>
      <div className="grid-choice">
        <ToggleGroup
          label="Grid"
          options={[{ value: 'fixed', label: `Type ${formatNumber(fixedGrid)} instead of deriving it` }]}
          values={values.fixed}
          onChange={put('fixed')}
        />
      </div>
      <Tables>
        <DataTable
          caption="All blocks"
          columns={[
            { label: 'Block' },
            { label: 'First element' },
            { label: 'Elements' },
            { label: 'Padding' },
            { label: 'Written', kind: 'words' },
          ]}
          rows={programs(blocks).map(({ start, real }, i) => [
            formatNumber(i),
            formatNumber(start),
            formatNumber(real),
            formatNumber(blocks.block - real),
            i >= count ? 'never' : i < done ? 'yes' : 'not yet',
          ])}
        />
      </Tables>
    </Explorer>
  );
}

function sentence(blocks: Blocks, done: number): string {
  const count = programsOf(blocks);
  const lost = neverWritten(blocks);
  const now = programs(blocks)[done - 1];
  const step = now
    ? `Program ${formatNumber(done - 1)} has read block ${formatNumber(done - 1)} of x and of y and written ${formatNumber(now.real)} of its ${formatNumber(blocks.block)} places.`
    : 'No program has run yet.';
  const rest =
    lost > 0 ? `${formatNumber(lost)} elements lie beyond the grid and are never written.` : 'Together they write every element.';
  return `${step} The grid has ${formatNumber(count)} ${count === 1 ? 'program' : 'programs'}. ${rest}`;
}

const rows = ['x', 'y', 'out'] as const;

function Picture({ blocks, done }: { readonly blocks: Blocks; readonly done: number }): ReactNode {
  return (
    <div className="pallas" aria-hidden="true">
      {programs(blocks).map(({ start, end }, i) => (
        <div key={i} className="program" data-now={i === done - 1} data-beyond={i >= programsOf(blocks)}>
          <span className="name">{i < programsOf(blocks) ? `i = ${formatNumber(i)}` : 'no program'}</span>
          {rows.map((row) => (
            <div key={row} className="row">
              <span className="which">{row}</span>
              {Array.from({ length: end - start }, (_, offset) => (
                <Cell key={offset} row={row} state={cellAt(blocks, start + offset, done)} />
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Cell({ row, state }: { readonly row: (typeof rows)[number]; readonly state: ReturnType<typeof cellAt> }): ReactNode {
  const shown = row === 'out' ? state : state === 'padding' ? 'padding' : state === 'now' ? 'read' : 'input';
  return (
    <span className="place" data-state={shown}>
      {row === 'out' && state === 'never' ? '?' : ''}
    </span>
  );
}
