/** Said where the working pad itself does not arrive; apart from its other words, which every page would load with it. */
export const padNotLoaded =
  'The working pad could not be loaded. Check the connection and reload the page; what you wrote on it before is kept.';
