/** Shown when the working pad fails to load. Separate from its other words, which every page would otherwise load with it. */
export const padNotLoaded =
  'The working pad could not be loaded. Check your connection and reload the page; what you wrote on it before is safe.';
