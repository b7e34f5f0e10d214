/** The collapsible aids of an exercise. */
export const hint = 'Hint';
export const pad = 'Working pad';
export const derivation = 'Derivation';
export const remark = 'After you’ve solved it';
