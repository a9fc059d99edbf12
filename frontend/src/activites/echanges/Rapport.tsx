import type { AnomalieImport, CompteImport, Import } from "../../api/genere";
import { ETATS_IMPORT } from "../../domaine/etats";
import { instant, nombre } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { Onglets } from "../../ui/Onglets";
import { Fiche } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Echanges.module.css";

const OBJETS: Readonly<Record<string, string>> = {
  etablissement: "Établissements",
  intervenant: "Intervenants",
  rattachement: "Rattachements",
  enseignement: "Enseignements",
  discipline: "Disciplines",
  matiere: "Matières",
  mef: "MEF",
  modalite: "Modalités",
};

const COMPTES: readonly ColonneSimple<CompteImport>[] = [
  { titre: "Objet", valeur: (c) => OBJETS[c.objet] ?? c.objet },
  { titre: "Lus", nombre: true, valeur: (c) => nombre(c.lus) },
  { titre: "Créés", nombre: true, valeur: (c) => nombre(c.crees) },
  { titre: "Modifiés", nombre: true, valeur: (c) => nombre(c.modifies) },
  { titre: "Inchangés", nombre: true, valeur: (c) => nombre(c.inchanges) },
  { titre: "Retirés", nombre: true, valeur: (c) => nombre(c.retires ?? 0) },
  { titre: "Rejetés", nombre: true, valeur: (c) => nombre(c.rejetes) },
];

const ANOMALIES: readonly ColonneSimple<AnomalieImport>[] = [
  { titre: "Ligne", nombre: true, valeur: (a) => (a.ligne === undefined ? "" : nombre(a.ligne)) },
  { titre: "Champ", valeur: (a) => a.champ },
  { titre: "Valeur", valeur: (a) => a.valeur },
  { titre: "Message", valeur: (a) => a.message },
  { titre: "Conséquence", valeur: (a) => (a.rejet ? "Ligne non reprise" : "Ligne reprise") },
];

/** What an import did: counts, then every line that was left aside and why. */
export function Rapport({ import: i }: Readonly<{ import: Import }>) {
  const { anomalies } = i;
  return (
    <Onglets
      nom="Rapport"
      onglets={[
        {
          cle: "rapport",
          titre: "Rapport",
          contenu: () => (
            <>
              {i.message ? (
                <div className={`fr-alert fr-alert--sm ${i.etat === "applique" ? "fr-alert--success" : "fr-alert--info"} ${styles["message"]}`}>
                  <p>{i.message}</p>
                </div>
              ) : null}
              <TableSimple titre="Comptes de l’import" colonnes={COMPTES} lignes={i.comptes} cle={(c) => c.objet} vide="Rien n’a été écrit." />
            </>
          ),
        },
        {
          cle: "anomalies",
          titre: anomalies.length === 0 ? "Anomalies" : accorder(anomalies.length, "anomalie"),
          contenu: () => <TableSimple titre="Anomalies" colonnes={ANOMALIES} lignes={anomalies} cle={(_, n) => String(n)} vide="Aucune anomalie." />,
        },
        {
          cle: "fichier",
          titre: "Fichier",
          contenu: () => (
            <Fiche
              champs={[
                ["Nom", i.nom_fichier],
                ["Taille", `${nombre(i.taille_octets)} octets`],
                ["Empreinte SHA-256", i.empreinte],
                ["Déposé", `${instant(i.depose_le)} par ${i.depose_par}`],
                ["Appliqué", i.applique_le ? instant(i.applique_le) : undefined],
                ["État", ETATS_IMPORT.find((e) => e.valeur === i.etat)?.libelle],
              ]}
            />
          ),
        },
      ]}
    />
  );
}
