/** Speculative decoding: a cheap draft model proposes tokens, the large model checks them all in one pass. */
import { count, formula, fraction, nonNegative, openFraction, positive } from './formula.ts';

const leviathan = 'Leviathan, Kalman, Matias 2023, Fast Inference from Transformers via Speculative Decoding, arXiv:2211.17192';
const earlier =
  'simplification of Leviathan et al. 2023, arXiv:2211.17192, that counts each draft by itself and leaves out the token of the large model; not in the paper';

const conditional = 'chance that a draft is accepted once all drafts before it in the round were';
const acceptance = fraction('1', String.raw`\alpha`, `${conditional}, not an engine’s accepted over drafted`);
const drafted = count('1', 'K', 'tokens drafted in a round');
const draftCost = nonNegative('1', 'c', 'time of one draft pass over the time of one pass of the large model');

/** $1 + \alpha + \dots + \alpha^K$; exact near $\alpha = 1$, where a quotient of small differences would not be. */
const expectedTokens = (acceptance: number, drafted: number): number =>
  acceptance === 1 ? drafted + 1 : -Math.expm1((drafted + 1) * Math.log(acceptance)) / (1 - acceptance);

/** The first whole number at which `holds` is false, by doubling and halving. */
function firstWithout(holds: (n: number) => boolean): number {
  let [last, first] = [-1, 0];
  while (holds(first)) [last, first] = [first, 2 * first + 1];
  while (first - last > 1) {
    const middle = Math.floor((last + first) / 2);
    if (holds(middle)) last = middle;
    else first = middle;
  }
  return first;
}

/** Where an increasing function reaches `target` between 0 and 1, by bisection; NaN if it starts above. */
function crossing(increasing: (x: number) => number, target: number): number {
  if (increasing(0) > target) return Number.NaN;
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return high;
    if (increasing(middle) < target) low = middle;
    else high = middle;
  }
}

export const expectedTokensPerRound = formula({
  title: 'Expected tokens per round',
  about:
    'Drafts are accepted until the first rejection, and the large model always adds one token of its own: a sum of powers of the acceptance.',
  takes: { acceptance, drafted },
  example: { acceptance: 0.72, drafted: 5 },
  gives: 'token',
  symbol: 'E',
  tex: ({ acceptance, drafted }) => String.raw`\frac{1 - ${acceptance}^{${drafted} + 1}}{1 - ${acceptance}}`,
  of: ({ acceptance, drafted }) => expectedTokens(acceptance, drafted),
  slips: [
    {
      name: 'bonus-token-left-out',
      say: 'The large model adds one token of its own in every round, after the accepted ones: the sum starts at 1.',
      of: ({ acceptance, drafted }) => expectedTokens(acceptance, drafted) - 1,
    },
    {
      name: 'accepted-one-by-one',
      say: 'That accepts each draft independently. Everything after the first rejection is thrown away, so the powers of $\\alpha$ add up.',
      of: ({ acceptance, drafted }) => 1 + drafted * acceptance,
    },
  ],
  source: `${leviathan}, eq. 1`,
});

const acceptedShare = fraction('1', 'a', 'drafts accepted over all drafts made, as an engine counts them');

export const acceptedDraftShare = formula({
  title: 'Accepted share of all drafts',
  about:
    'What serving engines print as acceptance rate: accepted drafts over drafts made. It counts drafts behind a rejection as rejected, so it is lower than the chance at each place.',
  takes: { acceptance, drafted },
  example: { acceptance: 0.72, drafted: 5 },
  gives: '1',
  symbol: 'a',
  tex: ({ acceptance, drafted }) =>
    String.raw`\frac{1}{${drafted}} \cdot \left(\frac{1 - ${acceptance}^{${drafted} + 1}}{1 - ${acceptance}} - 1\right)`,
  of: ({ acceptance, drafted }) => (expectedTokens(acceptance, drafted) - 1) / drafted,
  slips: [
    {
      name: 'bonus-token-counted',
      say: 'The token that the large model adds was not drafted: take it off first.',
      of: ({ acceptance, drafted }) => expectedTokens(acceptance, drafted) / drafted,
    },
    {
      name: 'last-place',
      say: 'That is the chance that the last draft is accepted. Take the mean over all places.',
      of: ({ acceptance, drafted }) => acceptance ** drafted,
    },
  ],
  source: `${leviathan}, eq. 1`,
});

export const acceptanceFromShare = formula({
  title: 'Acceptance from the accepted share',
  about:
    'Converts the acceptance rate that an engine prints into the chance that the other formulas use: that of a draft once all before it were accepted. There is no closed form; the root is found by bisection.',
  takes: { acceptedShare, drafted },
  example: { acceptedShare: 0.55, drafted: 5 },
  gives: '1',
  symbol: String.raw`\alpha`,
  tex: ({ acceptedShare, drafted }) =>
    String.raw`\operatorname{root}_{0 \le x \le 1} \left[ \frac{1 - x^{${drafted} + 1}}{1 - x} = 1 + ${drafted} \cdot ${acceptedShare} \right]`,
  of: ({ acceptedShare, drafted }) => crossing((x) => expectedTokens(x, drafted), 1 + drafted * acceptedShare),
  slips: [
    {
      name: 'share-as-chance',
      say: 'That is the accepted share itself. Drafts behind a rejection count against it, so the chance at each place is higher.',
      of: ({ acceptedShare }) => acceptedShare,
    },
    {
      name: 'bonus-token-counted',
      say: 'The token that the large model adds was not drafted: add 1 to the accepted drafts of a round.',
      of: ({ acceptedShare, drafted }) => crossing((x) => expectedTokens(x, drafted), Math.max(1, drafted * acceptedShare)),
    },
  ],
  source: `${leviathan}, eq. 1 solved for the acceptance`,
});

export const speculativeSpeedup = formula({
  title: 'Speculative speed-up',
  about:
    'Tokens of a round over its time, in passes of the large model. It assumes that checking K+1 tokens takes no longer than making one, as it does while decode is memory-bound.',
  takes: { acceptance, drafted, draftCost },
  example: { acceptance: 0.72, drafted: 5, draftCost: 0.06 },
  gives: '1',
  symbol: 's',
  tex: ({ acceptance, drafted, draftCost }) =>
    String.raw`\frac{1 - ${acceptance}^{${drafted} + 1}}{(1 - ${acceptance}) (${drafted} \cdot ${draftCost} + 1)}`,
  of: ({ acceptance, drafted, draftCost }) => expectedTokens(acceptance, drafted) / (drafted * draftCost + 1),
  slips: [
    {
      name: 'draft-cost-left-out',
      say: 'The drafts take time as well: divide by $1 + Kc$ passes, not by one.',
      of: ({ acceptance, drafted }) => expectedTokens(acceptance, drafted),
    },
    {
      name: 'draft-at-full-price',
      say: 'That charges each draft as a pass of the large model. The draft model is cheaper by the factor $c$.',
      of: ({ acceptance, drafted }) => expectedTokens(acceptance, drafted) / (drafted + 1),
    },
    {
      name: 'accepted-one-by-one',
      say: 'That accepts each draft independently. Everything after the first rejection is thrown away, so the powers of $\\alpha$ add up.',
      of: ({ acceptance, drafted, draftCost }) => (1 + drafted * acceptance) / (drafted * draftCost + 1),
    },
  ],
  source: `${leviathan}, Theorem 3.8`,
});

export const speculativeOperations = formula({
  title: 'Speculative arithmetic',
  about: 'How many times the FLOPs of plain decoding a token costs: rejected drafts are computed and thrown away.',
  takes: {
    acceptance,
    drafted,
    draftOperations: nonNegative('1', String.raw`\hat{c}`, 'FLOPs of the draft model over FLOPs of the large model, for one token'),
  },
  example: { acceptance: 0.72, drafted: 5, draftOperations: 0.07 },
  gives: '1',
  tex: ({ acceptance, drafted, draftOperations }) =>
    String.raw`\frac{(1 - ${acceptance}) (${drafted} \cdot ${draftOperations} + ${drafted} + 1)}{1 - ${acceptance}^{${drafted} + 1}}`,
  of: ({ acceptance, drafted, draftOperations }) => (drafted * draftOperations + drafted + 1) / expectedTokens(acceptance, drafted),
  slips: [
    {
      name: 'per-round',
      say: 'That is the arithmetic of a round. Divide by the tokens that the round yields.',
      of: ({ drafted, draftOperations }) => drafted * draftOperations + drafted + 1,
    },
  ],
  source: `${leviathan}, Theorem 3.11`,
});

export const simplifiedSpeculativeSpeedup = formula({
  title: 'Speculative speed-up, simplified',
  about: 'Accepted drafts over the time of a round, as if each were accepted independently. Good only for a first estimate.',
  takes: {
    acceptance: fraction('1', String.raw`\alpha`, 'chance that a draft is accepted, independent and the same for each'),
    drafted,
    draftCost,
  },
  example: { acceptance: 0.72, drafted: 5, draftCost: 0.06 },
  gives: '1',
  symbol: 's',
  tex: ({ acceptance, drafted, draftCost }) => String.raw`\frac{${drafted} \cdot ${acceptance}}{1 + ${drafted} \cdot ${draftCost}}`,
  of: ({ acceptance, drafted, draftCost }) => (drafted * acceptance) / (1 + drafted * draftCost),
  slips: [
    {
      name: 'draft-cost-left-out',
      say: 'The drafts take time as well: divide by $1 + Kc$ passes, not by one.',
      of: ({ acceptance, drafted }) => drafted * acceptance,
    },
    {
      name: 'draft-at-full-price',
      say: 'That charges each draft as a pass of the large model. The draft model is cheaper by the factor $c$.',
      of: ({ acceptance, drafted }) => (drafted * acceptance) / (1 + drafted),
    },
  ],
  source: earlier,
});

const speedup = positive('1', 's', 'speed-up to reach');

export const requiredAcceptance = formula({
  title: 'Acceptance for a speed-up',
  about: 'What fraction of the drafts must be accepted to reach a speed-up. There is no closed form; the root is found by bisection.',
  takes: { speedup, drafted, draftCost },
  example: { speedup: 2.1, drafted: 5, draftCost: 0.06 },
  gives: '1',
  symbol: String.raw`\alpha`,
  tex: ({ speedup, drafted, draftCost }) =>
    String.raw`\operatorname{root}_{0 \le x \le 1} \left[ \frac{1 - x^{${drafted} + 1}}{1 - x} = ${speedup} \cdot (1 + ${drafted} \cdot ${draftCost}) \right]`,
  of: ({ speedup, drafted, draftCost }) => crossing((x) => expectedTokens(x, drafted), speedup * (1 + drafted * draftCost)),
  refuse: ({ speedup, drafted, draftCost }) => {
    const passes = 1 + drafted * draftCost;
    return speedup * passes < 1 || speedup * passes > drafted + 1
      ? `speedup must lie between ${1 / passes} and ${(drafted + 1) / passes} for drafted = ${drafted} and draftCost = ${draftCost}, got ${speedup}`
      : undefined;
  },
  slips: [
    {
      name: 'draft-cost-left-out',
      say: 'The drafts take time as well: a round of $1 + Kc$ passes must yield $s\\,(1 + Kc)$ tokens.',
      of: ({ speedup, drafted }) => crossing((x) => expectedTokens(x, drafted), speedup),
    },
    {
      name: 'accepted-one-by-one',
      say: 'That is the simplified model, which accepts each draft independently. After the first rejection the rest is thrown away.',
      of: ({ speedup, drafted, draftCost }) => (speedup * (1 + drafted * draftCost)) / drafted,
    },
  ],
  source: `${leviathan}, Theorem 3.8 solved for the acceptance`,
});

export const simplifiedRequiredAcceptance = formula({
  title: 'Acceptance for a speed-up, simplified',
  about: 'The simplified speed-up solved for the acceptance, as if each draft were accepted independently.',
  takes: { speedup, drafted, draftCost },
  example: { speedup: 2.1, drafted: 5, draftCost: 0.06 },
  gives: '1',
  symbol: String.raw`\alpha`,
  tex: ({ speedup, drafted, draftCost }) => String.raw`\frac{${speedup} \cdot (1 + ${drafted} \cdot ${draftCost})}{${drafted}}`,
  of: ({ speedup, drafted, draftCost }) => (speedup * (1 + drafted * draftCost)) / drafted,
  refuse: ({ speedup, drafted, draftCost }) =>
    speedup * (1 + drafted * draftCost) > drafted
      ? `speedup must be at most ${drafted / (1 + drafted * draftCost)} for drafted = ${drafted} and draftCost = ${draftCost}, got ${speedup}`
      : undefined,
  slips: [
    {
      name: 'draft-cost-left-out',
      say: 'The drafts take time as well: multiply the speed-up by $1 + Kc$ before dividing by $K$.',
      of: ({ speedup, drafted }) => speedup / drafted,
    },
    {
      name: 'draft-at-full-price',
      say: 'That charges each draft like a pass of the large model, and an acceptance above 1 is impossible: the draft model is cheaper by the factor $c$.',
      of: ({ speedup, drafted }) => (speedup * (1 + drafted)) / drafted,
    },
  ],
  source: earlier,
});

/** 0 where drafting never pays: an acceptance at or below the draft's cost. */
export const optimalDraftLength = formula({
  title: 'Best number of drafts',
  about: 'Each further draft costs the same and is used less often. The best number is where the speed-up stops rising.',
  takes: {
    acceptance: openFraction('1', String.raw`\alpha`, `${conditional}, not an engine’s accepted over drafted`),
    draftCost: positive('1', 'c', 'time of one draft pass over the time of one pass of the large model'),
  },
  example: { acceptance: 0.72, draftCost: 0.06 },
  gives: '1',
  symbol: String.raw`K^*`,
  tex: ({ acceptance, draftCost }) =>
    String.raw`\arg\max_K \frac{1 - ${acceptance}^{K + 1}}{(1 - ${acceptance}) (K \cdot ${draftCost} + 1)}`,
  // One more draft pays while it is used more often than its cost is of the round's tokens.
  of: ({ acceptance, draftCost }) =>
    firstWithout((drafted) => acceptance ** (drafted + 1) * (drafted * draftCost + 1) > expectedTokens(acceptance, drafted) * draftCost),
  source: `${leviathan}, §3.5`,
});
