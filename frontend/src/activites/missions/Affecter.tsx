import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Candidat, DemandeAffectation, MissionComplete } from "../../api/genere";
import { affecter, listerCandidats } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Refus } from "../../dossier/Formulaire";
import { ROLES } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { montant, nombre } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { ChampChoix, Champs } from "../../ui/Champ";
import styles from "./Missions.module.css";
import { cleMission } from "./relire";

type Role = DemandeAffectation["role"];

const MONTRES = 15;

/** Who could come on a mission, the cheapest first, each with the reason; affected by hand at once. */
export function Affecter({ complete: c }: Readonly<{ complete: MissionComplete }>) {
  const client = useQueryClient();
  const [choisi, setChoisi] = useState("");
  const mission = c.mission.id;
  const lus = useQuery({
    queryKey: ["candidats", mission, choisi, c.mission.version, c.mission.affectes],
    queryFn: ({ signal }) => listerCandidats({ path: { id: mission }, query: choisi ? { role: choisi } : {}, signal }),
  });
  const role = (choisi || lus.data?.role || "") as Role | "";
  const demande = useMutation({
    mutationFn: (body: DemandeAffectation) => affecter({ body }),
    onSuccess: (r) => {
      const qui = r.affectation ? `${r.affectation.prenom} ${r.affectation.nom}` : "La personne";
      ecrire(`${qui} est affecté : ${montant(r.cout)}.${r.avertissements.length > 0 ? ` ${r.avertissements.join(" ")}` : ""}`, r.avertissements.length > 0 ? "alerte" : "succes");
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: cleMission(mission) });
      void client.invalidateQueries({ queryKey: cleListe("missions") });
      void client.invalidateQueries({ queryKey: cleListe("affectations") });
      void client.invalidateQueries({ queryKey: ["candidats"] });
    },
  });
  const roles = ROLES.filter((r) => r.valeur === "reserviste" || r.valeur === role || c.besoins.some((b) => b.role === r.valeur));
  return (
    <div className={styles["bloc"]}>
      <Champs>
        <ChampChoix nom="Rôle à pourvoir" valeur={role} onChange={setChoisi} choix={roles.map((r) => ({ valeur: r.valeur, libelle: r.libelle }))} />
      </Champs>
      <Refus erreur={demande.error} />
      {lus.isError ? <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} /> : null}
      {lus.isPending ? <p aria-busy="true">Recherche des personnes possibles…</p> : null}
      {lus.data ? (
        <>
          <p>
            {lus.data.candidats.length === 0
              ? `Personne ne peut venir, sur ${accorder(lus.data.vivier, "personne considérée", "personnes considérées")}.`
              : `${accorder(lus.data.candidats.length, "personne possible", "personnes possibles")} sur ${nombre(lus.data.vivier)}, de la moins chère à la plus chère.`}
          </p>
          <ol className={styles["candidats"]}>
            {lus.data.candidats.slice(0, MONTRES).map((x) => (
              <Ligne key={x.intervenant} candidat={x} inactif={demande.isPending || role === ""} onAffecter={() => role && demande.mutate({ mission, intervenant: x.intervenant, role })} />
            ))}
          </ol>
        </>
      ) : null}
    </div>
  );
}

function Ligne({ candidat: x, inactif, onAffecter }: Readonly<{ candidat: Candidat; inactif: boolean; onAffecter: () => void }>) {
  const charge = x.charge > 0 ? ` Déjà ${accorder(x.charge, "mission", "missions")} dans cette session.` : "";
  return (
    <li>
      <div>
        <p>
          <strong>{x.nom}</strong>
          {x.etablissement_nom ? `, ${x.etablissement_nom}` : ""}
          {x.km ? ` (${nombre(x.km)} km)` : ""} : {montant(x.cout)}
        </p>
        <p>
          {x.raison}
          {charge}
        </p>
      </div>
      <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={inactif} aria-label={`Affecter ${x.nom}`} onClick={onAffecter}>
        Affecter
      </button>
    </li>
  );
}
