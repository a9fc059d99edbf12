import { useState, type FormEvent } from "react";
import type { MissionComplete } from "../../api/genere";
import { Refus } from "../../dossier/Formulaire";
import { date } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { duree, enSaisie, ligneDe, ligneSuivante, type LigneCreneau } from "./champs";
import { useModifier } from "./modifier";
import styles from "./Missions.module.css";
import { Cellule, TableSaisie, type ColonneSaisie } from "./TableSaisie";

type Lu = MissionComplete["creneaux"][number];

const LUS: readonly ColonneSimple<Lu>[] = [
  { titre: "Début", valeur: (c) => `${date(c.jour)} ${c.heure}` },
  { titre: "Fin", valeur: (c) => `${c.fin_jour === c.jour ? "" : `${date(c.fin_jour)} `}${c.fin_heure}` },
  { titre: "Durée", valeur: (c) => duree(c.duree_min) },
  { titre: "Présence", valeur: (c) => (c.sur_place ? "Sur place" : "À distance") },
];

const COLONNES: readonly ColonneSaisie<LigneCreneau>[] = [
  { titre: "Jour", champ: (l, poser, nom) => <Cellule nom={nom} type="date" valeur={l.jour} onChange={(jour) => poser({ jour })} /> },
  { titre: "Heure", champ: (l, poser, nom) => <Cellule nom={nom} type="time" valeur={l.heure} onChange={(heure) => poser({ heure })} /> },
  {
    titre: "Présence",
    champ: (l, poser, nom) => (
      <select className="fr-select" aria-label={nom} value={l.surPlace ? "oui" : "non"} onChange={(e) => poser({ surPlace: e.target.value === "oui", finJour: l.finJour || l.jour })}>
        <option value="oui">Sur place</option>
        <option value="non">À distance</option>
      </select>
    ),
  },
  {
    titre: "Durée en minutes, ou fin",
    champ: (l, poser, nom) =>
      l.surPlace ? (
        <Cellule nom={nom} type="number" valeur={l.duree} onChange={(d) => poser({ duree: d })} />
      ) : (
        <span className={styles["actions"]}>
          <Cellule nom={`${nom}, jour`} type="date" valeur={l.finJour} onChange={(finJour) => poser({ finJour })} />
          <Cellule nom={`${nom}, heure`} type="time" valeur={l.finHeure} onChange={(finHeure) => poser({ finHeure })} />
        </span>
      ),
  },
];

/** Dates and hours at the clock of the centre. On site they exclude one another; at a distance they are a period. */
export function Creneaux({ complete: c, modifiable }: Readonly<{ complete: MissionComplete; modifiable: boolean }>) {
  const [lignes, setLignes] = useState<readonly LigneCreneau[]>(() => c.creneaux.map(ligneDe));
  const { enregistrer, enCours, erreur, dialogue } = useModifier(c.mission);
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    enregistrer({ creneaux: lignes.map(enSaisie) });
  };
  const legende = `À l’heure du centre (${c.mission.fuseau}).`;
  if (!modifiable) {
    return (
      <>
        <p>{legende}</p>
        <TableSimple titre="Créneaux" colonnes={LUS} lignes={c.creneaux} cle={(k) => k.id} vide="Aucun créneau." />
      </>
    );
  }
  return (
    <form className={styles["bloc"]} onSubmit={soumettre}>
      <Refus erreur={erreur} />
      <p>{legende}</p>
      <TableSaisie titre="Créneaux" colonnes={COLONNES} lignes={lignes} onChange={setLignes} ajouter={() => ligneSuivante(lignes, c.mission.sur_place)} nomAjout="Ajouter un créneau" vide="Aucun créneau." />
      <button type="submit" className="fr-btn fr-btn--sm" disabled={enCours || JSON.stringify(lignes) === JSON.stringify(c.creneaux.map(ligneDe))}>
        {enCours ? "Un instant…" : "Enregistrer les créneaux"}
      </button>
      {dialogue}
    </form>
  );
}
