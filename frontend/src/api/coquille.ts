import { client } from "./genere/client.gen";
import type {
  ChangerProfilData,
  ChangerProfilErrors,
  ChangerProfilResponses,
  FermerSessionWebErrors,
  FermerSessionWebResponses,
  LireMoiErrors,
  LireMoiResponses,
  LireSanteErrors,
  LireSanteResponses,
} from "./genere/types.gen";

/*
 * The four calls of the shell. The generated client holds those of every activité and grows with each: it loads with
 * the first activité, not before the menu.
 */

export const lireMoi = (signal: AbortSignal) => client.get<LireMoiResponses, LireMoiErrors, true, "data">({ responseStyle: "data", url: "/moi", signal });

export const lireSante = (signal: AbortSignal) => client.get<LireSanteResponses, LireSanteErrors, true, "data">({ responseStyle: "data", url: "/sante", signal });

export const fermerSessionWeb = () => client.delete<FermerSessionWebResponses, FermerSessionWebErrors, true, "data">({ responseStyle: "data", url: "/session-web" });

export const changerProfil = (body: ChangerProfilData["body"]) =>
  client.post<ChangerProfilResponses, ChangerProfilErrors, true, "data">({ responseStyle: "data", url: "/session-web/profil", body, headers: { "Content-Type": "application/json" } });
