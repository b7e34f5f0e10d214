/** A module in another language: the same names, any wording. `satisfies Translation<typeof english>` checks it. */
export type Translation<T> = T extends string
  ? string
  : T extends (...slots: infer Slots) => infer Said
    ? (...slots: Slots) => Translation<Said>
    : T extends object
      ? { readonly [Name in keyof T]: Translation<T[Name]> }
      : T;
