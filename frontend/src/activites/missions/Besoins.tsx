import { useState, type FormEvent } from "react";
import type { BesoinMission, MissionComplete } from "../../api/genere";
import { Refus } from "../../dossier/Formulaire";
import { ROLES } from "../../domaine/etats";
import { nombre } from "../../grille/formats";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { besoinDe, enBesoin, type LigneBesoin } from "./champs";
import { useModifier } from "./modifier";
import styles from "./Missions.module.css";
import { Cellule, TableSaisie, type ColonneSaisie } from "./TableSaisie";

const ROLES_BESOIN = ROLES.filter((r) => r.valeur !== "reserviste");

const LUS: readonly ColonneSimple<BesoinMission>[] = [
  { titre: "Rôle", valeur: (b) => ROLES.find((r) => r.valeur === b.role)?.libelle },
  { titre: "Demandés", nombre: true, valeur: (b) => nombre(b.nombre) },
  { titre: "Affectés", nombre: true, valeur: (b) => nombre(b.affectes ?? 0) },
  { titre: "Réservistes", nombre: true, valeur: (b) => nombre(b.reservistes ?? 0) },
];

/** How many people of each role, with how many réservistes. */
export function Besoins({ complete: c, modifiable }: Readonly<{ complete: MissionComplete; modifiable: boolean }>) {
  const depart = c.besoins.map(besoinDe);
  const [lignes, setLignes] = useState<readonly LigneBesoin[]>(depart);
  const { enregistrer, enCours, erreur, dialogue } = useModifier(c.mission);
  if (!modifiable) {
    return <TableSimple titre="Besoins" colonnes={LUS} lignes={c.besoins} cle={(b) => b.role} vide="Cette mission ne demande personne." />;
  }
  const colonnes: readonly ColonneSaisie<LigneBesoin>[] = [
    {
      titre: "Rôle",
      champ: (l, poser, nom) => (
        <select className="fr-select" aria-label={nom} value={l.role} onChange={(e) => poser({ role: e.target.value as LigneBesoin["role"] })}>
          {ROLES_BESOIN.map((r) => (
            <option key={r.valeur} value={r.valeur}>
              {r.libelle}
            </option>
          ))}
        </select>
      ),
    },
    { titre: "Demandés", champ: (l, poser, nom) => <Cellule nom={nom} type="number" valeur={l.nombre} onChange={(n) => poser({ nombre: n })} /> },
    { titre: "Réservistes", champ: (l, poser, nom) => <Cellule nom={nom} type="number" valeur={l.reservistes} onChange={(n) => poser({ reservistes: n })} /> },
    { titre: "Affectés", champ: (l) => nombre(c.besoins.find((b) => b.role === l.role)?.affectes ?? 0) },
  ];
  const libre = ROLES_BESOIN.find((r) => !lignes.some((l) => l.role === r.valeur));
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    enregistrer({ besoins: lignes.map(enBesoin) });
  };
  return (
    <form className={styles["bloc"]} onSubmit={soumettre}>
      <Refus erreur={erreur} />
      <TableSaisie
        titre="Besoins"
        colonnes={colonnes}
        lignes={lignes}
        onChange={setLignes}
        ajouter={libre ? () => ({ cle: crypto.randomUUID(), role: libre.valeur as LigneBesoin["role"], nombre: "1", reservistes: "0" }) : undefined}
        nomAjout="Ajouter un rôle"
        vide="Cette mission ne demande personne."
      />
      <button type="submit" className="fr-btn fr-btn--sm" disabled={enCours || JSON.stringify(lignes.map(enBesoin)) === JSON.stringify(depart.map(enBesoin))}>
        {enCours ? "Un instant…" : "Enregistrer les besoins"}
      </button>
      {dialogue}
    </form>
  );
}
