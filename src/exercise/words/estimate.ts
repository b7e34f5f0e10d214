/** What is said to an estimate, and to a figure that the companion book prints. Assumptions are HTML. */
interface End {
  readonly amount: string;
  /** `if half of the peak is reached` */
  readonly say: string;
}

export const printedTitle = 'As the companion book prints it.';

export const inRangeTitle = 'A sound estimate.';
export const inRange = (place: 'low' | 'middle' | 'high', low: End, high: End, worked: string): string => {
  const where = { low: 'It is near the low end.', middle: 'It is well within the range.', high: 'It is near the high end.' }[place];
  return `${where} The range goes from ${low.amount} (${low.say}) to ${high.amount} (${high.say}); the derivation works out ${worked}.`;
};

export const nearTitle = 'Near, but outside the range.';
/** `orders` is the decimal logarithm of the factor. */
export const outside = (high: boolean, factor: string, orders: number): string => {
  const by = `It is ${high ? 'above' : 'below'} what can be justified by a factor of about ${factor}`;
  return orders >= 0.75 ? `${by}: ${Math.round(orders) <= 1 ? 'an order' : `${Math.round(orders)} orders`} of magnitude.` : `${by}.`;
};
export const power = (high: boolean, factor: string): string =>
  `It would be in the range but for a factor of ${factor}: it is that much too ${high ? 'large' : 'small'}. Check the prefixes on the way.`;

/** Follows the worked estimate where answers are listed. */
export const range = (low: string, high: string): string => `Accepted: from ${low} to ${high}.`;
