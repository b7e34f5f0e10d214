/**
 * Pipeline schedules played out: which stage works on which microbatch, and when.
 *
 * All stages take equally long, a backward pass twice as long as a forward pass, and handing over takes no time. One forward pass of a
 * whole stage is the unit.
 */

export const scheduleIds = ['gpipe', '1f1b', 'interleaved'] as const;
export type ScheduleId = (typeof scheduleIds)[number];

export interface Pipeline {
  readonly schedule: ScheduleId;
  readonly stages: number;
  readonly microbatches: number;
  /** Of each stage; 1 unless interleaved. */
  readonly chunks: number;
}

interface Pass {
  readonly kind: 'forward' | 'backward';
  /** From 0. */
  readonly microbatch: number;
  readonly chunk: number;
}

export interface Cell extends Pass {
  readonly stage: number;
  readonly start: number;
  readonly end: number;
}

export interface Timetable {
  readonly cells: readonly Cell[];
  /** Of the whole step. */
  readonly length: number;
  /** Of a step; the same for all stages. */
  readonly idle: number;
  /** Most microbatches whose activations a stage keeps at once; a chunk counts as its share. */
  readonly held: readonly number[];
}

/** Interleaving deals microbatches in groups as large as the number of stages. */
export const fittingMicrobatches = ({ schedule, stages, microbatches }: Pipeline): number =>
  schedule === 'interleaved' ? Math.ceil(microbatches / stages) * stages : microbatches;

/** The k-th pass of a stage, in groups of `stages` microbatches. */
const dealt = (kind: Pass['kind'], k: number, { stages, chunks }: Pipeline): Pass => {
  const within = k % (stages * chunks);
  const nth = Math.floor(within / stages);
  const microbatch = Math.floor(k / (stages * chunks)) * stages + (within % stages);
  return { kind, microbatch, chunk: kind === 'forward' ? nth : chunks - 1 - nth };
};

/** Forward passes before the first backward pass. */
function ahead({ schedule, stages, chunks }: Pipeline, stage: number, passes: number): number {
  const behind = stages - 1 - stage;
  if (schedule === 'gpipe') return passes;
  return Math.min(passes, schedule === '1f1b' ? behind + 1 : 2 * behind + (chunks - 1) * stages + 1);
}

/** Forward passes, then backward and forward in turn, then what is left. */
function orderOf(pipeline: Pipeline, stage: number): readonly Pass[] {
  const passes = pipeline.microbatches * pipeline.chunks;
  const lead = ahead(pipeline, stage, passes);
  const forward = Array.from({ length: passes }, (_, k) => dealt('forward', k, pipeline));
  const backward = Array.from({ length: passes }, (_, k) => dealt('backward', k, pipeline));
  return [...forward.slice(0, lead), ...backward.flatMap((pass, k) => [pass, ...forward.slice(lead + k, lead + k + 1)])];
}

const keyOf = ({ kind, microbatch, chunk }: Pass, stage: number): string => `${kind} ${microbatch} ${chunk} ${stage}`;

/** The pass that hands over activations or gradients to this one. */
function before({ kind, microbatch, chunk }: Pass, stage: number, { stages, chunks }: Pipeline): string | undefined {
  const [first, last] = kind === 'forward' ? [0, stages - 1] : [stages - 1, 0];
  const step = kind === 'forward' ? 1 : -1;
  if (stage !== first) return keyOf({ kind, microbatch, chunk }, stage - step);
  const previous = chunk - step;
  if (previous >= 0 && previous < chunks) return keyOf({ kind, microbatch, chunk: previous }, last);
  return kind === 'forward' ? undefined : keyOf({ kind: 'forward', microbatch, chunk }, stage);
}

/** Throws `RangeError` for numbers that are no counts, and where an order waits for itself. */
export function play(of: Pipeline): Timetable {
  for (const name of ['stages', 'microbatches', 'chunks'] as const) {
    if (!(Number.isInteger(of[name]) && of[name] >= 1))
      throw new RangeError(`play: ${name} must be a whole number of at least 1, got ${of[name]}`);
  }
  const pipeline = { ...of, microbatches: fittingMicrobatches(of), chunks: of.schedule === 'interleaved' ? of.chunks : 1 };
  const orders = Array.from({ length: pipeline.stages }, (_, stage) => orderOf(pipeline, stage));
  const done = new Map<string, number>();
  const next = orders.map(() => 0);
  const free = orders.map(() => 0);
  const cells: Cell[] = [];
  for (let moved = true; moved;) {
    moved = false;
    for (const [stage, order] of orders.entries()) {
      for (let pass = order[next[stage] ?? 0]; pass; pass = order[next[stage] ?? 0]) {
        const waits = before(pass, stage, pipeline);
        const ready = waits === undefined ? 0 : done.get(waits);
        if (ready === undefined) break;
        const start = Math.max(ready, free[stage] ?? 0);
        const end = start + (pass.kind === 'forward' ? 1 : 2) / pipeline.chunks;
        cells.push({ ...pass, stage, start, end });
        done.set(keyOf(pass, stage), end);
        free[stage] = end;
        next[stage] = (next[stage] ?? 0) + 1;
        moved = true;
      }
    }
  }
  if (cells.length < 2 * pipeline.stages * pipeline.microbatches * pipeline.chunks)
    throw new RangeError(`play: ${of.schedule} with ${of.stages} stages waits for itself`);
  const length = Math.max(...free);
  return { cells, length, idle: 1 - (3 * pipeline.microbatches) / length, held: orders.map((order) => mostHeld(order) / pipeline.chunks) };
}

/** From a forward pass to the backward pass of its microbatch. */
function mostHeld(order: readonly Pass[]): number {
  let now = 0;
  let most = 0;
  for (const { kind } of order) {
    now += kind === 'forward' ? 1 : -1;
    most = Math.max(most, now);
  }
  return most;
}
