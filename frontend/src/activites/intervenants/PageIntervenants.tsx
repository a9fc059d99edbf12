import { useCallback, useState } from "react";
import type { Intervenant } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useAdresse } from "../../grille/adresse";
import { Grille } from "../../grille/Grille";
import { ecrireComparaison } from "../../grille/rsql";
import { TitrePage } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";
import type { Brouillon } from "./brouillon";
import { charger, COLONNES } from "./colonnes";
import { CreerExterne } from "./CreerExterne";
import { Detail } from "./Detail";
import { peutModifier } from "./onglets";
import { RechercheSecret } from "./RechercheSecret";

type Brouillons = Readonly<Record<string, Brouillon | undefined>>;

/** The vivier, for the gestionnaire; its own staff, for an établissement. */
export function PageIntervenants({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const { setRecherche } = adresse;
  const { profil } = moi.service;
  const [ligne, setLigne] = useState<Intervenant>();
  const [brouillons, setBrouillons] = useState<Brouillons>({});
  const [dialogue, setDialogue] = useState<"creer" | "secret">();
  const fermer = () => setDialogue(undefined);
  const id = ligne?.id;
  const setBrouillon = useCallback((b: Brouillon | undefined) => (id ? setBrouillons((tous) => ({ ...tous, [id]: b })) : undefined), [id]);
  /** Shows one person alone in the list; the filter tag says so, and takes it away. */
  const montrer = (i: Intervenant) => {
    fermer();
    const filtre = i.numero === undefined ? ecrireComparaison("id", "==", i.id) : ecrireComparaison("numero", "==", String(i.numero));
    setRecherche({ filtre, q: undefined, tri: undefined, page: undefined }, "pousser");
  };
  return (
    <>
      <TitrePage titre={activite.libelle}>
        {peutModifier(profil) ? (
          <>
            <button type="button" className="fr-btn fr-btn--sm" onClick={() => setDialogue("creer")}>
              Créer un intervenant externe
            </button>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" onClick={() => setDialogue("secret")}>
              Rechercher par NUMEN, NIR ou IBAN
            </button>
          </>
        ) : null}
      </TitrePage>
      <Partage
        nom="Détail de l’intervenant"
        part={50}
        liste={
          <Grille
            titre={activite.libelle}
            ressource="intervenants"
            utilisateur={moi.service.id}
            colonnes={COLONNES}
            charger={charger}
            {...adresse}
            dire={ecrire}
            onLigne={setLigne}
            selectionnable
            vide={<p>Aucun intervenant. Déposez un fichier STS-WEB dans « Échanges ».</p>}
          />
        }
        detail={ligne ? <Detail key={ligne.id} intervenant={ligne} profil={profil} brouillon={brouillons[ligne.id]} setBrouillon={setBrouillon} /> : <p>Choisissez une ligne.</p>}
      />
      <CreerExterne ouvert={dialogue === "creer"} onCree={montrer} onFermer={fermer} />
      {dialogue === "secret" ? <RechercheSecret onTrouve={montrer} onFermer={fermer} /> : null}
    </>
  );
}
