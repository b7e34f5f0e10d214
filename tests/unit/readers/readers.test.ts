/**
 * Every place that reads untrusted input: an address, a file, the browser's storage, a text field. One table; a reader that is missing
 * from it fails the last test.
 */
import { notationWords } from '#exercise/words/plan.ts';
import { padFeedback } from '#exercise/words/pad-lines.ts';
import { refusal } from '../../../chapters/11-self-assessment/recall/words.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { toPadSpec } from '@scaling-workbook/exercises';
import { readExpression } from '@scaling-workbook/exercises/answer/expression';
import { readPad } from '@scaling-workbook/exercises/pad/pad';
import { joinPads, mergePads, readPadRecord, readPadsOfFile } from '@scaling-workbook/exercises/pad/pad-record';
import {
  mergeProgress,
  previewImport,
  readProgressFile,
  readRecord,
  writeProgressFile,
  type Progress,
} from '@scaling-workbook/exercises/memory/progress';
import { readQuantity } from '@scaling-workbook/formulas/quantity';
import { judgeRecall } from '../../../chapters/11-self-assessment/recall/recall.ts';
import {
  mergeStates,
  rate,
  readReviewsOfFile,
  readSkillState,
  retrievability,
  settle,
  type SkillStates,
} from '@scaling-workbook/exercises/memory/review';
import { notationFeedback } from '@scaling-workbook/exercises/plan/sharding-feedback';
import { judgePlan } from '@scaling-workbook/exercises/plan/sharding-notation';
import {
  fromLinkText,
  readPlan,
  readResult,
  settingOf,
  toLinkText,
  verify,
  writePlan,
  type Askable,
} from '@scaling-workbook/exercises/memory/test-link';
import { readJson } from '@scaling-workbook/exercises/memory/untrusted';
import {
  countStudy,
  mergeStudy,
  previewStudy,
  readNote,
  readRecalled,
  readSitting,
  readStudyOfFile,
  readStudyPlan,
  readTick,
} from '@scaling-workbook/exercises/memory/study';
import { runCommandLine } from '@scaling-workbook/formulas/command-line';
import type { AnyFormula } from '@scaling-workbook/formulas/formula';
import * as formulas from '@scaling-workbook/formulas/formulas';
import { fromHuggingFaceText } from '@scaling-workbook/formulas/huggingface';
import { parameterCount } from '@scaling-workbook/formulas/model-counts';
import { parseUnit } from '@scaling-workbook/formulas/units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig, writeConfig } from '../../../chapters/03-parameters/figures/model-config.ts';
import { namesOf, recallItems } from '../../../chapters/11-self-assessment/figures/recall-tasks.ts';
import { dateOf, inWords, standingOf, toCalendar } from '../../../chapters/11-self-assessment/figures/study-plan.ts';
import { tasks } from '../../../chapters/02-sharding/figures/tasks.ts';
import { entries } from '#book/catalog.ts';
import { judgeAll } from '#exercise/judge.ts';
import { readTestDraft } from '#practice/test/draft.ts';
import { resultOf } from '#reference/amounts.ts';
import { sortedOrder } from '#reference/sorting.ts';
import { render } from '#exercise/render.ts';
import { issueUrl, reportText } from '#exercise/report-text.ts';
import { readTyped } from '#explorer/slider-scale.ts';
import { readDrafts } from '#exercise/drafts.ts';
import configs from '../formulas/huggingface-configs.json' with { type: 'json' };
import { hostile, huge, pieces, survive } from './hostile.ts';

const fixture = (name: string): string => readFileSync(new URL(`../exercises/fixtures/${name}-1.json`, import.meta.url), 'utf8');
const now = new Date('2026-11-27T12:00:00.000Z');
const at = now.toISOString();

const progressFile = fixture('progress');
const studyFile = fixture('study');
const state = fixture('review');
const withReviews = JSON.stringify({ ...(JSON.parse(progressFile) as object), reviews: { intensity: JSON.parse(state) as unknown } });
const ours = readProgressFile(progressFile);
const known: readonly Askable[] = entries.map(({ id, exercise }) => ({ id, settings: Object.keys(exercise.fresh ?? {}) }));
const plan = { ids: ['relu-intensity', 'matmul-time'], seed: 'k7', hints: false, minutes: 20 };
const result = JSON.stringify({
  format: 'scaling-workbook-test',
  version: 1,
  plan,
  started: at,
  finished: at,
  answers: { 'relu-intensity': { setting: '', typed: { answer: '0.125' }, right: true } },
});
const fieldsOf = new Map(
  ['h100-ridge-point', 'decode-matvec-intensity', 'mfu', 'gpt2-small-parameters'].map((id) => {
    const entry = entries.find((other) => other.id === id);
    if (!entry) throw new Error(`${id} is missing`);
    return [id, render(entry).fields];
  }),
);
const ridge = entries.find(({ id }) => id === 'h100-ridge-point');
if (!ridge) throw new Error('h100-ridge-point is missing');
const padSpec = toPadSpec(ridge.exercise, formulas, (markdown) => markdown);
/** Tags that our own sentences use; a typed text adds none. */
const ownTags = /^<\/?(?:p|code|em|strong|a|span|math|semantics|m\w+|annotation)[ >]/;

interface Reader {
  readonly name: string;
  /** Inputs that it accepts. */
  readonly samples: readonly string[];
  readonly read: (text: string) => unknown;
}

const readers: readonly Reader[] = [
  {
    name: 'a typed answer',
    samples: ['1365', '1,365.3 FLOPs/byte', '1.37×10^11', '139 µs', '140 GB / 3.35 TB/s', '$4/h', '70.6B', 'sqrt(2) GPU-hours'],
    read: (text) => ['FLOP/B', 'B', '1', '%', '$/Mtoken'].map((unit) => readQuantity(text, { unit })),
  },
  {
    name: 'what is said to a typed answer',
    samples: ['295.5', '591 FLOP/B', '0.0034', '124M', 'x <b>GB</b>', '1', '0'],
    read: (text) =>
      [...fieldsOf.values()].map((fields) => {
        const results = judgeAll(fields, Object.fromEntries(fields.map(({ key }) => [key, text])));
        for (const { html, title } of Object.values(results)) {
          expect([...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag).filter((tag) => !ownTags.test(tag))).toEqual([]);
          expect(html).not.toMatch(/<[^>]*\son\w+=/);
          expect(title).not.toMatch(/[<>]/);
        }
        return results;
      }),
  },
  {
    name: 'a value typed beside a slider',
    samples: ['4096', '80 GB', '1e6'],
    read: (text) => readTyped(text, { unit: 'B', stops: [1, 10, 8e10] }),
  },
  {
    name: 'a unit',
    samples: ['GB/s', 'FLOPs per byte', 'tokens/s/GPU', 'm^-2'],
    read: (text) => [parseUnit(text), parseUnit(text, 'always')],
  },
  {
    name: 'a formula recalled from memory',
    samples: recallItems.map(({ answer }) => answer),
    read: (text) => {
      const [item] = recallItems;
      if (!item) throw new Error('no item');
      const names = Object.keys(namesOf(item));
      const reading = readExpression(text, names);
      return [
        reading.ok ? '' : refusal(reading.refusal, names),
        judgeRecall(text, { formula: item.formula, names: namesOf(item) }, item.id),
      ];
    },
  },
  {
    name: 'a sharding plan',
    samples: Object.values(tasks).map(({ ours: plan }) => plan),
    read: (text) => Object.values(tasks).map((task) => notationFeedback(judgePlan(text, task), notationWords)),
  },
  {
    name: 'a model’s shape in a link',
    samples: [
      '{"layers":80,"width":8192}',
      '{"moe":{"experts":4,"active":2,"hidden":64,"sharedHidden":0,"sharedGate":false,"denseLayers":0,"routerBias":false}}',
    ],
    read: (text) => {
      const config = readConfig(text);
      return config && [writeConfig(config), parameterCount(config)];
    },
  },
  { name: 'a pasted config.json', samples: Object.values(configs).map((file) => JSON.stringify(file)), read: fromHuggingFaceText },
  {
    name: 'a progress file',
    samples: [progressFile, withReviews],
    read: (text) => {
      const read = readProgressFile(text);
      const reviews = readReviewsOfFile(text);
      if (!read.ok || !reviews || !ours.ok) return read;
      const mine: SkillStates = { intensity: JSON.parse(state) as SkillStates[string] };
      const merged: Progress = mergeProgress(ours.records, read.records);
      for (const record of Object.values(merged)) expect(readRecord(record)).toEqual(record);
      const states = mergeStates(mine, reviews);
      for (const one of Object.values(states)) expect(readSkillState(one)).toEqual(one);
      return [merged, previewImport(ours.records, read.records), states, writeProgressFile(merged, now, { reviews: states })];
    },
  },
  {
    name: 'a stored record of progress',
    samples: [JSON.stringify(ours.ok ? ours.records['h100-ridge-point'] : {})],
    read: (text) => {
      const record = readRecord(readJson(text));
      const reported = { id: 'x', setting: undefined, facts: '1', url: 'http://localhost/', record };
      return record && [mergeProgress({ x: record }, {}), reportText(reported), issueUrl('https://example.org/a/b', reported)];
    },
  },
  {
    name: 'a stored review',
    samples: [state],
    read: (text) => {
      const read = readSkillState(readJson(text));
      if (!read) return undefined;
      expect(retrievability(read, now)).toBeGreaterThanOrEqual(0);
      return [settle(read, now), ...(['missed', 'hard', 'good'] as const).map((outcome) => rate(read, 'x', outcome, now))];
    },
  },
  {
    name: 'the link of a test',
    samples: [writePlan(plan), 'ids=mfu&seed=1&hints=1', 'ids=&seed=&minutes='],
    read: (text) => {
      const read = readPlan(Object.fromEntries(new URLSearchParams(text)), known);
      return read.ok ? [read, writePlan(read.plan), known.map((one) => settingOf(read.plan.seed, one))] : read;
    },
  },
  {
    name: 'the result of a test, as a file',
    samples: [result],
    read: (text) => {
      const read = readResult(text);
      return read.ok ? verify(read.result, known, () => true) : read;
    },
  },
  { name: 'the result of a test, as a link', samples: [toLinkText(result)], read: (text) => readResult(fromLinkText(text) ?? '') },
  {
    name: 'the draft of a test',
    samples: [JSON.stringify({ started: at, typed: { mfu: { mfu: '1' } }, hints: ['mfu'] })],
    read: readTestDraft,
  },
  { name: 'the drafts of answers', samples: ['{"h100-ridge-point/answer":"295"}'], read: readDrafts },
  {
    name: 'the ticks, the plan and the notes of the self-assessment',
    samples: [
      JSON.stringify({ v: 1, ticked: at }),
      JSON.stringify({ v: 1, text: 'a note' }),
      JSON.stringify({ v: 1, start: '2026-11-27', done: { 1: at, 7: at }, right: 8 }),
    ],
    read: (text) => {
      const stored = readJson(text);
      const study = readStudyPlan(stored);
      const steps = [{ day: 7 as const, title: 'x', what: 'y' }];
      return [
        readTick(stored),
        readRecalled(stored),
        readSitting(stored),
        readNote(stored),
        study && [
          study,
          inWords(dateOf(study.start, 14)),
          standingOf(7, study.start, false, '2026-11-27'),
          toCalendar(study.start, steps, 'http://x/', now),
        ],
      ];
    },
  },
  {
    name: 'the self-assessment in a progress file',
    samples: [studyFile],
    read: (text) => {
      const study = readStudyOfFile(text);
      const mine = readStudyOfFile(studyFile);
      return study && mine && [mergeStudy(mine, study), previewStudy(mine, study), countStudy(study)];
    },
  },
  {
    name: 'a stored pad',
    samples: [JSON.stringify({ v: 1, text: 't = 2 s', last: at })],
    read: (text) => {
      const pad = readPadRecord(readJson(text));
      return pad && [pad, mergePads({ x: pad }, { constructor: pad }), joinPads('', pad.text, 'more')];
    },
  },
  {
    name: 'the pads in a progress file',
    samples: [fixture('pad')],
    read: (text) => {
      const pads = readPadsOfFile(text);
      return pads && mergePads({}, pads);
    },
  },
  {
    name: 'the lines of a working pad',
    samples: ['flops = 2*4096^3 FLOP\nt = flops / 990 TFLOP/s', '# a note\n140 GB / 3.35 TB/s', 'B = 8 B\nx = 3 * B'],
    read: (text) => [padSpec, undefined].flatMap((spec) => readPad(text, spec).lines.map((line) => padFeedback(line, spec))),
  },
  {
    name: 'the keys of a table',
    samples: ['12', 'H100'],
    read: (text) => sortedOrder([text, Number(text), undefined, 1, 'x', NaN], 'ascending'),
  },
  {
    name: 'the command line',
    samples: ['kv-cache', '--model', '3.35 TB/s', 'show'],
    read: (text) => [
      runCommandLine([text]),
      runCommandLine(['ridge-point', '--peak', text, '--bandwidth', text]),
      runCommandLine(['kv-cache', '--model', text]),
    ],
  },
];

describe.each(readers)('$name', ({ samples, read }) => {
  it('is read as it was written', () => {
    for (const sample of samples) expect(read(sample)).toBeDefined();
  });
  it('of hostile pieces is answered, with a refusal if need be, at once and without a trace', () => {
    for (const piece of pieces) survive(read, piece);
  });
  it('of any kind is answered likewise', () => {
    fc.assert(
      fc.property(hostile(samples), (text) => {
        survive(read, text);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
  it.each(huge.map((text) => [`${text.slice(0, 6)}… of ${String(text.length)}`, text] as const))(
    'of huge size (%s) is answered likewise',
    (_, text) => {
      survive(read, text);
    },
  );
});

describe('a calculator', () => {
  const extremes = [0, -0, 1, -1, 0.5, 1.5, 1e-308, 5e-324, 1e9, 1e15, 2 ** 53, 1e100, 1.7e308, -1e308];
  it.each(Object.entries(formulas as Readonly<Record<string, AnyFormula>>))(
    'of %s gives a number or says which input it cannot take',
    (_, formula) => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(fc.constantFrom(...extremes), fc.double({ noNaN: true, noDefaultInfinity: true })), {
            minLength: 16,
            maxLength: 16,
          }),
          (values) => {
            try {
              const inputs = Object.fromEntries(Object.keys(formula.takes as object).map((name, i) => [name, values[i % values.length]]));
              resultOf(formula(inputs as never), formula.gives);
            } catch (error) {
              expect(error).toBeInstanceOf(RangeError);
            }
          },
        ),
        { seed: 7, numRuns: 60 },
      );
    },
  );
});

/** Other tests of these readers. */
const elsewhere = {
  explorers: 'every explorer under hostile addresses: explorers.test.tsx',
  stores: 'every store over hostile storage: stores.test.ts',
  page: 'on its page, with hostile addresses, storage and files: tests/e2e/hostile.spec.ts',
  own: 'only what the site itself has built, or its own worker says, is read here',
  carried: 'the query and the hash are carried over to another page of the site, as they are',
  run: 'what the reader types runs as a program on purpose, in a worker',
} as const;

/** Files that read untrusted input, and what tests them: a reader above, or something elsewhere. */
const touching: Readonly<Record<string, readonly string[]>> = {
  'chapters/03-parameters/figures/model-config.ts': ['a model’s shape in a link', elsewhere.explorers],
  'chapters/09-jax/figures/LiveCode.tsx': [elsewhere.own],
  'chapters/09-jax/figures/live-worker.ts': [elsewhere.run],
  'chapters/10-capstone/figures/lab-workers.ts': [elsewhere.own],
  'chapters/11-self-assessment/figures/StudyPlan.tsx': [elsewhere.page],
  'packages/exercises/src/pad/pad-record.ts': ['a stored pad', 'the pads in a progress file'],
  'packages/exercises/src/memory/progress.ts': ['a progress file', 'a stored record of progress'],
  'packages/exercises/src/memory/review.ts': ['a progress file', 'a stored review'],
  'packages/exercises/src/memory/study.ts': [
    'the ticks, the plan and the notes of the self-assessment',
    'the self-assessment in a progress file',
  ],
  'packages/exercises/src/memory/test-link.ts': [
    'the link of a test',
    'the result of a test, as a file',
    'the result of a test, as a link',
  ],
  'packages/exercises/src/memory/untrusted.ts': ['a progress file'],
  'packages/formulas/src/json-text.ts': ['a pasted config.json'],
  'src/shell/Head.astro': [elsewhere.page],
  'src/explorer/shared-state.ts': [elsewhere.explorers],
  'src/explorer/use-shared-state.ts': [elsewhere.page],
  'src/book/former.ts': [elsewhere.own],
  'src/practice/ProgressPanel.tsx': ['a progress file', elsewhere.page],
  'src/practice/test/TestDesk.tsx': ['the link of a test', 'the result of a test, as a link', elsewhere.page],
  'src/practice/test/TestForm.tsx': ['the result of a test, as a file', elsewhere.page],
  'src/practice/test/TestInProgress.tsx': [elsewhere.page],
  'src/practice/test/TestJudged.tsx': ['the result of a test, as a link', elsewhere.page],
  'src/practice/test/draft.ts': ['the draft of a test', elsewhere.page],
  'src/exercise/rendered.ts': [elsewhere.own],
  'chapters/10-capstone/lab/ring.ts': [elsewhere.own],
  'chapters/10-capstone/lab/worker.ts': [elsewhere.own],
  'src/practice/exercise-index.ts': [elsewhere.page],
  'src/reference/formula-index.ts': [elsewhere.page],
  'src/shell/missing.ts': [elsewhere.page],
  'src/shell/moved.ts': [elsewhere.carried],
  'src/shell/whole-book.ts': [elsewhere.own],
  'src/exercise/other-numbers.ts': [elsewhere.page],
  'src/exercise/element.ts': [elsewhere.own, elsewhere.page],
  'src/exercise/report.ts': ['a stored record of progress', elsewhere.page],
  'src/search/search.ts': [elsewhere.page],
  'src/progress/sidebar-marks.ts': [elsewhere.own],
  'src/reference/sortable.ts': ['the keys of a table', elsewhere.page],
  'src/progress/codec.ts': [elsewhere.stores],
  'src/exercise/drafts.ts': ['the drafts of answers', elsewhere.page],
  'src/progress/persistent-records.ts': [
    'a stored pad',
    'a stored record of progress',
    'a stored review',
    'the ticks, the plan and the notes of the self-assessment',
    elsewhere.stores,
  ],
  'src/progress/storage.ts': [elsewhere.stores],
};

describe('the table', () => {
  const touches =
    /\b(?:URLSearchParams|localStorage|sessionStorage|persistentMap|persistentAtom|JSON\.parse|readJson|indexedDB)\b|\blocation\.(?:hash|search|href|pathname)\b|\.(?:text|json)\(\)|'(?:message|storage)'|\bonmessage\b/;
  const files = ['src', 'chapters', 'packages/exercises/src', 'packages/formulas/src'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?<!\.test)\.(?:ts|tsx|astro|mdx)$/.test(path))
      .map((path) => `${folder}/${path}`),
  );
  it('names every file that reads an address, a file, storage or a message, and no other', () => {
    expect(files.filter((path) => touches.test(readFileSync(path, 'utf8'))).sort()).toEqual(Object.keys(touching).sort());
  });
  it('names readers that there are', () => {
    const names = new Set<string>([...readers.map(({ name }) => name), ...Object.values(elsewhere)]);
    expect(
      Object.values(touching)
        .flat()
        .filter((name) => !names.has(name)),
    ).toEqual([]);
  });
});
