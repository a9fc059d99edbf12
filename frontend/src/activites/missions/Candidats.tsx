import { useState, type FormEvent } from "react";
import type { MissionComplete, OrigineMission } from "../../api/genere";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { nombre } from "../../grille/formats";
import { Champ, Champs } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { enOrigine, nouvelleOrigine, origineDe, type LigneOrigine } from "./champs";
import { useModifier } from "./modifier";
import styles from "./Missions.module.css";
import { Cellule, TableSaisie, type ColonneSaisie } from "./TableSaisie";

const LUES: readonly ColonneSimple<OrigineMission>[] = [
  { titre: "UAI", valeur: (o) => o.uai },
  { titre: "Établissement", valeur: (o) => o.etablissement ?? "hors de l’académie" },
  { titre: "Commune", valeur: (o) => o.commune },
  { titre: "Candidats", nombre: true, valeur: (o) => nombre(o.candidats) },
];

/** How many candidates, and whose pupils: nobody examines those he taught. */
export function Candidats({ complete: c, modifiable }: Readonly<{ complete: MissionComplete; modifiable: boolean }>) {
  const depart = c.origines.map(origineDe);
  const [candidats, setCandidats] = useState(c.mission.candidats === undefined ? "" : String(c.mission.candidats));
  const [lignes, setLignes] = useState<readonly LigneOrigine[]>(depart);
  const { enregistrer, enCours, erreur, dialogue } = useModifier(c.mission);
  const total = lignes.reduce((n, l) => n + (Number(l.candidats) || 0), 0);
  const ecart = lignes.length > 0 && candidats !== "" && Number(candidats) !== total;
  if (!modifiable) {
    return (
      <>
        <p>{c.mission.candidats === undefined ? "Nombre de candidats non précisé." : `${nombre(c.mission.candidats)} candidats ou copies.`}</p>
        <TableSimple titre="Établissements d’origine" colonnes={LUES} lignes={c.origines} cle={(o) => o.uai} vide="Aucun établissement d’origine." />
      </>
    );
  }
  const colonnes: readonly ColonneSaisie<LigneOrigine>[] = [
    { titre: "UAI", champ: (l, poser, nom) => <Cellule nom={nom} valeur={l.uai} max={8} onChange={(uai) => poser({ uai })} /> },
    { titre: "Établissement", champ: (l) => c.origines.find((o) => o.uai === l.uai)?.etablissement ?? "" },
    { titre: "Candidats", champ: (l, poser, nom) => <Cellule nom={nom} type="number" valeur={l.candidats} onChange={(n) => poser({ candidats: n })} /> },
  ];
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    enregistrer({
      ...(candidats === String(c.mission.candidats ?? "") ? {} : { candidats: candidats === "" ? null : Number(candidats) }),
      ...(JSON.stringify(lignes) === JSON.stringify(depart) ? {} : { origines: lignes.filter((l) => l.uai.trim() !== "").map(enOrigine) }),
    });
  };
  return (
    <form className={styles["bloc"]} onSubmit={soumettre}>
      <Refus erreur={erreur} />
      <Champs>
        <Champ nom="Candidats ou copies" type="number" valeur={candidats} onChange={setCandidats} faute={fauteDe(erreur, "candidats")} />
      </Champs>
      {ecart ? <p className="fr-error-text">Les établissements d’origine totalisent {nombre(total)} candidats.</p> : null}
      <TableSaisie titre="Établissements d’origine" colonnes={colonnes} lignes={lignes} onChange={setLignes} ajouter={nouvelleOrigine} nomAjout="Ajouter un établissement" vide="Aucun établissement d’origine." />
      <button type="submit" className="fr-btn fr-btn--sm" disabled={enCours}>
        {enCours ? "Un instant…" : "Enregistrer les candidats"}
      </button>
      {dialogue}
    </form>
  );
}
