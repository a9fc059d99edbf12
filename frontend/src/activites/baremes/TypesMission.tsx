import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { RemunerationType, TypeMission } from "../../api/genere";
import { listerTypesMission, reglerRemunerationType } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { EtatErreur } from "../../grille/Etats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Baremes.module.css";

const PAR: readonly Readonly<{ valeur: RemunerationType["remuneration"]; libelle: string }>[] = [
  { valeur: "copie", libelle: "À la copie" },
  { valeur: "oral", libelle: "À l’heure passée avec les candidats" },
  { valeur: "oral_facultatif", libelle: "À l’heure, à part réduite (facultatif, EPS)" },
  { valeur: "vae", libelle: "À la demande de VAE" },
  { valeur: "dossier", libelle: "Au dossier" },
  { valeur: "forfait", libelle: "Au forfait" },
  { valeur: "aide", libelle: "À l’heure d’aide au déroulement" },
  { valeur: "aucune", libelle: "Non payé : relève du service" },
];

const CLE = ["types-mission", "remuneration"] as const;

/** By what each type of mission is paid: the form of its constat follows. */
export function TypesMission() {
  const client = useQueryClient();
  const lus = useQuery({ queryKey: CLE, queryFn: async ({ signal }) => (await listerTypesMission({ query: { taille: 200 }, signal })).items });
  const choix = useMutation({
    mutationFn: ({ code, remuneration }: { code: string; remuneration: RemunerationType["remuneration"] }) => reglerRemunerationType({ path: { code }, body: { remuneration } }),
    onSuccess: (t) => {
      ecrire(`${t.libelle} : enregistré.`, "succes");
      void client.invalidateQueries({ queryKey: CLE });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<TypeMission>[] = [
    { titre: "Type de mission", valeur: (t) => t.libelle },
    { titre: "Code", valeur: (t) => t.code },
    {
      titre: "Payé",
      valeur: (t) => (
        <select
          className="fr-select"
          aria-label={`${t.libelle}, payé`}
          value={t.remuneration ?? "aucune"}
          disabled={choix.isPending}
          onChange={(e) => choix.mutate({ code: t.code, remuneration: e.target.value as RemunerationType["remuneration"] })}
        >
          {PAR.map((p) => (
            <option key={p.valeur} value={p.valeur}>
              {p.libelle}
            </option>
          ))}
        </select>
      ),
    },
  ];
  return (
    <div className={styles["page"]}>
      <p className="fr-text--sm">Ce par quoi un type de mission est payé décide de la forme de son constat. Le choix vaut pour les états de frais à venir ; ceux qui existent gardent leur droit.</p>
      {lus.data ? <TableSimple titre="Types de mission" colonnes={colonnes} lignes={lus.data} cle={(t) => t.code} vide="Aucun type de mission." /> : <p aria-busy="true">Chargement…</p>}
    </div>
  );
}
