/** What the self-assessment stores in this browser. */
import { emptyStudy, kinds, mergeStudy, readers, type Sitting, type Study } from '@scaling-workbook/exercises/memory/study';
import { persistentRecords } from '#progress/persistent-records.ts';

export const $ticks = persistentRecords('scaling-workbook:skill-ticks:', readers.ticks);
export const $plan = persistentRecords('scaling-workbook:study-plan:', readers.plan);
export const $notes = persistentRecords('scaling-workbook:notes:', readers.notes);
export const $recalled = persistentRecords('scaling-workbook:recalled:', readers.recalled);
export const $sittings = persistentRecords('scaling-workbook:sittings:', readers.sittings);

/** Of two results of one test, the first. */
export function keepSitting(seed: string, sitting: Sitting): void {
  if (!Object.hasOwn($sittings.get(), seed)) $sittings.set(seed, sitting);
}

const stores = { ticks: $ticks, plan: $plan, notes: $notes, recalled: $recalled, sittings: $sittings } as const;

export const $study = {
  get: (): Study => ({
    ticks: $ticks.get(),
    plan: $plan.get(),
    notes: $notes.get(),
    recalled: $recalled.get(),
    sittings: $sittings.get(),
  }),
  /** Now and after each change. */
  subscribe: (listener: (study: Study) => void): (() => void) => {
    let study = emptyStudy;
    const stops = kinds.map((kind) =>
      stores[kind].subscribe((records: Study[typeof kind]) => {
        study = { ...study, [kind]: records };
        listener(study);
      }),
    );
    return () => {
      for (const stop of stops) stop();
    };
  },
};

export function mergeStudyIn(theirs: Study): void {
  const all = mergeStudy($study.get(), theirs);
  $ticks.write(all.ticks);
  $plan.write(all.plan);
  $notes.write(all.notes);
  $recalled.write(all.recalled);
  $sittings.write(all.sittings);
}

export function replaceStudy(all: Study): void {
  $ticks.replace(all.ticks);
  $plan.replace(all.plan);
  $notes.replace(all.notes);
  $recalled.replace(all.recalled);
  $sittings.replace(all.sittings);
}
