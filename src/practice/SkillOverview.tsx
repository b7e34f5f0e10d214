/** Which skills are mastered, which are due, what to learn next. */
import * as words from './words/skills.ts';
import { retrievability, type SkillState, type SkillStates } from '@scaling-workbook/exercises/memory/review';
import type { Progress } from '@scaling-workbook/exercises/memory/progress';
import { useEffect, useState, type ReactNode } from 'react';
import type { PractisedSkill } from './practice.ts';
import { statesNow } from './review.ts';
import { daysUntil } from './days-until.ts';

interface Props {
  readonly base: string;
  readonly skills: readonly PractisedSkill[];
  readonly progress: Progress;
  readonly reviews: SkillStates;
}

const wordsFor = (state: SkillState | undefined, now: Date): string => {
  if (!state) return words.notMet;
  if (state.redo) return words.missed;
  return Date.parse(state.due) <= now.getTime() ? words.due : words.dueAgain(words.inDays(daysUntil(state.due, now)));
};
const kindOf = (state: SkillState | undefined, now: Date): 'new' | 'tried' | 'solved' => {
  if (!state) return 'new';
  return state.redo || retrievability(state, now) < 0.9 ? 'tried' : 'solved';
};

/** Never practised, with practised prerequisites, in chapter order. */
export const nextSkills = (skills: readonly PractisedSkill[], states: SkillStates): readonly PractisedSkill[] =>
  skills.filter(
    ({ id, after, exercises }) => exercises.length > 0 && states[id] === undefined && after.every((other) => states[other] !== undefined),
  );

export default function SkillOverview({ base, skills, progress, reviews }: Props): ReactNode {
  const now = new Date();
  // The server's rendering has no reader's records.
  const [states, setStates] = useState<SkillStates>({});
  useEffect(() => {
    setStates(statesNow(skills, new Date()));
  }, [skills, progress, reviews]);
  const known = skills.filter(({ exercises }) => exercises.length > 0);
  const met = known.filter(({ id }) => states[id] !== undefined);
  const due = met.filter(({ id }) => Date.parse(states[id]?.due ?? '') <= now.getTime() || states[id]?.redo);
  const gaps = met.filter(({ id }) => states[id]?.redo);
  const next = nextSkills(known, states).slice(0, 3);
  const groups = [...new Set(known.map(({ group }) => group))];
  const others = Object.entries(progress).filter(([key, { solved }]) => key.includes('@') && solved !== undefined).length;
  return (
    <section aria-labelledby="skills">
      <h2 id="skills">{words.heading}</h2>
      <p>
        {words.metSoFar(met.length, known.length)}{' '}
        {due.length > 0 ? <a href={`${base}review/`}>{words.someDue(due.length)}</a> : words.noneDue}{' '}
        {others > 0 && words.inOtherNumbers(others)}
      </p>
      {gaps.length > 0 && <p>{words.toRedo(gaps.map(({ say }) => say))}</p>}
      {next.length > 0 && (
        <>
          <h3>{words.next}</h3>
          <ul>
            {next.map(({ id, say, exercises: [first] }) => (
              <li key={id}>{first ? <a href={first.url}>{say}</a> : say}</li>
            ))}
          </ul>
        </>
      )}
      {groups.map((group) => (
        <details key={group}>
          <summary>
            {words.metOfGroup(
              group,
              met.filter((skill) => skill.group === group).length,
              known.filter((skill) => skill.group === group).length,
            )}
          </summary>
          <ul className="exercise-list">
            {known
              .filter((skill) => skill.group === group)
              .map(({ id, say }) => (
                <li key={id} data-state={kindOf(states[id], now)}>
                  <span>{say}</span> <span className="state">{wordsFor(states[id], now)}</span>
                </li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  );
}
