/** Day 7: ten random exercises with different numbers, as the link of a test. */
import type { Askable } from '@scaling-workbook/exercises/memory/test-link';
import { useEffect, useState, type ReactNode } from 'react';

interface Props {
  /** Where tests are taken. */
  readonly url: string;
  readonly pool: readonly Askable[];
}

const count = 10;
const maxSeeds = 2000;

export default function TenExercises({ url, pool }: Props): ReactNode {
  const [live, setLive] = useState(false);
  useEffect(() => {
    setLive(true);
  }, []);
  const draw = async (): Promise<void> => {
    const { drawIds, settingOf, writePlan } = await import('@scaling-workbook/exercises/memory/test-link');
    const start = crypto.randomUUID().replaceAll('-', '').slice(0, 10);
    for (let i = 0; i < maxSeeds; i++) {
      const seed = `${start}${i.toString(36)}`;
      const ids = drawIds(
        seed,
        pool.map(({ id }) => id),
        count,
      );
      // A seed that leaves one of the ten in the book's own numbers is passed over.
      const fresh = ids.every((id) => pool.some((other) => other.id === id && settingOf(seed, other) !== undefined));
      if (fresh || i === maxSeeds - 1) {
        location.assign(`${url}?${writePlan({ ids, seed, hints: false, day: 7 })}`);
        return;
      }
    }
  };
  return (
    <div className="progress-panel self-assessment not-content" id="ten" data-live={live || undefined}>
      <div className="actions">
        <button
          type="button"
          disabled={!live}
          onClick={() => {
            void draw();
          }}
        >
          Draw ten and begin
        </button>
      </div>
    </div>
  );
}
