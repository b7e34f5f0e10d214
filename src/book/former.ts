/** Former names of exercises and settings: renamed ones redirect; a retired exercise's address says so. */
import { retired, type Retired } from './content.ts';
import { entries, quizzes, type Entry } from './catalog.ts';

export interface Renamed {
  readonly from: string;
  readonly to: string;
}
export interface Former {
  readonly renamed: readonly Renamed[];
  readonly retired: readonly Retired[];
  /** Settings, as `<id>@<setting>`. */
  readonly settings: readonly Renamed[];
}

const idPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Adds inconsistencies to `problems`. */
function formerSettings({ id, exercise }: Pick<Entry, 'id' | 'exercise'>, problems: string[]): readonly Renamed[] {
  const { fresh = {}, formerSettings: names = {} } = exercise;
  return Object.entries(names).map(([from, to]) => {
    if (Object.hasOwn(fresh, from)) problems.push(`“${id}” has a setting “${from}” still. Hint: name the newer setting otherwise.`);
    if (!Object.hasOwn(fresh, to)) problems.push(`“${id}” leads “${from}” to “${to}”, which is none of its settings.`);
    if (!idPattern.test(from)) problems.push(`“${from}” cannot stand in an address.`);
    return { from: `${id}@${from}`, to: `${id}@${to}` };
  });
}

/** Throws an error that lists every inconsistency. */
export function formerOf(known: readonly Pick<Entry, 'id' | 'exercise'>[], list: readonly Retired[]): Former {
  const renamed = known.flatMap(({ id, exercise }) => (exercise.formerly ?? []).map((from) => ({ from, to: id })));
  const taken = new Set(known.map(({ id }) => id));
  const problems: string[] = [];
  for (const id of [...renamed.map(({ from }) => from), ...list.map((one) => one.id)]) {
    if (taken.has(id)) problems.push(`“${id}” is taken. Hint: an id is never given away again; name the newer exercise otherwise.`);
    if (!idPattern.test(id)) problems.push(`“${id}” cannot stand in an address.`);
    taken.add(id);
  }
  for (const { id, on, instead } of list) {
    if (!dayPattern.test(on) || Number.isNaN(Date.parse(on)))
      problems.push(`“${id}” was retired on “${on}”, which is no day like 2026-11-27.`);
    if (instead !== undefined && !known.some((other) => other.id === instead))
      problems.push(`“${id}” is to be replaced by “${instead}”, which is not in the book.`);
  }
  const settings = known.flatMap((entry) => formerSettings(entry, problems));
  if (problems.length > 0) throw new Error(`Former names do not fit:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
  return { renamed, retired: list, settings };
}

/** Former ids of a test, checked before the first real one exists. */
const added = JSON.parse(process.env.SITE_FORMER ?? '{}') as {
  readonly retired?: readonly Retired[];
  readonly formerly?: Readonly<Record<string, string>>;
};
const withAdded = (entry: Entry): Entry => {
  const names = Object.entries(added.formerly ?? {}).flatMap(([from, to]) => (to === entry.id ? [from] : []));
  return names.length === 0
    ? entry
    : { ...entry, exercise: { ...entry.exercise, formerly: [...(entry.exercise.formerly ?? []), ...names] } };
};

export const former: Former = formerOf([...entries, ...quizzes].map(withAdded), [...retired, ...(added.retired ?? [])]);

export const formerNamesOf = (id: string): readonly string[] => former.renamed.filter(({ to }) => to === id).map(({ from }) => from);
