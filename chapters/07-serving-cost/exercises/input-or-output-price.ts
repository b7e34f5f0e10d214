import { amount, md, parts, show, type Amount } from '@scaling-workbook/exercises';

const served = (server: string, perHour: number, prefillRate: number, decodeRate: number, utilization: number) => ({
  server,
  pricePerHour: amount(perHour, '$/h'),
  prefillRate: amount(prefillRate, 'token/s'),
  decodeRate: amount(decodeRate, 'token/s'),
  utilization: amount(utilization, '1'),
});

/** What a million tokens cost, where the sentence says already that it is a million. */
const dollars = ({ value }: Amount) => show(amount(value, '$'), { digits: 3 });

export default parts({
  title: 'Input or output',
  original: '7.4',
  given: served('two H100s', 4, 4000, 1500, 0.7),
  ask: ({ server, pricePerHour, prefillRate, decodeRate, utilization }) =>
    md`A server of ${server} costs ${pricePerHour} and is busy ${show(utilization, { as: '%' })} of the time. When it works through prompts it takes in ${prefillRate}, when it decodes it makes ${decodeRate}. What does a million input tokens cost, and what a million output tokens?`,
  fields: {
    input: {
      label: 'A million input tokens',
      unit: '$/Mtoken',
      byHand: 0.396825397,
      solve: ({ pricePerHour, prefillRate, utilization }, f) => f.costPerMillionTokens({ pricePerHour, rate: prefillRate, utilization }),
      slips: [
        {
          name: 'swapped',
          say: 'That is the price of output. Input is taken in by prefill.',
          solve: ({ pricePerHour, decodeRate, utilization }, f) => f.costPerMillionTokens({ pricePerHour, rate: decodeRate, utilization }),
        },
      ],
      steps: [
        md`
The price of the hour over the prompt tokens it takes in.
        `,
      ],
    },
    output: {
      label: 'A million output tokens',
      unit: '$/Mtoken',
      byHand: 1.05820106,
      solve: ({ pricePerHour, decodeRate, utilization }, f) => f.costPerMillionTokens({ pricePerHour, rate: decodeRate, utilization }),
      slips: [
        {
          name: 'swapped',
          say: 'That is the price of input. Output is made by decode.',
          solve: ({ pricePerHour, prefillRate, utilization }, f) =>
            f.costPerMillionTokens({ pricePerHour, rate: prefillRate, utilization }),
        },
      ],
      steps: [
        md`
The price of the same hour over the tokens it makes.
        `,
      ],
    },
  },
  hint: () => md`
It is one and the same hour, spread over different numbers of tokens.
  `,
  after: ({ pricePerHour, prefillRate, decodeRate, utilization }, f) => {
    const inputCost = f.costPerMillionTokens({ pricePerHour, rate: prefillRate, utilization });
    const outputCost = f.costPerMillionTokens({ pricePerHour, rate: decodeRate, utilization });
    const cached = f.cachedInputCost({ inputCost, cachedShare: 0.8, discount: 0.9 });
    return md`Output costs ${show(f.priceRatio({ first: outputCost, second: inputCost }), { digits: 3 })} times as much as input, for the one reason that decode makes fewer tokens in an hour than prefill takes in. A prompt whose beginning was seen before need not be worked through again. If four fifths of all input is found in the cache and a token found there costs a tenth, input falls from ${dollars(inputCost)} to ${dollars(cached)}. In a long conversation or an agent’s loop, where each request repeats all before it, that decides the bill.`;
  },
  erratum: 'E39',
  fresh: {
    'h100-two-cards': served('two H100s', 4, 8000, 1500, 0.7),
    'a100-four': served('four A100s', 7.16, 5200, 1400, 0.6),
    'h100-eight': served('eight H100s', 31.92, 36_000, 9000, 0.5),
    'b200-eight': served('eight B200s', 53.52, 90_000, 21_000, 0.65),
    'a100-eight-idle': served('eight A100s', 14.32, 11_000, 3600, 0.25),
  },
});
