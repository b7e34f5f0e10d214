/** The explorer's sentence, table rows and numbers. */
import { formatNumber, formatQuantity } from '@scaling-workbook/formulas/units';
import type { Column } from '#explorer/DataTable.tsx';
import { many, named, rate } from '../../06-inference/figures/serving-text.ts';
import { formatNames, formats } from '../../06-inference/figures/serving.ts';
import { cheapestAt, leastBatch, limitsOf, priceAt, type Limits, type Price, type Server } from './pricing.ts';

export const dollars = (value: number): string => formatQuantity(value, '$', { digits: 3 });
const bytes = (value: number): string => formatQuantity(value, 'B', { digits: 3 });

export function sentence(server: Server, limits: Limits, { batch, cost, each, binds }: Price, target: number, speed: number): string {
  if (limits.fits === undefined)
    return `${named(server)} cannot be served: the weights, ${bytes(limits.weightBytes)}, need ${many(limits.needed, 'chip')}. The dotted curve shows the price if they fitted.`;
  const room =
    limits.fits === 0
      ? 'There is no room for even one of them beside the weights.'
      : batch > limits.fits
        ? `But there is room for ${formatNumber(limits.fits)} only.`
        : `There is room for ${formatNumber(limits.fits)}.`;
  return `${named(server)}, ${many(batch, 'sequence')} of ${many(server.context, 'token')} at a time: a million output tokens cost ${dollars(cost)}, and each reader gets ${rate(each)}. ${binds === 'memory' ? 'The step is spent on reading' : 'The matmuls are spent on arithmetic, the rest on reading caches'}. ${room} ${aim(server, limits, target)} ${promise(server, speed)}`;
}

function promise(server: Server, speed: number): string {
  const cheapest = cheapestAt(server, speed);
  return cheapest === undefined
    ? `No reader can be promised ${rate(speed)}.`
    : `With ${rate(speed)} promised to each reader, the cheapest batch is ${formatNumber(cheapest.batch)}, at ${dollars(cheapest.cost)}.`;
}

function aim(server: Server, { fits = 0, floor }: Limits, target: number): string {
  const least = leastBatch(server, target);
  if (least !== undefined)
    return `${dollars(target)} ${least <= fits ? 'is reached' : 'would be reached'} at a batch of ${formatNumber(least)}${least <= fits ? '' : ', which does not fit'}.`;
  return floor >= target
    ? `${dollars(target)} is out of reach for any batch: the reads of the caches alone cost ${dollars(floor)}.`
    : `${dollars(target)} is out of reach.`;
}

export const limitColumns: readonly Column[] = [
  { label: 'Weights', kind: 'words' },
  ...[
    'Their size',
    'Cache of a sequence',
    'Fit at once',
    'Cost at that batch',
    'Cache reads alone',
    'Batch for the target',
    'Cheapest that keeps the promise',
  ].map((label) => ({
    label,
  })),
];
/** By format of the weights. */
export const limitRows = (server: Server, target: number, speed: number): readonly (readonly string[])[] =>
  formats.map((weights) => {
    const one = { ...server, weights };
    const { weightBytes, kvBytes, fits, floor } = limitsOf(one);
    const least = leastBatch(one, target);
    const cheapest = cheapestAt(one, speed);
    return [
      formatNames[weights],
      bytes(weightBytes),
      bytes(kvBytes),
      fits === undefined ? 'weights do not fit' : many(fits, 'sequence'),
      fits === undefined || fits < 1 ? 'none' : dollars(priceAt(one, fits).cost),
      dollars(floor),
      least === undefined ? 'none' : formatNumber(least),
      cheapest === undefined ? 'none' : `${dollars(cheapest.cost)} at ${formatNumber(cheapest.batch)}`,
    ];
  });

export const priceColumns: readonly Column[] = [
  'Batch',
  ...formats.map((weights) => formatNames[weights]),
  'Each reader',
  'All readers',
].map((label) => ({ label }));
/** Costs in each format; rates in the format chosen. */
export function priceRow(server: Server, batch: number): readonly string[] {
  const { each, total } = priceAt(server, batch);
  return [
    formatNumber(batch),
    ...formats.map((weights) => {
      const one = { ...server, weights };
      const { fits = 0 } = limitsOf(one);
      return `${dollars(priceAt(one, batch).cost)}${batch > fits ? ' (does not fit)' : ''}`;
    }),
    rate(each),
    rate(total),
  ];
}
