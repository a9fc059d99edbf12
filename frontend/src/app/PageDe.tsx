import { PAGES } from "../activites/registre";
import type { PropsPage } from "../activites/contexte";
import { AVenir } from "./AVenir";

/** The screen of an activité: the same code may be another screen for another profile. */
export function PageDe({ moi, activite }: PropsPage) {
  const Page = PAGES[`${moi.service.profil}:${activite.code}`] ?? PAGES[activite.code];
  return Page ? <Page moi={moi} activite={activite} /> : <AVenir libelle={activite.libelle} />;
}
