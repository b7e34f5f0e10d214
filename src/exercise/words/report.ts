/** “Report a problem”: the report that a reader sends. */
export const offer = 'Report a problem';
export const copyText = 'Copy this text and send it to whoever runs this site';
export const title = (id: string): string => `Problem in ${id}`;
export const whatIsWrong = 'What is wrong:';
export const sayHere = '(please describe it here)';
export const exercise = (id: string): string => `Exercise: ${id}`;
export const numbers = (setting: string | undefined): string => `Numbers: ${setting ?? 'original'}`;
export const facts = (version: string): string => `Fact tables: ${version}`;
export const page = (url: string): string => `Page: ${url}`;
export const typed = (answers: string): string => `Typed: ${answers === '' ? 'nothing' : answers}`;
export const answer = (field: string, text: string, verdict: string | undefined): string =>
  `${field}: “${text}” (${verdict ?? 'not judged'})`;
