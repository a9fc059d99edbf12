import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listerDisponibilites } from "../../api/genere/sdk.gen";
import { jourLocal } from "../../dossier/disponible";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Champ, Champs } from "../../ui/Champ";
import { ChoixPersonnes, type Personne } from "./ChoixPersonnes";
import styles from "./Indisponibilites.module.css";

/** « Pourquoi n’est-il pas disponible ? » : the same answer as the one affectation gets. */
export function Pourquoi() {
  const [choisies, choisir] = useState<readonly Personne[]>([]);
  const [du, setDu] = useState(() => jourLocal());
  const [au, setAu] = useState(() => jourLocal(180));
  const qui = choisies[0];
  const lues = useQuery({
    queryKey: ["liste", "disponibilites", qui?.id, du, au],
    queryFn: ({ signal }) =>
      listerDisponibilites({ query: { du, au, intervenant: qui?.id ?? "" }, signal }),
    enabled: qui !== undefined && du !== "" && au !== "",
  });
  const p = lues.data?.personnes[0];
  return (
    <div className={styles["page"]}>
      <ChoixPersonnes choisies={choisies} onChange={choisir} seule />
      <Champs>
        <Champ nom="Du" type="date" valeur={du} onChange={setDu} />
        <Champ nom="Au (inclus)" type="date" valeur={au} onChange={setAu} />
      </Champs>
      {lues.isError ? (
        <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />
      ) : null}
      {p ? (
        <section aria-label={`Disponibilité de ${p.nom} ${p.prenom}`}>
          <h2>
            {p.empechements.length === 0
              ? "Rien ne l’empêche sur cette période"
              : "Ce qui l’empêche"}
          </h2>
          <ul>
            {p.empechements.map((e) => (
              <li key={`${e.raison} ${e.debut ?? ""} ${e.fin ?? ""}`}>
                {e.libelle}
                {e.sur_place_seulement ? " (missions sur place seulement)" : ""}
              </li>
            ))}
          </ul>
          <h2>Ses missions</h2>
          {p.missions.length === 0 ? <p>Aucune.</p> : null}
          <ul>
            {p.missions.map((m) => (
              <li key={m.id}>
                {instant(m.debut, m.fuseau)} : {m.type}, {m.centre}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}
