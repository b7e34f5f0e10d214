/** The page on accessibility. Texts are HTML. */
export const title = 'Accessibility';
export const description =
  'What the Scaling Workbook does so that everyone can read and solve it, how that is tested, and what is not known.';
export const intro =
  'The workbook aims at the Web Content Accessibility Guidelines (WCAG) 2.2, level AA. This page says what is tested, how, and what has not been.';
export const tested = 'Tested on every change, in Chromium';
export const tests = [
  '<strong>Automatic rules:</strong> axe finds no violation of WCAG 2.0, 2.1 and 2.2 (A and AA) or of its best practices on the kinds of pages there are, in the light and the dark theme, contrast included; in an exercise before and after each kind of verdict, and with hint and derivation open.',
  '<strong>Keyboard:</strong> a chapter is worked through from the skip link to the next chapter without a pointer: an exercise answered and checked, its derivation opened, a figure moved, the quiz taken; at every stop the focus can be seen. The search opens with Ctrl+K and is used without a pointer. What has the focus is never covered by a bar, at 400 % zoom too.',
  '<strong>Read aloud:</strong> verdicts stand in a status region and are announced, the same verdict twice as well. What every widget hands to a screen reader, its names, roles, states and texts, is compared as a whole with a list that people have read. Formulas carry MathML, with units as words.',
  '<strong>Zoom and small screens:</strong> at 320 pixels of width, and at 400 % zoom of a window of 1,280 × 1,024, no page scrolls sideways. Wide formulas and tables scroll by themselves and can be reached by keyboard.',
  '<strong>Forced colours:</strong> fields and buttons keep an edge, and a verdict is told in words, never by colour alone.',
  '<strong>Reduced motion:</strong> nothing moves by itself for those who ask for it.',
  '<strong>Without JavaScript, or when a script does not arrive:</strong> text, pictures, hints and whole derivations can be read; a message says what cannot be done.',
  '<strong>Slow or no network:</strong> what is typed before a script has arrived is kept and judged. After one visit the chapters work offline, and the whole book on request.',
  '<strong>Pictures that can be moved:</strong> each has a sentence that says what it shows and follows its controls, and the data as a table where it draws any.',
] as const;
export const firefox = 'Tested in Firefox, before a release';
export const firefoxText =
  'A journey of its own goes through the built site by keyboard: answers and their verdicts, what a reload keeps, a figure, other numbers, the dark theme, the search, the review, and every kind of page at 320 pixels of width without scrolling sideways or an error in the console.';
export const notTested = 'Not tested';
export const notTests = [
  'No person who relies on a screen reader, a magnifier, a switch or speech input has tried the workbook for us yet.',
  'The announcements were not heard in NVDA, JAWS, VoiceOver or TalkBack; what the browser hands to them was checked.',
  'Safari has not been tried at all.',
] as const;
export const keptOut = 'If something keeps you out';
export const keptOutText =
  'Please open an issue in the repository of the workbook that says which page it was, what you tried, and what you read with. A barrier counts as a defect.';
