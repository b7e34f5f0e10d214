/** What renting one accelerator for an hour cost on a given day. Prices age fast: an exercise that needs one states its own. */
import { fact, type Fact } from './facts.ts';

export interface Price {
  /** The `id` of the accelerator. */
  readonly accelerator: string;
  readonly provider: string;
  /** All on demand, without a commitment. */
  readonly offer: string;
  readonly perHour: Fact<'$/h'>;
}

const receipts = 'as transcribed by https://github.com/datareceipts/data-receipts (109-gpu-pricing)';
const evangelist = 'as transcribed by https://github.com/api-evangelist/lambda-labs';

const price = (accelerator: string, provider: string, offer: string, value: number, page: string, date: string, note: string): Price => ({
  accelerator,
  provider,
  offer,
  perHour: fact(value, '$/h', { source: `${provider}, ${page}`, date, note, secondHand: true }),
});
const runpod = (accelerator: string, offer: string, value: number) =>
  price(accelerator, 'RunPod', offer, value, 'https://www.runpod.io/pricing', '2026-11-09', receipts);
const aws = (accelerator: string, instance: string, perInstance: number) =>
  price(
    accelerator,
    'AWS',
    instance,
    perInstance / 8,
    'https://aws.amazon.com/ec2/pricing/on-demand/',
    '2026-11-09',
    `an eighth of the ${String(perInstance)} $/h for eight GPUs in us-east-1, ${receipts}`,
  );
const lambda = (accelerator: string, offer: string, value: number) =>
  price(accelerator, 'Lambda', offer, value, 'https://lambda.ai/instances', '2026-09-20', evangelist);

export const prices: readonly Price[] = [
  runpod('h100-sxm', 'Community Cloud', 2.69),
  runpod('h100-sxm', 'Secure Cloud', 3.99),
  runpod('h100-pcie', 'Secure Cloud', 2.89),
  runpod('a100-80gb-sxm', 'Secure Cloud', 1.79),
  aws('h100-sxm', 'p5.48xlarge', 55.04),
  aws('a100-80gb-sxm', 'p4de.24xlarge', 27.44705),
  aws('a100-40gb-sxm', 'p4d.24xlarge', 21.957642),
  lambda('b200', '8x NVIDIA B200 SXM6', 6.69),
  lambda('h100-sxm', '8x NVIDIA H100 SXM', 3.99),
  lambda('a100-80gb-sxm', '8x NVIDIA A100 SXM 80 GB', 2.79),
  lambda('a100-40gb-sxm', '8x NVIDIA A100 SXM 40 GB', 1.99),
];
