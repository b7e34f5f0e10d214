/** What a module of another language has to hold: the same names, any words. `satisfies Translation<typeof english>` checks one. */
export type Translation<T> = T extends string
  ? string
  : T extends (...slots: infer Slots) => infer Said
    ? (...slots: Slots) => Translation<Said>
    : T extends object
      ? { readonly [Name in keyof T]: Translation<T[Name]> }
      : T;
