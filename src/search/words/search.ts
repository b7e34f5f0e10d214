/** The search. */
export const search = 'Search';
export const searchBook = 'Search the workbook';
export const placeholder = 'ridge point, KV cache, …';
export const close = 'Close';
export const found = (pages: number, query: string): string =>
  pages === 0 ? `Nothing found for “${query}”.` : `${pages} ${pages === 1 ? 'page' : 'pages'} found.`;
export const notLoaded = 'The search could not be loaded. Check your connection and try again.';
