/** When the pad fails to load. Apart from its other words, which every page would otherwise load. */
export const padNotLoaded =
  'The working pad could not be loaded. Check your connection and reload the page; what you wrote on it before is safe.';
