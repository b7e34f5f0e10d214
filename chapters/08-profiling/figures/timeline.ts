/** When each kernel of two microbatches runs, as measured and with fixes. In seconds. */
import { overlappedTime, removalSpeedup, totalTime } from '@scaling-workbook/formulas/profiling';
import { timeRatio } from '@scaling-workbook/formulas/ratios';
import { profileLines, secondsOf, type LineId } from './profile.ts';

export const tunable = ['none', 'qkv', 'attention', 'output', 'up-gate', 'down', 'all-reduce'] as const satisfies readonly (
  LineId | 'none'
)[];

export interface Fixes {
  /** Elementwise kernels join their neighbours and take no time: the most that fusion can bring. */
  readonly fuse: boolean;
  /** A second microbatch computes during the first one's all-reduce. */
  readonly overlap: boolean;
  /** One kernel made `factor` times as fast. */
  readonly line: (typeof tunable)[number];
  readonly factor: number;
}

export const asMeasured: Fixes = { fuse: false, overlap: false, line: 'none', factor: 1 };

export interface Bar {
  readonly line: LineId;
  /** `before` is the other microbatch's all-reduce, from the layer before. */
  readonly microbatch: 'A' | 'B' | 'before';
  readonly lane: 'compute' | 'network';
  readonly start: number;
  readonly end: number;
}

export interface Schedule {
  readonly bars: readonly Bar[];
  /** When the first microbatch is through the layer, and when both are. */
  readonly halfway: number;
  readonly end: number;
}

/** With the fixes; 0 where it is fused away. */
export function lineTime(id: LineId, { fuse, line, factor }: Fixes): number {
  const elementwise = profileLines.some((one) => one.id === id && one.kind === 'elementwise');
  if (fuse && elementwise) return 0;
  return secondsOf(id) / (id === line ? factor : 1);
}

/** In the steady state of many layers. */
export function scheduleOf(fixes: Fixes): Schedule {
  const computeLines = profileLines.filter(({ kind }) => kind !== 'communication');
  const communication = lineTime('all-reduce', fixes);
  const compute = computeLines.reduce((sum, { id }) => sum + lineTime(id, fixes), 0);
  // A's all-reduce runs beside B's compute, B's beside A's compute in the next layer.
  const beforeB = fixes.overlap ? compute : totalTime({ first: compute, second: communication });
  const end = fixes.overlap ? totalTime({ first: compute, second: overlappedTime({ communication, compute }) }) : 2 * beforeB;
  const microbatch = (name: 'A' | 'B', from: number): readonly Bar[] => {
    let at = from;
    return computeLines.flatMap(({ id }): Bar[] => {
      const start = at;
      at += lineTime(id, fixes);
      return at > start ? [{ line: id, microbatch: name, lane: 'compute', start, end: at }] : [];
    });
  };
  const send = (name: Bar['microbatch'], start: number): Bar => ({
    line: 'all-reduce',
    microbatch: name,
    lane: 'network',
    start,
    end: start + communication,
  });
  return {
    bars: [
      ...microbatch('A', 0),
      ...microbatch('B', beforeB),
      ...(fixes.overlap ? [send('before', 0), send('A', compute)] : [send('A', compute), send('B', beforeB + compute)]),
    ],
    halfway: beforeB,
    end,
  };
}

/** Seconds that each microbatch costs. */
export const perMicrobatch = (fixes: Fixes): number => scheduleOf(fixes).end / 2;

/** How many times as fast as measured. */
export const speedup = (fixes: Fixes): number => timeRatio({ first: perMicrobatch(asMeasured), second: perMicrobatch(fixes) });

/** If the tuned kernel took no time: Amdahl's law beside the other fixes. */
export const limit = (fixes: Fixes): number => speedup({ ...fixes, factor: 1e12 });

/** If this line took no time. */
export const worthOf = (id: LineId): number => removalSpeedup({ total: secondsOf('layer'), removed: secondsOf(id) });
