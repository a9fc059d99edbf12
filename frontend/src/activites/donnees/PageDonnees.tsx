import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Conservation, RapportPurge } from "../../api/genere";
import { listerConservations, purger, reglerConservation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { EtatErreur } from "../../grille/Etats";
import { Defile, TitrePage } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";
import { Demandes } from "./Demandes";

const CLE = ["conservations"];

function onError(e: unknown): void {
  ecrire(probleme(e).detail, "erreur");
}

/** How long each kind of personal data is kept, why, and what has outlived it. */
export function PageDonnees({ activite }: PropsPage) {
  const client = useQueryClient();
  const [rapport, setRapport] = useState<RapportPurge>();
  const lues = useQuery({ queryKey: CLE, queryFn: ({ signal }) => listerConservations({ signal }) });
  const effacer = useMutation({
    mutationFn: (simulation: boolean) => purger({ body: { simulation } }),
    onSuccess: (r) => {
      setRapport(r);
      void client.invalidateQueries({ queryKey: CLE });
    },
    onError,
  });
  const regler = useMutation({
    mutationFn: (x: Readonly<{ categorie: string; mois: number }>) => reglerConservation({ body: x }),
    onSuccess: (r) => {
      client.setQueryData(CLE, r);
      ecrire("Durée enregistrée.", "succes");
    },
    onError,
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<Conservation>[] = [
    { titre: "Catégorie", valeur: (c) => c.libelle },
    { titre: "Pourquoi cette durée", valeur: (c) => c.fondement },
    { titre: "Durée (mois)", valeur: (c) => <Duree key={c.mois} conservation={c} enregistrer={(mois) => regler.mutate({ categorie: c.categorie, mois })} /> },
    { titre: "À effacer", nombre: true, valeur: (c) => c.concernees.toLocaleString("fr-FR") },
    { titre: "Décidé par", valeur: (c) => c.decide_par ?? "Réglage d’origine" },
  ];
  const effacees = rapport?.lignes.filter((l) => l.effacees > 0) ?? [];
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Defile>
        <p>Ce qui dépasse sa durée est effacé chaque jour. L’effacement s’inscrit au journal.</p>
        {lues.data ? <TableSimple titre="Durées de conservation" colonnes={colonnes} lignes={lues.data.conservations} cle={(c) => c.categorie} vide="" /> : <p aria-busy="true">Chargement…</p>}
        <p>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={effacer.isPending} onClick={() => effacer.mutate(true)}>
            Compter sans effacer
          </button>{" "}
          <button type="button" className="fr-btn fr-btn--sm" disabled={effacer.isPending} onClick={() => effacer.mutate(false)}>
            Effacer maintenant
          </button>
        </p>
        {rapport ? (
          <div className="fr-alert fr-alert--info fr-alert--sm" role="status">
            <p>
              {effacees.length === 0
                ? "Rien ne dépasse sa durée."
                : `${rapport.simulation ? "Seraient effacées" : "Effacées"} : ${effacees.map((l) => `${l.categorie} (${l.effacees.toLocaleString("fr-FR")})`).join(", ")}.`}
            </p>
          </div>
        ) : null}
        <Demandes />
      </Defile>
    </>
  );
}

function Duree({ conservation: c, enregistrer }: Readonly<{ conservation: Conservation; enregistrer: (mois: number) => void }>) {
  const [mois, setMois] = useState(String(c.mois));
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        enregistrer(Number(mois));
      }}
    >
      <input className="fr-input" type="number" min={c.mois_minimum} max={1200} required value={mois} aria-label={`Durée en mois : ${c.libelle}`} onChange={(e) => setMois(e.target.value)} />
      {mois === String(c.mois) ? null : (
        <button type="submit" className="fr-btn fr-btn--sm fr-btn--secondary">
          Enregistrer
        </button>
      )}
    </form>
  );
}
