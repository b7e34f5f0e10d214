/** Says what is missing if the address names an exercise. */
import { missingWords } from './words/addresses.ts';

const id = /\/exercises\/([a-z0-9-]{1,80})\/?$/.exec(location.pathname)?.[1];
const place = document.querySelector('[data-missing]');
if (place && id !== undefined) place.textContent = missingWords.exercise(id);
