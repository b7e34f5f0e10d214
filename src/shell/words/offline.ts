/** The notice of a new version. */
export const newEdition = 'A new version of the workbook is ready. What you have typed stays.';
export const updatedElsewhere = 'The workbook was updated in another tab. What you have typed stays.';
export const show = 'Reload now';
export const later = 'Later';

/** The whole workbook, on request. */
export const heading = 'Offline';
export const bookText =
  'The chapters stay in your browser after your first visit, and so does every page you read. Everything else (each exercise’s own page, different numbers, formulas, the search) can be saved in one go; if you have installed the workbook as an app, it saves everything by itself. If you close the page before it has finished, it resumes on your next visit.';
export const fetchBook = 'Save the whole workbook for offline use';
export const bookStarted = 'Saving the workbook …';
export const bookKept = 'The whole workbook is now in your browser.';
export const bookStopped = (done: number, all: number): string =>
  all === 0
    ? 'The workbook could not be saved. Check your connection and try again.'
    : `Stopped after ${String(done)} of ${String(all)} files. These stay saved; press the button again to continue.`;

/** The page shown offline in place of one that is not in the browser. */
export const notHere = {
  title: 'This page is not in your browser yet',
  description: 'What the workbook shows offline in place of a page that your browser has not saved.',
  say: 'You are offline, and you have not read this page before. The chapters and all pages you have read are available offline:',
  start: 'The home page',
  keep: 'Save the whole workbook',
};
