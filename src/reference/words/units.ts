/** In a sentence: `parameters` for `param`, `tokens` for `token`, `FLOP/s` unchanged; empty for plain numbers. */
export function unitWords(unit: string): string {
  if (unit === '1') return '';
  if (unit === 'param') return 'parameters';
  if (unit === '$') return 'dollars';
  if (!/^(?:[a-z]{3,}|GPU)$/.test(unit)) return unit;
  return unit.endsWith('ch') ? `${unit}es` : `${unit}s`;
}

/** Beside a name; empty if the name contains it. */
export function unitBeside(name: string, unit: string): string {
  const spelt = unitWords(unit);
  return name
    .toLowerCase()
    .split(/[\s,()]+/)
    .includes(spelt)
    ? ''
    : spelt;
}
