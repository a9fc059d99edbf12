import { useMutation, useQuery } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { AnomalieImport, CompteImport, Import, ImportEcart } from "../../api/genere";
import {
  abandonnerImport,
  confirmerImport,
  lireImport,
  listerImportAnomalies,
  listerImportEcarts,
  reprendreImport,
} from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { NATURES_ECART } from "../../domaine/etats";
import { SousListe } from "../../dossier/SousListe";
import { nombre } from "../../grille/formats";
import { ecrireComparaison } from "../../grille/rsql";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Ocean.module.css";
import { changements, nomObjet } from "./textes";

const COMPTES: readonly ColonneSimple<CompteImport>[] = [
  { titre: "Objet", valeur: (c) => nomObjet(c.objet) },
  { titre: "Lus", nombre: true, valeur: (c) => nombre(c.lus) },
  { titre: "Créés", nombre: true, valeur: (c) => nombre(c.crees) },
  { titre: "Modifiés", nombre: true, valeur: (c) => nombre(c.modifies) },
  { titre: "Inchangés", nombre: true, valeur: (c) => nombre(c.inchanges) },
  { titre: "Retirés", nombre: true, valeur: (c) => nombre(c.retires ?? 0) },
  { titre: "Rejetés", nombre: true, valeur: (c) => nombre(c.rejetes) },
];

const ECARTS: readonly ColonneSimple<ImportEcart>[] = [
  { titre: "Nature", valeur: (e) => NATURES_ECART.find((n) => n.valeur === e.nature)?.libelle },
  { titre: "Objet", valeur: (e) => nomObjet(e.objet) },
  { titre: "Lequel", valeur: (e) => e.libelle },
  { titre: "Avant → après", valeur: (e) => e.garde ?? changements(e.champs) },
];

type Anomalie = AnomalieImport & Readonly<{ id: string }>;

const ANOMALIES: readonly ColonneSimple<Anomalie>[] = [
  { titre: "Ligne", nombre: true, valeur: (a) => a.ligne },
  { titre: "Champ", valeur: (a) => a.champ },
  { titre: "Valeur", valeur: (a) => a.valeur },
  {
    titre: "Ce qu’il en est",
    valeur: (a) => `${a.rejet ? "Rejetée : " : "Reprise : "}${a.message}`,
  },
];

async function anomalies(query: Readonly<{ filtre: string; taille: 200 }>, signal: AbortSignal) {
  const page = await listerImportAnomalies({ query, signal });
  return { ...page, items: page.items.map((a, n): Anomalie => ({ ...a, id: a.id ?? String(n) })) };
}

const TONS: Readonly<Partial<Record<Import["etat"], string>>> = {
  applique: "success",
  a_confirmer: "warning",
  refuse: "error",
  echoue: "error",
};

/** What an exchange would change, or changed: read, then applied or given up. */
export function Apercu({ id, onSuivre }: Readonly<{ id: string; onSuivre: (i: Import) => void }>) {
  const lu = useQuery({
    queryKey: ["import", id],
    queryFn: ({ signal }) => lireImport({ path: { id }, signal }),
  });
  const action = useMutation({
    mutationFn: (quoi: "appliquer" | "abandonner" | "reprendre") =>
      quoi === "appliquer"
        ? confirmerImport({ path: { id }, body: { difference: lu.data?.difference ?? "" } })
        : quoi === "abandonner"
          ? abandonnerImport({ path: { id } })
          : reprendreImport({ path: { id } }),
    onSuccess: (i, quoi) => {
      if (quoi === "abandonner") {
        ecrire(`${i.nom_fichier} : abandonné, rien n’a été modifié.`);
        void lu.refetch();
      } else {
        onSuivre(i);
      }
    },
    onError: (e) => {
      ecrire(probleme(e).detail, "erreur");
      void lu.refetch();
    },
  });
  const i = lu.data;
  if (!i) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const filtre = ecrireComparaison("import", "==", id);
  const change = i.comptes.some((c) => c.crees + c.modifies + (c.retires ?? 0) > 0);
  return (
    <section aria-label="Ce que dit l’échange">
      <div className={`fr-alert fr-alert--sm fr-alert--${TONS[i.etat] ?? "info"}`}>
        <p>
          {i.nom_fichier} : {i.message}
        </p>
      </div>
      <div className={styles["actions"]}>
        {i.etat === "a_confirmer" ? (
          <>
            <button
              type="button"
              className="fr-btn fr-btn--sm"
              disabled={action.isPending}
              onClick={() => action.mutate("appliquer")}
            >
              Appliquer cette différence
            </button>
            <button
              type="button"
              className="fr-btn fr-btn--sm fr-btn--secondary"
              disabled={action.isPending}
              onClick={() => action.mutate("abandonner")}
            >
              Abandonner
            </button>
          </>
        ) : (
          <button
            type="button"
            className="fr-btn fr-btn--sm fr-btn--tertiary"
            disabled={action.isPending}
            onClick={() => action.mutate("reprendre")}
          >
            Rejouer cet échange
          </button>
        )}
      </div>
      <TableSimple
        titre="Comptes de l’échange"
        colonnes={COMPTES}
        lignes={i.comptes}
        cle={(c) => c.objet}
        vide="Rien n’a été compté."
      />
      {(i.nb_anomalies ?? 0) > 0 ? (
        <>
          <h3 className="fr-h6">Lignes à regarder</h3>
          <SousListe
            titre="Anomalies"
            ressource="import-anomalies"
            filtre={filtre}
            charger={anomalies}
            colonnes={ANOMALIES}
            vide="Aucune."
          />
        </>
      ) : null}
      {change ? (
        <>
          <h3 className="fr-h6">Ce qui change</h3>
          <SousListe
            titre="Différences"
            ressource="import-ecarts"
            filtre={filtre}
            charger={(query, signal) => listerImportEcarts({ query, signal })}
            colonnes={ECARTS}
            vide="Aucune différence."
          />
        </>
      ) : null}
    </section>
  );
}
