/** The frame of every interactive figure. */
export const copyLink = 'Copy link to this view';
export const copied = 'Copied';
export const link = 'Link to this view';
export const needsScript = 'The picture shows its starting values. Changing them needs JavaScript.';
