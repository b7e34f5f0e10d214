import { judgePlan } from '@scaling-workbook/exercises/plan/sharding-notation';
import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Notation, Sentence } from './Notation.tsx';
import { cuts, finishes, mesh, meshDevices, plateOf, rangeOf, writePlate, type Chip, type Setting } from './plates.ts';
import { fewest, isTotal, most, ringAt, sentAfter, stepsOf } from './ring.ts';
import { tasks, type Task } from './tasks.ts';

const chip: Chip = { name: 'a chip', peak: 1e15, link: 5e11 };
const setting = fc.record({
  cut: fc.record({ X: fc.constantFrom(...cuts), Y: fc.constantFrom(...cuts) }),
  sizes: fc.record({ B: fc.constantFrom(256, 2048), D: fc.constantFrom(64, 8192), F: fc.constantFrom(512, 28_672) }),
  finish: fc.constantFrom(...finishes),
});

describe('the mesh of the sharding explorer', () => {
  it('is drawn with blocks that cover each matrix as often as the table says there are copies', () => {
    fc.assert(
      fc.property(setting, (chosen) => {
        const plate = plateOf(chosen, chip);
        for (const name of ['In', 'W', 'Out'] as const) {
          const [rows, columns] = plate.layouts[name].dims;
          const covered = meshDevices.map((device) => [rangeOf(rows, device), rangeOf(columns, device)] as const);
          // Every spot of an 8 × 8 grid lies under equally many devices' blocks.
          const over = (row: number, column: number) =>
            covered.filter(([r, c]) => r.from <= row && row < r.to && c.from <= column && column < c.to).length;
          const spots = Array.from({ length: 64 }, (_, i) => over((Math.floor(i / 8) + 0.5) / 8, ((i % 8) + 0.5) / 8));
          const summands = plate.layouts[name].partial.reduce((product, axis) => product * (axis === 'X' ? mesh.X : mesh.Y), 1);
          expect(new Set(spots)).toEqual(new Set([plate.copies[name] * summands]));
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('sends nothing unless the contraction is cut, and then what its own plan costs', () => {
    fc.assert(
      fc.property(setting, (chosen) => {
        const plate = plateOf(chosen, chip);
        const cutsContraction = chosen.cut.X === 'contraction' || chosen.cut.Y === 'contraction';
        expect(plate.sent > 0).toBe(cutsContraction);
        const ours = writePlate(plate, chosen.finish).join('\n');
        const judged = judgePlan(ours, {
          mesh,
          sizes: chosen.sizes,
          bytesPerElement: 2,
          inputs: { In: { layout: plate.layouts.In }, W: { layout: plate.layouts.W } },
          chain: ['In', 'W'],
          goal: { name: 'Out', layout: plate.finished },
          ours,
        });
        expect(judged).toMatchObject({ verdict: 'correct', bytes: plate.sent });
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('holds and times what a count by hand gives', () => {
    // In [2048, 8192] by 4 × 2 devices, W [8192, 28672] halved, partial sums of [512, 28672] in pairs.
    const chosen: Setting = { cut: { X: 'batch', Y: 'contraction' }, sizes: { B: 2048, D: 8192, F: 28672 }, finish: 'all-reduce' };
    const plate = plateOf(chosen, chip);
    expect(plate.held).toEqual({ In: 512 * 4096 * 2, W: 4096 * 28672 * 2, Out: 512 * 28672 * 2 });
    expect(plate.copies).toEqual({ In: 1, W: 4, Out: 1 });
    expect(plate.sent).toBe(512 * 28672 * 2);
    expect(plate.computeSeconds).toBeCloseTo((2 * 2048 * 8192 * 28672) / 8 / 1e15, 12);
    expect(plate.sendSeconds).toBeCloseTo((512 * 28672 * 2) / 5e11, 12);
    // An axis that cuts nothing repeats the work.
    expect(plateOf({ ...chosen, cut: { X: 'nothing', Y: 'contraction' } }, chip).computeSeconds).toBeCloseTo(4 * plate.computeSeconds, 12);
  });

  it('refuses an axis that is not in the mesh', () => {
    expect(() => rangeOf({ name: 'B', axes: ['Z'] }, { X: 0, Y: 0 })).toThrow(/Z/);
  });
});

const counts = Array.from({ length: most - fewest + 1 }, (_, i) => fewest + i);

describe('the ring all-reduce', () => {
  it.each(counts)('leaves on each of %i devices every total, with each summand in it once, and not a step earlier', (devices) => {
    const last = stepsOf(devices);
    expect(ringAt(devices, last).held.flat().every(isTotal)).toBe(true);
    expect(
      ringAt(devices, last - 1)
        .held.flat()
        .every(isTotal),
    ).toBe(false);
    expect(ringAt(devices, last).sends).toBeUndefined();
  });

  it.each(counts)('is a reduce-scatter at half time: each of %i devices holds one total, each another one', (devices) => {
    const { held } = ringAt(devices, devices - 1);
    const totals = held.map((parts) => parts.flatMap((summands, part) => (isTotal(summands) ? [part] : [])));
    expect(totals.every((parts) => parts.length === 1)).toBe(true);
    expect(new Set(totals.flat()).size).toBe(devices);
  });

  it('adds no summand twice at any step, and never sends a part that it is about to receive', () => {
    for (const devices of counts) {
      for (let step = 0; step <= stepsOf(devices); step++) {
        const { held, sends } = ringAt(devices, step);
        expect(Math.max(...held.flat(2))).toBe(1);
        sends?.forEach((part, device) => {
          expect(sends[(device + devices - 1) % devices]).not.toBe(part);
        });
      }
    }
  });

  it('sends one part a step: 2(P − 1)/P of the tensor in all', () => {
    expect(sentAfter(stepsOf(8), 8, 134_217_728)).toBe(234_881_024);
    expect(sentAfter(1, 8, 134_217_728)).toBe(134_217_728 / 8);
    expect(sentAfter(0, 5, 100)).toBe(0);
  });

  it('refuses rings and steps that there are not', () => {
    expect(() => ringAt(1, 0)).toThrow(RangeError);
    expect(() => ringAt(9, 0)).toThrow(RangeError);
    expect(() => ringAt(4, 7)).toThrow(RangeError);
    expect(() => ringAt(4, 0.5)).toThrow(RangeError);
  });
});

describe('the plans to write', () => {
  const all: readonly (readonly [string, Task])[] = Object.entries(tasks);

  it.each(all)('%s is solved by our own plan, which costs what it is said to', (_, task) => {
    expect(judgePlan(task.ours, task)).toMatchObject({ verdict: 'correct' });
  });

  it.each(all)('%s is not solved by multiplying alone', (_, task) => {
    const typed = task.chain
      .map((name) => (name.startsWith('W') && name !== 'W' ? `${name}[${name === 'W1' ? 'D, F_X' : 'F_X, D'}]` : name))
      .join(' · ');
    expect(judgePlan(typed, task).verdict).toBe('off');
  });

  it('lets a small batch be served for less than FSDP sends, by moving activations only', () => {
    const judged = judgePlan(
      'AllToAll_{X,D}(In) -> In[B, D_X]; In * W -> Out[B, F]{U_X}; ReduceScatter_{X,B}(Out)',
      tasks['weights-come-in-parts'],
    );
    // By hand: an all-to-all of 4096 × 8192 and a reduce-scatter of 4096 × 28672, two bytes an element, eight devices.
    expect(judged).toMatchObject({ verdict: 'correct', bytes: (7 / 64) * 4096 * 8192 * 2 + (7 / 8) * 4096 * 28672 * 2 });
    expect(judged.verdict === 'correct' && judged.bytes < judged.ours).toBe(true);
  });
});

describe('notation on the page', () => {
  it('sets axes as subscripts and leaves all else as written', () => {
    const html = renderToStaticMarkup(<Notation text="ReduceScatter_{X,K}(A[I_X, J]) → C[I, K]{U_{XY}}" />);
    expect(html).toBe('<span class="shards">ReduceScatter<sub>X,K</sub>(A[I<sub>X</sub>, J]) → C[I, K]{U<sub>XY</sub>}</span>');
  });

  it('sets what stands in backticks as notation', () => {
    expect(renderToStaticMarkup(<Sentence text="They hold `A[I_X, J]`." />)).toBe(
      'They hold <span class="shards">A[I<sub>X</sub>, J]</span>.',
    );
  });
});
