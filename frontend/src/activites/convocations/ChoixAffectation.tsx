import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { listerAffectations } from "../../api/genere/sdk.gen";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Champ, ChampChoix } from "../../ui/Champ";

/** A real affectation on which to look at a model; none, an invented one. */
export function ChoixAffectation({ valeur, onChange }: Readonly<{ valeur: string; onChange: (id: string) => void }>) {
  const [q, setQ] = useState("");
  const cherche = useDeferredValue(q.trim());
  const lues = useQuery({
    queryKey: [...cleListe("affectations"), "apercu", cherche],
    queryFn: ({ signal }) => listerAffectations({ query: { taille: 20, tri: "nom,debut", filtre: "etat=in=(affectee,convoquee)", ...(cherche ? { q: cherche } : {}) }, signal }),
  });
  const trouvees = lues.data?.items ?? [];
  return (
    <>
      <Champ nom="Chercher une personne" valeur={q} onChange={setQ} indice="Nom, pour voir le modèle sur une affectation réelle" />
      <ChampChoix
        nom="Affectation"
        valeur={valeur}
        onChange={onChange}
        choix={[
          { valeur: "", libelle: "Un exemple inventé" },
          ...trouvees.map((a) => ({ valeur: a.id, libelle: [`${a.nom} ${a.prenom}`, a.type_mission_libelle, a.debut ? instant(a.debut, a.fuseau) : ""].filter(Boolean).join(", ") })),
        ]}
      />
    </>
  );
}
