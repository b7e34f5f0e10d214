/** The frame of every figure that can be moved. */
export const copyLink = 'Copy link to this view';
export const copied = 'Copied';
export const link = 'Link to this view';
export const needsScript = 'The picture shows its starting values. Moving them needs JavaScript.';
