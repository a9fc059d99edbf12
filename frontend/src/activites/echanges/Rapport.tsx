import type { CompteImport, Import } from "../../api/genere";
import { ETATS_IMPORT } from "../../domaine/etats";
import { useAncre } from "../../dossier/ancre";
import { instant, nombre } from "../../grille/formats";
import { accorder } from "../../grille/textes";
import { Onglets } from "../../ui/Onglets";
import { Fiche } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { Anomalies } from "./Anomalies";
import { Decider } from "./Decider";
import { Differences } from "./Differences";
import styles from "./Echanges.module.css";
import { nomObjet } from "./textes";

const COMPTES: readonly ColonneSimple<CompteImport>[] = [
  { titre: "Objet", valeur: (c) => nomObjet(c.objet) },
  { titre: "Lus", nombre: true, valeur: (c) => nombre(c.lus) },
  { titre: "Créés", nombre: true, valeur: (c) => nombre(c.crees) },
  { titre: "Modifiés", nombre: true, valeur: (c) => nombre(c.modifies) },
  { titre: "Inchangés", nombre: true, valeur: (c) => nombre(c.inchanges) },
  { titre: "Retirés", nombre: true, valeur: (c) => nombre(c.retires ?? 0) },
  { titre: "Absents gardés", nombre: true, valeur: (c) => nombre(c.gardes ?? 0) },
  { titre: "Rejetés", nombre: true, valeur: (c) => nombre(c.rejetes) },
];

const TONS: Readonly<Partial<Record<Import["etat"], string>>> = { applique: "success", a_confirmer: "warning", refuse: "error", echoue: "error" };

type Props = Readonly<{ import: Import; utilisateur: string; onSuivre: (i: Import) => void }>;

/** What an import would do, or did: counts, the difference line by line, what was left aside and why. */
export function Rapport({ import: i, utilisateur, onSuivre }: Props) {
  const [choisi, choisir] = useAncre(["rapport", "differences", "anomalies", "fichier"]);
  return (
    <Onglets
      nom="Rapport"
      choisi={choisi}
      onChoisir={choisir}
      onglets={[
        {
          cle: "rapport",
          titre: "Rapport",
          contenu: () => (
            <>
              {i.message ? (
                <div className={`fr-alert fr-alert--sm fr-alert--${TONS[i.etat] ?? "info"} ${styles["message"]}`}>
                  <p>{i.message}</p>
                  {i.attend && i.etat === "a_confirmer" ? <p>{i.attend}</p> : null}
                </div>
              ) : null}
              <Decider import={i} onSuivre={onSuivre} />
              <TableSimple
                titre={i.etat === "a_confirmer" ? "Comptes de l’import, s’il est appliqué" : "Comptes de l’import"}
                colonnes={COMPTES}
                lignes={i.comptes}
                cle={(c) => c.objet}
                vide="Rien n’a été écrit."
              />
            </>
          ),
        },
        { cle: "differences", titre: "Différences", contenu: () => <Differences import={i} utilisateur={utilisateur} /> },
        {
          cle: "anomalies",
          titre: (i.nb_anomalies ?? 0) === 0 ? "Anomalies" : accorder(i.nb_anomalies ?? 0, "anomalie"),
          contenu: () => <Anomalies import={i} utilisateur={utilisateur} />,
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
                ["Arrivée", i.collecte ? "Collecte périodique" : "Dépôt"],
                ["Confirmé", i.confirme_le ? `${instant(i.confirme_le)} par ${i.confirme_par ?? ""}` : undefined],
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
