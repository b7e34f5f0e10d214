import { amount, md, numeric, show, type Amount } from '@scaling-workbook/exercises';

const rented = (chip: string, gpus: number, perHour: number, offer: string, rate: number, utilization: number) => ({
  chip,
  gpus: amount(gpus, 'GPU'),
  pricePerGpu: amount(perHour, '$/h'),
  offer,
  rate: amount(rate, 'token/s'),
  utilization: amount(utilization, '1'),
});

/** What a million tokens cost, where the sentence says already that it is a million. */
const dollars = ({ value }: Amount) => show(amount(value, '$'), { digits: 3 });

export default numeric({
  title: 'A million tokens from two GPUs',
  original: '7.1',
  given: rented('NVIDIA H100 SXM', 2, 2, 'a round figure', 1500, 0.7),
  ask: ({ chip, gpus, pricePerGpu, offer, rate, utilization }) =>
    md`A server of ${show(gpus, { as: 'chip' })} (${chip}) is rented at ${pricePerGpu} for each of them, ${offer}. While busy it makes ${rate}, and it is busy ${show(utilization, { as: '%' })} of the time. What does a million tokens cost?`,
  label: 'Cost of a million tokens',
  unit: '$/Mtoken',
  solve: ({ gpus, pricePerGpu, rate, utilization }, f) =>
    f.costPerMillionTokens({ pricePerHour: f.hourlyPrice({ gpus, pricePerGpu }), rate, utilization }),
  byHand: 1.05820106,
  steps: [
    md`
The model runs on all of the chips, so all of them are paid.
    `,
    md`
An hour has 3600 seconds, of which only the busy ones make tokens. The price of the hour is spread over those.
    `,
  ],
  hint: () => md`
How many tokens does an hour of rent really yield? Count the seconds of an hour, and then only the busy ones.
  `,
  after: ({ gpus, pricePerGpu, rate, utilization }, f) => {
    const pricePerHour = f.hourlyPrice({ gpus, pricePerGpu });
    const cost = f.costPerMillionTokens({ pricePerHour, rate, utilization });
    const full = f.costPerMillionTokens({ pricePerHour, rate, utilization: 1 });
    const night = f.costPerMillionTokens({ pricePerHour, rate, utilization: 0.1 });
    return md`A machine that is never idle would bring it down to ${dollars(full)}. One that waits for its users and works a tenth of the time makes the same tokens at ${dollars(night)}. No better kernel makes up for a factor of ${show(f.priceRatio({ first: night, second: cost }), { digits: 2 })}. Work that can wait does, and providers pay for it: OpenAI’s [batch interface](https://platform.openai.com/docs/guides/batch), for one, gives half off to requests that may take a day.`;
  },
  erratum: 'E36',
  fresh: {
    'h100-runpod': rented('NVIDIA H100 SXM', 2, 3.99, 'as RunPod’s Secure Cloud listed it on 2026-11-09', 1500, 0.7),
    'h100-aws-8': rented('NVIDIA H100 SXM', 8, 6.88, 'as AWS listed a p5.48xlarge on 2026-11-09', 9000, 0.5),
    'a100-runpod-4': rented('NVIDIA A100 80GB SXM', 4, 1.79, 'as RunPod’s Secure Cloud listed it on 2026-11-09', 1800, 0.6),
    'a100-lambda-8': rented('NVIDIA A100 80GB SXM', 8, 2.79, 'as Lambda listed it on 2026-09-20', 4200, 0.45),
    'b200-lambda-8': rented('NVIDIA B200', 8, 6.69, 'as Lambda listed it on 2026-09-20', 21_000, 0.65),
    'h100-pcie-runpod-2': rented('NVIDIA H100 PCIe', 2, 2.89, 'as RunPod’s Secure Cloud listed it on 2026-11-09', 900, 0.3),
  },
});
