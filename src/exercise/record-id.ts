/** The id under which an answer is remembered. */
export const recordId = (id: string, setting: string | undefined): string => (setting === undefined ? id : `${id}@${setting}`);

/** Of an exercise or quiz on a page, in the setting that it shows. */
export const recordIdOf = ({ dataset: { exercise, quiz, setting } }: HTMLElement): string => recordId(exercise ?? quiz ?? '', setting);
