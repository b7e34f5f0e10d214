/** What helps with an exercise and is folded away at first. */
export const hint = 'Hint';
export const pad = 'Working pad';
export const derivation = 'Derivation';
export const remark = 'Once you have solved it';
