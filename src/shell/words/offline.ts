/** What is told of a new edition of the book. */
export const newEdition = 'A new edition of the book has arrived. What you have typed stays.';
export const updatedElsewhere = 'The book was updated in another tab. What you have typed stays.';
export const show = 'Show it';
export const later = 'Later';

/** The whole book, on request. */
export const heading = 'Without a network';
export const bookText =
  'The chapters stay in your browser after your first visit, and so does every page you read. Everything else (the page of each exercise, other numbers, formulas, the search) can be fetched at once; an installed book fetches it by itself. If you close the page meanwhile, the next visit goes on.';
export const fetchBook = 'Keep the whole book for reading offline';
export const bookStarted = 'Fetching the book …';
export const bookKept = 'The whole book is now in your browser.';
export const bookStopped = (done: number, all: number): string =>
  all === 0
    ? 'The book could not be fetched. Check your connection and try again.'
    : `Stopped after ${String(done)} of ${String(all)} files. They stay here; press the button again to go on.`;

/** The page that shows without a network in place of one that is not in the browser. */
export const notHere = {
  title: 'This page is not in your browser yet',
  description: 'What the book shows without a network in place of a page that your browser has not kept.',
  say: 'There is no network, and you have not read this page before. The chapters and all pages you have read open without a network:',
  start: 'The start page',
  keep: 'Keep the whole book',
};
