/** When each kernel of two microbatches runs: as measured, and with fixes. All times in seconds. */
import { removalSpeedup } from '@scaling-workbook/formulas/profiling';
import { timeRatio } from '@scaling-workbook/formulas/ratios';
import { splitTime } from '@scaling-workbook/formulas/trace-reading';
import { layer, profileLines, secondsOf, type LineId, type ProfileLine } from './profile.ts';

export const tunable = ['none', 'qkv', 'attention', 'output', 'up-gate', 'down', 'all-reduce'] as const;

export interface Fixes {
  /** SiLU runs inside the matmul before it, and each GPU normalises its own rows only. */
  readonly fuse: boolean;
  /** A second microbatch computes while the first one's all-reduce is on its way. */
  readonly overlap: boolean;
  /** One kernel made `factor` times as fast; both all-reduces count as one. */
  readonly line: (typeof tunable)[number];
  readonly factor: number;
}

export const asMeasured: Fixes = { fuse: false, overlap: false, line: 'none', factor: 1 };

export interface Bar {
  readonly line: LineId;
  /** `before` is an all-reduce of the layer before, still on its way. */
  readonly microbatch: 'A' | 'B' | 'before';
  readonly lane: 'compute' | 'network';
  readonly start: number;
  readonly end: number;
}

/** A stretch in which the compute lane works on one microbatch. */
export interface Turn {
  readonly microbatch: 'A' | 'B';
  readonly start: number;
  readonly end: number;
}

export interface Schedule {
  readonly bars: readonly Bar[];
  readonly turns: readonly Turn[];
  /** When both microbatches are through the layer. */
  readonly end: number;
}

const isTuned = (id: LineId, line: Fixes['line']): boolean => id === line || (line === 'all-reduce' && id.startsWith(line));

/** What a kernel takes with the fixes; 0 where it has been fused away. */
export function lineTime(id: LineId, { fuse, line, factor }: Fixes): number {
  const time = secondsOf(id);
  if (fuse && id === 'silu') return 0;
  if (fuse && id.startsWith('norm')) return splitTime({ time, devices: layer.devices });
  return time / (isTuned(id, line) ? factor : 1);
}

/** The layer in pieces, each of which ends with an all-reduce. */
const pieces: readonly (readonly ProfileLine[])[] = profileLines.reduce<ProfileLine[][]>(
  (parts, line) => {
    parts.at(-1)?.push(line);
    return line.kind === 'communication' && line !== profileLines.at(-1) ? [...parts, []] : parts;
  },
  [[]],
);

/** In which order the compute lane takes the pieces: one microbatch after the other, or in turn. */
const order = (overlap: boolean): readonly (readonly ['A' | 'B', number])[] =>
  overlap
    ? pieces.flatMap((_, piece) => [['A', piece] as const, ['B', piece] as const])
    : (['A', 'B'] as const).flatMap((name) => pieces.map((_, piece) => [name, piece] as const));

/** Two microbatches through one layer, in the steady state of many layers. */
export function scheduleOf(fixes: Fixes): Schedule {
  // The first layers fill the overlap; from the third on, every layer looks alike.
  const layers = Array.from({ length: 4 }, () => order(fixes.overlap));
  const ready = { A: 0, B: 0 };
  let [compute, network, begin] = [0, 0, 0];
  const bars: (Bar & { readonly layer: number })[] = [];
  const turns: (Turn & { readonly layer: number })[] = [];
  for (const [index, pass] of layers.entries()) {
    if (index === layers.length - 1) begin = compute;
    for (const [microbatch, piece] of pass) {
      const start = Math.max(compute, ready[microbatch]);
      compute = start;
      for (const { id, kind } of pieces[piece] ?? []) {
        const time = lineTime(id as LineId, fixes);
        const from = kind === 'communication' ? Math.max(network, compute) : compute;
        if (kind === 'communication') ready[microbatch] = network = from + time;
        else compute = from + time;
        const lane = kind === 'communication' ? 'network' : 'compute';
        if (time > 0) bars.push({ line: id as LineId, microbatch, lane, start: from, end: from + time, layer: index });
      }
      // Without a second microbatch in turn, the compute lane waits for the sum.
      if (!fixes.overlap) compute = ready[microbatch];
      const last = turns.at(-1);
      if (last?.microbatch === microbatch && last.layer === index) turns[turns.length - 1] = { ...last, end: compute };
      else turns.push({ microbatch, start, end: compute, layer: index });
    }
  }
  return lastLayer(bars, turns, begin, compute);
}

type InLayer<T> = T & { readonly layer: number };

/** The window of the last layer, shifted to begin at 0, with what is still on its way from the layer before. */
function lastLayer(bars: readonly InLayer<Bar>[], turns: readonly InLayer<Turn>[], begin: number, end: number): Schedule {
  const last = Math.max(...turns.map(({ layer: index }) => index));
  const inWindow = <T extends { readonly start: number; readonly end: number }>(one: T): T => ({
    ...one,
    start: Math.max(0, one.start - begin),
    end: Math.min(end - begin, one.end - begin),
  });
  const seen = bars
    .filter((bar) => bar.end > begin + 1e-12 && bar.start < end - 1e-12)
    .map(({ layer: index, ...bar }) => inWindow(index === last ? bar : { ...bar, microbatch: 'before' as const }));
  return {
    bars: seen,
    turns: turns.filter(({ layer: index }) => index === last).map(({ layer: _, ...turn }) => inWindow(turn)),
    end: end - begin,
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
