/** A plot over the batch, as serving and its price share it. */
import type { Axis } from '#explorer/axis.ts';
import type { Offset } from '#explorer/labels.ts';
import { largest } from './serving.ts';

export const xAxis: Axis = { label: 'batch', unit: '1', scale: 'log', domain: [1, largest] };
/** So that the picture moves and the axes seldom do. */
export const decades = (low: number, high: number): readonly [number, number] => [
  10 ** Math.floor(Math.log10(low)),
  10 ** Math.ceil(Math.log10(high)),
];
/** Of a label on an upright line. */
export const beside: readonly Offset[] = [-9, -27, -45].flatMap((dy): readonly Offset[] => [
  { dx: 6, dy, anchor: 'start' },
  { dx: -6, dy, anchor: 'end' },
]);
