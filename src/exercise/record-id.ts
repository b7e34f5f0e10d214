/** The id under which an answer is recorded. */
export const recordId = (id: string, setting: string | undefined): string => (setting === undefined ? id : `${id}@${setting}`);

/** For an exercise or quiz on a page, in the setting it shows. */
export const recordIdOf = ({ dataset: { exercise, quiz, setting } }: HTMLElement): string => recordId(exercise ?? quiz ?? '', setting);
