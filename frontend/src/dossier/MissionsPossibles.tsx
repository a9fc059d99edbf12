import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { DemandeAffectation, MissionPossible } from "../api/genere";
import { affecter, listerMissionsPossibles } from "../api/genere/sdk.gen";
import { ecrire } from "../console/journal";
import { ROLES } from "../domaine/etats";
import { cleListe } from "../grille/donnees";
import { EtatErreur } from "../grille/Etats";
import { instant, montant, nombre } from "../grille/formats";
import { accorder } from "../grille/textes";
import { ChoixSession } from "./ChoixSession";
import styles from "./Dossier.module.css";
import { Refus } from "./Formulaire";
import { sessionCourante, useSessions } from "./sessions";

const role = (code: string): string => ROLES.find((r) => r.valeur === code)?.libelle ?? code;

/** Where somebody is missing and this person may go, the cheapest first; affected by hand at once. */
export function MissionsPossibles({ intervenant }: Readonly<{ intervenant: string }>) {
  const client = useQueryClient();
  const { data: sessions = [] } = useSessions();
  const [code, setCode] = useState<string>();
  const choisie = sessions.find((s) => s.code === code) ?? sessionCourante(sessions);
  const session = choisie?.id;
  const [demandee, setDemandee] = useState(false);
  const lues = useQuery({
    queryKey: ["missions-possibles", intervenant, session],
    queryFn: ({ signal }) => listerMissionsPossibles({ path: { id: intervenant }, query: { session: session ?? "" }, signal }),
    enabled: demandee && session !== undefined,
  });
  const demande = useMutation({
    mutationFn: (m: MissionPossible) => affecter({ body: { mission: m.mission, intervenant, role: m.role as DemandeAffectation["role"] } }),
    onSuccess: (r, m) => ecrire(`Affectation faite : ${m.libelle}, ${montant(r.cout)}.`, "succes"),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["missions-possibles", intervenant] });
      void client.invalidateQueries({ queryKey: cleListe("affectations") });
    },
  });
  return (
    <section aria-label="Où cette personne pourrait aller">
      <h3 className="fr-h6">Où cette personne pourrait aller</h3>
      <ChoixSession sessions={sessions} session={choisie} poser={setCode} />
      {demandee ? null : (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={session === undefined} onClick={() => setDemandee(true)}>
          Chercher les missions qui manquent de monde
        </button>
      )}
      <Refus erreur={demande.error} />
      {lues.isError ? <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} /> : null}
      {lues.isLoading ? <p aria-busy="true">Recherche des missions possibles…</p> : null}
      {lues.data ? <p>{lues.data.missions.length === 0 ? "Aucune mission qui manque de monde ne lui est ouverte." : `${accorder(lues.data.missions.length, "place possible", "places possibles")}, de la moins chère à la plus chère.`}</p> : null}
      <ol className={styles["possibles"]}>
        {lues.data?.missions.slice(0, 15).map((m) => (
          <li key={`${m.mission} ${m.role}`}>
            <div>
              <p>
                <strong>{m.libelle}</strong>
                {m.centre_nom ? `, ${m.centre_nom}` : ""}
                {m.km ? ` (${nombre(m.km)} km)` : ""}
                {m.debut ? `, le ${instant(m.debut, m.fuseau)}` : ""} : {montant(m.cout)}
              </p>
              <p>
                {role(m.role)}, {accorder(m.places, "place vide", "places vides")}. {m.raison}
              </p>
            </div>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={demande.isPending} aria-label={`Affecter à ${m.libelle}`} onClick={() => demande.mutate(m)}>
              Affecter
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
