/** How much faster guessing ahead makes decoding, by acceptance and number of guesses. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { ReactNode } from 'react';
import type { Axis } from '#explorer/axis.ts';
import { DataTable, Tables, type Column } from '#explorer/DataTable.tsx';
import { Explorer } from '#explorer/Explorer.tsx';
import type { Offset } from '#explorer/labels.ts';
import { Labels, Line, Plot, Points } from '#explorer/Plot.tsx';
import { numberField } from '#explorer/shared-state.ts';
import { Slider } from '#explorer/Slider.tsx';
import type { SliderScale } from '#explorer/slider-scale.ts';
import { useSharedState } from '#explorer/use-shared-state.ts';
import { bestLength, breakEven, byLength, curveOf, gainAt, mostDrafts, type Draft, type Gain } from './speculation.ts';

const scales = {
  acceptance: { kind: 'linear', min: 0, max: 100, step: 1 },
  drafts: { kind: 'linear', min: 1, max: mostDrafts, step: 1 },
  cost: { kind: 'linear', min: 0, max: 50, step: 1 },
} as const satisfies Record<string, SliderScale>;

const schema = {
  acceptance: numberField(70, scales.acceptance),
  drafts: numberField(4, { ...scales.drafts, whole: true }),
  cost: numberField(5, scales.cost),
};

type XY = readonly [number, number];
const times = (value: number): string => `${formatNumber(value, 3)}×`;
const share = (value: number): string => formatQuantity(value, '1', { as: '%', digits: 3 });

function sentence({ drafted, cost }: Draft, { acceptance, tokens, exact, simplified, work }: Gain): string {
  const best = bestLength(cost, acceptance);
  const length =
    best === undefined
      ? 'Every further draft gains a little.'
      : best === 0
        ? 'Not to draft at all is best.'
        : `The best number of drafts is ${best}.`;
  return `With ${drafted === 1 ? 'one draft' : `${drafted} drafts`} a round, ${share(acceptance)} of them accepted and each at ${share(cost)} of a pass, a round yields ${formatNumber(tokens, 3)} tokens: decoding is ${times(exact)} as fast, and a token costs ${times(work)} the FLOPs. The simplified model says ${times(simplified)}. Drafting pays from an acceptance of ${share(breakEven({ drafted, cost }))} on. ${length}`;
}

const underCurve: readonly Offset[] = [
  { dx: -10, dy: 14, anchor: 'end' },
  { dx: -40, dy: 30, anchor: 'end' },
  { dx: -10, dy: -14, anchor: 'end' },
  { dx: -80, dy: 14, anchor: 'end' },
];
const onLine: readonly Offset[] = [
  { dx: 6, dy: -9, anchor: 'start' },
  { dx: 6, dy: 11, anchor: 'start' },
  { dx: 120, dy: -9, anchor: 'start' },
];

/** The scale of the larger, so that the drawings can be compared. */
const faster = (most: number): Axis => ({ label: 'times as fast', unit: '1', scale: 'linear', domain: [0, most] });
const plain = (from: number, to: number): readonly XY[] => [
  [from, 1],
  [to, 1],
];

function OverAcceptance({ draft, chosen }: { readonly draft: Draft; readonly chosen: Gain }): ReactNode {
  const curve = curveOf(draft);
  const exact = curve.map(({ acceptance, exact }): XY => [acceptance * 100, exact]);
  const simplified = curve.map(({ acceptance, simplified }): XY => [acceptance * 100, simplified]);
  const at = chosen.acceptance * 100;
  const most = Math.max(2, Math.ceil(exact.at(-1)?.[1] ?? 1));
  return (
    <Plot
      label={`Speed-up of decoding against the acceptance, for ${draft.drafted} drafts a round`}
      x={{ label: 'drafts accepted', unit: '%', scale: 'linear', domain: [0, 100] }}
      y={faster(most)}
      height={330}
      narrowHeight={300}
    >
      <Line points={plain(0, 100)} tone="faint" />
      <Line points={simplified} dash="7 4" />
      <Line points={exact} tone="main" />
      <Points
        points={[
          { id: 'simplified', x: at, y: chosen.simplified, hollow: true },
          { id: 'chosen', x: at, y: chosen.exact, tone: 'chosen' },
        ]}
      />
      <Labels
        labels={[
          { id: 'chosen', x: at, y: chosen.exact, text: times(chosen.exact), tone: 'chosen' },
          { id: 'exact', x: 97, y: exact[97]?.[1] ?? 1, text: 'exact', tone: 'main', offsets: underCurve },
          { id: 'simple', x: 50, y: simplified[50]?.[1] ?? 1, text: 'simplified', offsets: underCurve },
          { id: 'plain', x: 0, y: 1, text: 'plain decoding', tone: 'faint', offsets: onLine },
        ]}
        avoid={[exact, simplified, plain(0, 100)]}
      />
    </Plot>
  );
}

function OverLength({ draft, chosen }: { readonly draft: Draft; readonly chosen: Gain }): ReactNode {
  const gains = byLength(draft.cost, chosen.acceptance);
  const points = gains.map(({ drafted, exact }): XY => [drafted, exact]);
  const best = bestLength(draft.cost, chosen.acceptance);
  const peak = gains.find(({ drafted }) => drafted === best);
  const most = Math.max(2, Math.ceil(Math.max(...gains.map(({ exact }) => exact)) * 1.05));
  return (
    <Plot
      label={`Speed-up of decoding against the number of drafts, at an acceptance of ${share(chosen.acceptance)}`}
      x={{ label: 'drafts a round', unit: '1', scale: 'linear', domain: [0, mostDrafts] }}
      y={faster(most)}
      height={240}
      narrowHeight={220}
    >
      <Line points={plain(0, mostDrafts)} tone="faint" />
      <Line points={points} tone="faint" />
      <Points
        points={gains.map(({ drafted, exact }) => ({
          id: String(drafted),
          x: drafted,
          y: exact,
          tone: drafted === best ? 'main' : 'other',
        }))}
      />
      <Points points={[{ id: 'chosen', x: draft.drafted, y: chosen.exact, tone: 'chosen' }]} />
      <Labels
        labels={[
          { id: 'chosen', x: draft.drafted, y: chosen.exact, text: times(chosen.exact), tone: 'chosen' },
          ...(peak && peak.drafted !== draft.drafted
            ? [{ id: 'best', x: peak.drafted, y: peak.exact, text: `best: ${peak.drafted}`, tone: 'main' } as const]
            : []),
          {
            id: 'plain',
            x: mostDrafts,
            y: 1,
            text: 'plain decoding',
            tone: 'faint',
            offsets: onLine.map(({ dx, dy }) => ({ dx: -dx, dy, anchor: 'end' as const })),
          },
        ]}
        avoid={[points, plain(0, mostDrafts)]}
      />
    </Plot>
  );
}

const columns = (first: string): readonly Column[] =>
  [first, 'Tokens a round', 'Times as fast', 'Simplified', 'FLOPs of a token'].map((label) => ({ label }));
const row = (first: string, { tokens, exact, simplified, work }: Gain): readonly string[] => [
  first,
  formatNumber(tokens, 4),
  times(exact),
  times(simplified),
  times(work),
];

export default function SpeculationExplorer({
  id,
}: {
  /** Place on the page, prefix in the address: permanent. */ readonly id: string;
}): ReactNode {
  const shared = useSharedState(id, schema);
  const { values, put } = shared;
  const draft: Draft = { drafted: values.drafts, cost: values.cost / 100 };
  const chosen = gainAt(draft, values.acceptance / 100);
  return (
    <Explorer
      id={id}
      title="What guessing ahead gains"
      summary={sentence(draft, chosen)}
      shared={shared}
      picture={
        <>
          <OverAcceptance draft={draft} chosen={chosen} />
          <OverLength draft={draft} chosen={chosen} />
        </>
      }
      caption="Each draft is accepted with the same chance, whatever stood before it, and checking all of them takes as long as making one token. That holds while decode waits for memory. FLOPs are counted as if the draft model’s share of them were its share of the time."
    >
      <div className="columns">
        <div>
          <Slider label="Acceptance" unit="%" scale={scales.acceptance} value={values.acceptance} onChange={put('acceptance')} />
          <Slider label="Drafts a round" unit="1" whole scale={scales.drafts} value={values.drafts} onChange={put('drafts')} />
          <Slider
            label="Time of a draft, in passes of the large model"
            unit="%"
            scale={scales.cost}
            value={values.cost}
            onChange={put('cost')}
          />
        </div>
      </div>
      <Tables>
        <DataTable
          caption={`By acceptance, at ${formatNumber(values.drafts)} ${values.drafts === 1 ? 'draft' : 'drafts'} a round`}
          columns={columns('Acceptance')}
          rows={Array.from({ length: 11 }, (_, i) => row(share(i / 10), gainAt(draft, i / 10)))}
        />
        <DataTable
          caption={`By drafts a round, at an acceptance of ${share(chosen.acceptance)}`}
          columns={columns('Drafts')}
          rows={byLength(draft.cost, chosen.acceptance).map((gain) => row(formatNumber(gain.drafted), gain))}
        />
      </Tables>
    </Explorer>
  );
}
