export const recordId = (id: string, setting: string | undefined): string => (setting === undefined ? id : `${id}@${setting}`);

/** In the setting that the page shows. */
export const recordIdOf = ({ dataset: { exercise, quiz, setting } }: HTMLElement): string => recordId(exercise ?? quiz ?? '', setting);
