import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Convocation, Moi } from "../../api/genere";
import { lireConvocation, listerConvocations } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ETATS_CONVOCATION, EN_VIGUEUR, VERSIONS_CONVOCATION } from "../../dossier/convocations";
import { VuesConvocations } from "../../dossier/VuesConvocations";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Dialogue } from "../../ui/Dialogue";

const charger: Charger<Convocation> = (recherche, signal) => listerConvocations({ query: enRequete(recherche), signal });

const COLONNES: readonly Colonne<Convocation>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 140, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 120 },
  { cle: "etat", titre: "État", type: "etat", largeur: 130, choix: ETATS_CONVOCATION },
  { cle: "missions", titre: "Missions", type: "texte", largeur: 280, tri: false, filtre: false },
  { cle: "debut", titre: "À partir du", type: "instant", largeur: 150, fuseau: (c) => c.fuseau },
  { cle: "type", titre: "Version", type: "choix", largeur: 130, choix: VERSIONS_CONVOCATION },
  { cle: "reponse_avant", titre: "Réponse avant le", type: "date", largeur: 130 },
  { cle: "ouverte_le", titre: "Ouverte le", type: "instant", largeur: 140 },
  { cle: "repondue_le", titre: "Répondue le", type: "instant", largeur: 140 },
  { cle: "discipline", titre: "Discipline", type: "texte", largeur: 100, masquee: true },
  { cle: "numero", titre: "Numéro", type: "texte", largeur: 150, masquee: true },
  { cle: "session", titre: "Session", type: "texte", largeur: 100, exact: true, masquee: true },
];

/** Whom of one's staff the académie calls, who has opened, answered, cannot come; the reason is not the school's. */
export function ConvocationsPersonnels({ moi }: Readonly<{ moi: Moi }>) {
  const adresse = useAdresse();
  const [ouverte, setOuverte] = useState<Convocation>();
  return (
    <>
      <VuesConvocations {...adresse} />
      <Grille
        titre="Convocations de mes personnels"
        ressource="convocations-personnels"
        utilisateur={moi.service.id}
        colonnes={COLONNES}
        charger={charger}
        perimetre={EN_VIGUEUR}
        {...adresse}
        dire={ecrire}
        onOuvrir={setOuverte}
        exportable={false}
        vide={<p>Aucune convocation en vigueur pour vos personnels.</p>}
      />
      {ouverte ? <Lettre convocation={ouverte} onFermer={() => setOuverte(undefined)} /> : null}
    </>
  );
}

function Lettre({ convocation: c, onFermer }: Readonly<{ convocation: Convocation; onFermer: () => void }>) {
  const lue = useQuery({ queryKey: [...cleListe("convocations"), "une", c.id], queryFn: ({ signal }) => lireConvocation({ path: { id: c.id }, signal }) });
  return (
    <Dialogue
      titre={`${c.prenom} ${c.nom}`}
      ouvert
      onFermer={onFermer}
      actions={
        <a className="fr-btn fr-btn--sm" href={`/api/v1/convocations/${c.id}/lettre`} target="_blank" rel="noreferrer">
          La lettre (PDF, nouvel onglet)
        </a>
      }
    >
      {lue.data ? (
        <ul>
          {lue.data.missions.map((m) => (
            <li key={m.affectation}>
              {[m.type, m.epreuve, m.role].filter(Boolean).join(", ")} – {m.centre}
              <ul>
                {m.creneaux.map((k) => (
                  <li key={k.debut}>
                    {k.date}, {k.heures}
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      ) : (
        <p aria-busy="true">Chargement…</p>
      )}
    </Dialogue>
  );
}
