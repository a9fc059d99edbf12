import type { Activite, Moi } from "../api/genere";

/** What every page of an activité receives. */
export type PropsPage = Readonly<{ moi: Moi; activite: Activite }>;
