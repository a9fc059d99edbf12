import { useQuery } from "@tanstack/react-query";
import { listerSources } from "../../api/genere/sdk.gen";
import { cleListe } from "../../grille/donnees";
import { jourCourt } from "./textes";

/** The feeds that should have come and did not: said where the gestionnaire already is. */
export function Retards() {
  const lues = useQuery({ queryKey: [...cleListe("sources"), "retard"], queryFn: ({ signal }) => listerSources({ query: { filtre: "en_retard==true" }, signal }) });
  const retards = lues.data?.items ?? [];
  return retards.length === 0 ? null : (
    <div className="fr-alert fr-alert--warning fr-alert--sm" role="status">
      <p>{retards.map((s) => `${s.libelle} : rien reçu${s.attendu_le ? `, attendu le ${jourCourt(s.attendu_le)}` : ""}.`).join(" ")}</p>
    </div>
  );
}
