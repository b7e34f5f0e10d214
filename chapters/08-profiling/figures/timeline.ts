/** When each kernel of two microbatches runs: as measured, and with fixes. All times in seconds. */
import { overlappedTime, removalSpeedup, totalTime } from '@scaling-workbook/formulas/profiling';
import { timeRatio } from '@scaling-workbook/formulas/ratios';
import { profileLines, secondsOf, type LineId } from './profile.ts';

export const tunable = ['none', 'qkv', 'attention', 'output', 'up-gate', 'down', 'all-reduce'] as const satisfies readonly (
  LineId | 'none'
)[];

export interface Fixes {
  /** Elementwise kernels become part of their neighbours and take no time of their own: the most that fusion can bring. */
  readonly fuse: boolean;
  /** A second microbatch computes while the first one's all-reduce is on its way. */
  readonly overlap: boolean;
  /** One kernel made `factor` times as fast. */
  readonly line: (typeof tunable)[number];
  readonly factor: number;
}

export const asMeasured: Fixes = { fuse: false, overlap: false, line: 'none', factor: 1 };

export interface Bar {
  readonly line: LineId;
  /** `before` is the other microbatch's all-reduce from the layer before, still on its way. */
  readonly microbatch: 'A' | 'B' | 'before';
  readonly lane: 'compute' | 'network';
  readonly start: number;
  readonly end: number;
}

export interface Schedule {
  readonly bars: readonly Bar[];
  /** When the first microbatch and when both are through the layer. */
  readonly halfway: number;
  readonly end: number;
}

/** What a kernel takes with the fixes; 0 where it has been fused away. */
export function lineTime(id: LineId, { fuse, line, factor }: Fixes): number {
  const elementwise = profileLines.some((one) => one.id === id && one.kind === 'elementwise');
  if (fuse && elementwise) return 0;
  return secondsOf(id) / (id === line ? factor : 1);
}

/** Two microbatches through one layer, in the steady state of many layers. */
export function scheduleOf(fixes: Fixes): Schedule {
  const computeLines = profileLines.filter(({ kind }) => kind !== 'communication');
  const communication = lineTime('all-reduce', fixes);
  const compute = computeLines.reduce((sum, { id }) => sum + lineTime(id, fixes), 0);
  // The all-reduce of A runs beside the compute of B. That of B runs beside A's compute in the next layer.
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

/** The speed-up if the tuned kernel took next to no time: what Amdahl's law allows beside the other fixes. */
export const limit = (fixes: Fixes): number => speedup({ ...fixes, factor: 1e12 });

/** What a line of the profile is worth by itself, if it took no time. */
export const worthOf = (id: LineId): number => removalSpeedup({ total: secondsOf('layer'), removed: secondsOf(id) });
