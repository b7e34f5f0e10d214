/** The skills: filled by solved exercises or ticked by hand, counted, and exported as a text. A plain list before any script. */
import type { Progress } from '@scaling-workbook/exercises/memory/progress';
import type { Tick } from '@scaling-workbook/exercises/memory/study';
import { useEffect, useState, type ReactNode } from 'react';
import { $progress } from '#progress/progress.ts';
import { $ticks } from '#practice/study.ts';
import { download } from '#export/download.ts';
import { reached, standings, toReport, type ListedGroup, type ListedSkill, type SkillStanding } from './skill-tally.ts';
import { VisitOnly } from './VisitOnly.tsx';

interface Props {
  readonly groups: readonly ListedGroup[];
}

const tick = (id: string, ticked: boolean): void => {
  $ticks.set(id, ticked ? { v: 1, ticked: new Date().toISOString() } : undefined);
};

function Skill({
  skill,
  standing,
  live,
}: {
  readonly skill: ListedSkill;
  readonly standing: SkillStanding;
  readonly live: boolean;
}): ReactNode {
  const proved = standing.state === 'proved';
  return (
    <li data-skill={skill.id} data-state={standing.state}>
      {live && !proved ? (
        <label className="can">
          <input
            type="checkbox"
            autoComplete="off"
            checked={standing.state === 'ticked'}
            onChange={(event) => {
              tick(skill.id, event.target.checked);
            }}
          />
          <span>{skill.say}</span>
        </label>
      ) : (
        <p className="can">
          <span className="box" aria-hidden="true">
            {proved ? '✓' : ''}
          </span>
          <span>
            {skill.say}
            {proved && <span className="sr-only"> (proved by its exercises)</span>}
          </span>
        </p>
      )}
      {skill.exercises.length > 0 && (
        <ul className="proof" aria-label="Exercises that prove it">
          {skill.exercises.map(({ id, number, title, url }) => (
            <li key={id}>
              <a href={url}>
                <span className="number">{number}</span> {title}
                {standing.solved.includes(id) && (
                  <>
                    {' '}
                    <span aria-hidden="true">✓</span>
                    <span className="sr-only"> solved</span>
                  </>
                )}
              </a>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

export default function SkillList({ groups }: Props): ReactNode {
  const [progress, setProgress] = useState<Progress>({});
  const [ticks, setTicks] = useState<Readonly<Record<string, Tick>>>({});
  const [live, setLive] = useState(false);
  useEffect(() => {
    const stops = [$progress.subscribe(setProgress), $ticks.subscribe(setTicks)];
    setLive(true);
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  const all = standings(groups, progress, ticks);
  const skills = groups.flatMap((group) => group.skills);
  const exportText = (): void => {
    const now = new Date();
    download(toReport(groups, all, now), `scaling-workbook-skills-${now.toISOString().slice(0, 10)}.txt`, 'text/plain');
  };
  return (
    <div className="progress-panel self-assessment not-content" id="skills" data-live={live || undefined}>
      <VisitOnly />
      <p className="tally" role="status">
        <strong>{reached(skills, all)}</strong> of {skills.length} skills
      </p>
      <div className="actions">
        <button type="button" onClick={exportText} disabled={!live}>
          Export as text
        </button>
      </div>
      {groups.map(({ name, skills: members }) => {
        const count = reached(members, all);
        return (
          <section key={name} aria-label={name}>
            <h3>
              {name}{' '}
              <span className="count">
                {count} of {members.length}
              </span>
            </h3>
            <progress value={count} max={members.length} aria-label={`${name}: ${String(count)} of ${String(members.length)}`} />
            <ul className="skills">
              {members.map((skill) => (
                <Skill key={skill.id} skill={skill} standing={all.get(skill.id) ?? { state: 'open', solved: [] }} live={live} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
