import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { EtatRapprochement, Rapprochement } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import { charger, COLONNES } from "./colonnes";
import { useDecider } from "./decisions";
import { EnMasse } from "./EnMasse";
import { Paire } from "./Paire";

const TOUCHES: Readonly<Record<string, EtatRapprochement>> = { m: "meme", d: "distinct", a: "a_decider" };
const A_DECIDER = "etat==a_decider";

/** Is the person of the file somebody we know? The doubtful pairs first, one key each. */
export function PageRapprochement({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const { recherche, setRecherche } = adresse;
  const [ligne, setLigne] = useState<Rapprochement>();
  const [motif, setMotif] = useState("");
  const decision = useDecider();
  // What remains to be decided is what one comes for; the filter shows, and goes away like any other.
  const arrivee = useRef(recherche.filtre === undefined && recherche.q === undefined);
  useEffect(() => {
    if (arrivee.current) {
      arrivee.current = false;
      setRecherche({ filtre: A_DECIDER }, "remplacer");
    }
  }, [setRecherche]);
  const decider = (etat: EtatRapprochement) => {
    if (ligne && ligne.etat !== etat && !decision.isPending) {
      decision.mutate({ paire: ligne, etat, motif }, { onSuccess: () => setMotif("") });
    }
  };
  const touche = (e: KeyboardEvent) => {
    const etat = TOUCHES[e.key.toLowerCase()];
    const saisie = e.target instanceof HTMLElement && e.target.closest("input, select, textarea, dialog, [role=menu]");
    if (etat && !saisie && !e.ctrlKey && !e.altKey && !e.metaKey) {
      e.preventDefault();
      decider(etat);
    }
  };
  return (
    <>
      <TitrePage titre={activite.libelle} />
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys of the grid and of the detail, both focusable */}
      <div style={{ display: "contents" }} onKeyDown={touche}>
        <Partage
          nom="La paire choisie"
          part={45}
          liste={
            <Grille
              titre="Paires à rapprocher"
              ressource="rapprochements"
              utilisateur={moi.service.id}
              colonnes={COLONNES}
              charger={charger}
              {...adresse}
              dire={ecrire}
              onLigne={setLigne}
              selectionnable
              actions={(selection) => <EnMasse selection={selection} />}
              vide={<p>Aucune paire dans ce filtre : les fichiers reçus ne laissent pas de doute.</p>}
            />
          }
          detail={ligne ? <Paire key={ligne.id} paire={ligne} motif={motif} setMotif={setMotif} enCours={decision.isPending} decider={decider} /> : <p>Choisissez une paire.</p>}
        />
      </div>
    </>
  );
}
