/** The page on accessibility. Texts are HTML. */
export const title = 'Accessibility';
export const description =
  'What the Scaling Workbook does so that everyone can read and solve it, how that is tested, and what remains untested.';
export const intro =
  'The workbook aims at the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. This page says what is tested and how, and what is not.';
export const tested = 'Tested on every change, in Chromium';
export const tests = [
  '<strong>Automatic rules:</strong> axe finds no violation of WCAG 2.0, 2.1 and 2.2 (A and AA) or of its best practices on any kind of page, contrast included, in the light and the dark theme, nor in an exercise before and after each kind of verdict and with hint and derivation open.',
  '<strong>Keyboard:</strong> a test works through a chapter from the skip link to the next chapter without a pointer: it answers and checks an exercise, opens its derivation, moves a figure and takes the quiz, and the focus is visible at every stop. The search opens with Ctrl+K and works without a pointer. No bar ever covers the focused element, even at 400 % zoom.',
  '<strong>Read aloud:</strong> verdicts appear in a status region and are announced, even when the same verdict comes twice. What every widget exposes to a screen reader (names, roles, states and texts) is compared with a list that people have reviewed. Formulas come as MathML, with units as words.',
  '<strong>Zoom and small screens:</strong> no page scrolls sideways at a width of 320 pixels, or at 400 % zoom in a window of 1,280 × 1,024. Wide formulas and tables scroll on their own and can be reached by keyboard.',
  '<strong>Forced colours:</strong> fields and buttons keep an edge, and verdicts are given in words, never by colour alone.',
  '<strong>Reduced motion:</strong> nothing moves by itself if you ask for less motion.',
  '<strong>Without JavaScript, or when a script fails to load:</strong> text, pictures, hints and full derivations remain readable; a message says what does not work.',
  '<strong>Slow or no network:</strong> what you type before a script has loaded is kept and judged. After one visit the chapters work offline, and the whole workbook on request.',
  '<strong>Interactive figures:</strong> each has a sentence that says what it shows and updates with its controls, and a table of any data it plots.',
] as const;
export const firefox = 'Tested in Firefox, before a release';
export const firefoxText =
  'A separate test goes through the built site by keyboard: answers and their verdicts, what survives a reload, a figure, different numbers, the dark theme, the search, the review. It opens every kind of page at a width of 320 pixels and checks that none scrolls sideways or logs an error to the console.';
export const notTested = 'Not tested';
export const notTests = [
  'Nobody who relies on a screen reader, a magnifier, a switch or speech input has tested the workbook for us yet.',
  'We have not listened to the announcements in NVDA, JAWS, VoiceOver or TalkBack; we checked what the browser passes to them.',
  'Nothing has been tested in Safari.',
] as const;
export const keptOut = 'If you hit a barrier';
export const keptOutText =
  'Please open an issue in the workbook’s repository: say which page it was, what you tried, and what browser and assistive technology you use. We treat barriers as defects.';
