/** What the help says of one activité. */
export type Aide = Readonly<{
  titre: string;
  sections: readonly Readonly<{ titre: string; paragraphes: readonly string[] }>[];
}>;
