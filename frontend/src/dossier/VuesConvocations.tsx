import type { RechercheUrl, ModeUrl } from "../grille/recherche";
import { jourLocal } from "./disponible";
import { adresseLettres, vuesConvocations } from "./convocations";

type Props = Readonly<{ recherche: RechercheUrl; setRecherche: (r: RechercheUrl, mode: ModeUrl) => void }>;

/** Who has not opened, not answered, contests; and the letters of what is shown, to print. */
export function VuesConvocations({ recherche, setRecherche }: Props) {
  return (
    <div style={{ display: "flex", flexWrap: "wrap", gap: "0.25rem", paddingBlockEnd: "0.5rem" }} role="group" aria-label="Vues et impression">
      {vuesConvocations(jourLocal()).map((v) => (
        <button key={v.nom} type="button" className={`fr-btn fr-btn--sm ${recherche.filtre === v.filtre ? "" : "fr-btn--tertiary"}`} aria-pressed={recherche.filtre === v.filtre} onClick={() => setRecherche({ filtre: v.filtre, page: 1 }, "pousser")}>
          {v.nom}
        </button>
      ))}
      <a className="fr-btn fr-btn--sm fr-btn--tertiary" href={adresseLettres(recherche.filtre, recherche.q)} target="_blank" rel="noreferrer">
        Imprimer (PDF, nouvel onglet)
      </a>
    </div>
  );
}
