import { amount, md, parts, show } from '@scaling-workbook/exercises';

const draft = (drafted: number, draftCost: number, speedup: number) => ({
  drafted: amount(drafted, '1'),
  draftCost: amount(draftCost, '1'),
  speedup: amount(speedup, '1'),
});

export default parts({
  title: 'How often the draft must be right',
  original: '7.3',
  given: draft(5, 0.1, 2),
  ask: ({ drafted, draftCost, speedup }) =>
    md`A draft model proposes ${drafted} tokens a round. One of its passes takes ${show(draftCost, { as: '%' })} of the time of a pass of the large model, which checks them all in a single pass. What acceptance $\alpha$ makes decoding ${speedup} times as fast, first by the simplified model, which counts $K\alpha$ tokens a round, and then by the exact one?`,
  fields: {
    simplified: {
      label: 'Acceptance, simplified',
      unit: '1',
      byHand: 0.6,
      solve: ({ speedup, drafted, draftCost }, f) => f.simplifiedRequiredAcceptance({ speedup, drafted, draftCost }),
      steps: [
        md`
$K\alpha$ tokens in the time of $1 + Kc$ passes, solved for $\alpha$.
        `,
      ],
    },
    exact: {
      label: 'Acceptance, exact',
      unit: '1',
      byHand: 0.709011195,
      solve: ({ speedup, drafted, draftCost }, f) => f.requiredAcceptance({ speedup, drafted, draftCost }),
      steps: [
        md`
A round must yield as many tokens as plain decoding makes in its time. Try values of $\alpha$ and close in.
        `,
      ],
    },
  },
  hint: () => md`
A round takes $1 + Kc$ passes of the large model. So how many tokens must it yield? For the exact model there is no closed form: write the sum $1 + \alpha + \dots + \alpha^K$ and try values between 0 and 1.
  `,
  after: ({ drafted, draftCost, speedup }, f) => {
    const simple = f.simplifiedRequiredAcceptance({ speedup, drafted, draftCost });
    const exact = f.requiredAcceptance({ speedup, drafted, draftCost });
    const real = f.speculativeSpeedup({ acceptance: simple, drafted, draftCost });
    const best = f.optimalDraftLength({ acceptance: exact, draftCost });
    const work = f.speculativeOperations({ acceptance: exact, drafted, draftOperations: draftCost });
    const verdict =
      real.value < speedup.value
        ? 'so the simplified model promises too much'
        : 'so here the token of its own, which the simplified model forgets, weighs more';
    return md`At the ${show(simple, { digits: 3 })} of the simplified model decoding really becomes ${show(real, { digits: 4 })} times as fast, ${verdict}. Acceptance stops at the first rejection: the later a draft stands in the row, the less often it is looked at. At ${show(exact, { digits: 3 })} the best number of drafts is ${show(best)}. And the speed is bought with arithmetic: every token costs ${show(work, { digits: 3 })} times the FLOPs it did, where the draft’s share of them is its share of the time.`;
  },
  erratum: 'E38',
  fresh: {
    'k4-c5': draft(4, 0.05, 2),
    'k3-c10': draft(3, 0.1, 1.5),
    'k7-c2': draft(7, 0.02, 3),
    'k8-c5': draft(8, 0.05, 2.5),
    'k6-c20': draft(6, 0.2, 1.5),
  },
});
