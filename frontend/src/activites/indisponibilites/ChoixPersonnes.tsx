import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { listerIntervenants } from "../../api/genere/sdk.gen";
import { Champ } from "../../ui/Champ";
import styles from "./Indisponibilites.module.css";

export type Personne = Readonly<{ id: string; nom: string }>;

/** People by their name, one after the other: those of the school, or of the whole académie. */
export function ChoixPersonnes({
  choisies,
  onChange,
  seule = false,
}: Readonly<{
  choisies: readonly Personne[];
  onChange: (p: readonly Personne[]) => void;
  seule?: boolean;
}>) {
  const [texte, setTexte] = useState("");
  const q = useDeferredValue(texte.trim());
  const lus = useQuery({
    queryKey: ["personnes-proposees", q],
    queryFn: ({ signal }) =>
      listerIntervenants({ query: { q, taille: 20, tri: "nom,prenom" }, signal }),
    enabled: q.length >= 2,
    placeholderData: (avant) => avant,
  });
  const prises = new Set(choisies.map((p) => p.id));
  const proposees =
    q.length >= 2 ? (lus.data?.items.filter((i) => !prises.has(i.id)).slice(0, 6) ?? []) : [];
  const ajouter = (p: Personne) => {
    onChange(seule ? [p] : [...choisies, p]);
    setTexte("");
  };
  return (
    <div>
      <ul className={styles["choix"]} aria-label="Personnes choisies">
        {choisies.map((p) => (
          <li key={p.id}>
            <strong>{p.nom}</strong>
            <button
              type="button"
              className="fr-btn fr-btn--sm fr-btn--tertiary-no-outline"
              aria-label={`Enlever ${p.nom}`}
              onClick={() => onChange(choisies.filter((x) => x.id !== p.id))}
            >
              Enlever
            </button>
          </li>
        ))}
      </ul>
      {seule && choisies.length > 0 ? null : (
        <Champ
          nom={choisies.length > 0 ? "Ajouter une personne" : "Personne"}
          valeur={texte}
          onChange={setTexte}
          max={80}
          indice="Tapez le début du nom"
        />
      )}
      <ul className={styles["choix"]} aria-label="Personnes proposées">
        {proposees.map((i) => (
          <li key={i.id}>
            <button
              type="button"
              className="fr-btn fr-btn--sm fr-btn--tertiary"
              onClick={() => ajouter({ id: i.id, nom: `${i.nom} ${i.prenom}` })}
            >
              {i.nom} {i.prenom}
              {i.etablissement_nom ? `, ${i.etablissement_nom}` : ""}
            </button>
          </li>
        ))}
      </ul>
      {q.length >= 2 && lus.data?.items.length === 0 ? <p>Personne de ce nom.</p> : null}
    </div>
  );
}
