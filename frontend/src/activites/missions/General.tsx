import { useId, useState, type FormEvent } from "react";
import type { Mission, ModificationMission } from "../../api/genere";
import { ChampListe } from "../../dossier/ChampListe";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { libelleCentre, proposerCentres, proposerEpreuves } from "../../dossier/proposes";
import { useTypesMission } from "../../dossier/types";
import { ETATS_MISSION, ORIGINES_MISSION, UNITES_CHARGE } from "../../domaine/etats";
import { date, instant } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Fiche } from "../../ui/Page";
import { useModifier } from "./modifier";
import styles from "./Missions.module.css";

const depart = (m: Mission) => ({
  type: m.type,
  libelle: m.libelle ?? "",
  centre: m.centre_id ?? "",
  centreLibelle: m.centre ? libelleCentre({ code: m.centre, libelle: m.centre_nom ?? "", ...(m.commune ? { commune: m.commune } : {}) }) : "",
  epreuve: m.epreuve_option ?? "",
  epreuveLibelle: m.epreuve_option_libelle ?? "",
  charge: m.charge === undefined ? "" : String(m.charge),
  unite: (m.charge_unite ?? "") as Mission["charge_unite"] | "",
  consigne: m.consigne ?? "",
});

type Saisie = ReturnType<typeof depart>;

const texte = (v: string) => (v.trim() === "" ? null : v.trim());

/** Only what was changed is sent: an absent field stays as it is. */
function changements(avant: Saisie, s: Saisie): ModificationMission {
  return {
    ...(s.type === avant.type ? {} : { type: s.type }),
    ...(s.libelle === avant.libelle ? {} : { libelle: texte(s.libelle) }),
    ...(s.centre === avant.centre ? {} : { centre: texte(s.centre) }),
    ...(s.epreuve === avant.epreuve ? {} : { epreuve_option: texte(s.epreuve) }),
    ...(s.charge === avant.charge ? {} : { charge: s.charge === "" ? null : Number(s.charge) }),
    ...(s.unite === avant.unite || !s.unite ? {} : { charge_unite: s.unite }),
    ...(s.consigne === avant.consigne ? {} : { consigne: texte(s.consigne) }),
  };
}

export function General({ mission: m, modifiable }: Readonly<{ mission: Mission; modifiable: boolean }>) {
  return (
    <div className={styles["bloc"]}>
      <Fiche
        champs={[
          ["État", ETATS_MISSION.find((e) => e.valeur === m.etat)?.libelle],
          ["Motif d’annulation", m.motif],
          ["Examen", [m.examen_libelle, m.specialite_libelle].filter(Boolean).join(" – ")],
          ["Début", m.debut ? `${instant(m.debut, m.fuseau)} (heure du centre, ${m.fuseau})` : "sans créneau"],
          ["Fin", m.fin ? instant(m.fin, m.fuseau) : undefined],
          ["Présence", m.sur_place ? "Sur place" : "À distance"],
          ["Origine", [ORIGINES_MISSION.find((o) => o.valeur === m.origine)?.libelle, m.jury ? `jury ${m.jury}` : "", m.commission ? `commission ${m.commission}` : ""].filter(Boolean).join(", ")],
          ["Retirée d’OCEAN le", m.retire_le ? date(m.retire_le) : undefined],
          ...(modifiable
            ? []
            : ([
                ["Centre", m.centre_nom],
                ["Épreuve-option", m.epreuve_option_libelle],
                ["Consigne", m.consigne],
              ] as const)),
        ]}
      />
      {modifiable ? <Formulaire mission={m} /> : null}
    </div>
  );
}

function Formulaire({ mission: m }: Readonly<{ mission: Mission }>) {
  const id = useId();
  const { data: types = [] } = useTypesMission();
  const avant = depart(m);
  const [s, setS] = useState(avant);
  const poser = (p: Partial<Saisie>) => setS((x) => ({ ...x, ...p }));
  const { enregistrer, enCours, erreur, dialogue } = useModifier(m);
  const body = changements(avant, s);
  const indecis = (s.centreLibelle.trim() !== "" && s.centre === "") || (s.epreuveLibelle.trim() !== "" && s.epreuve === "");
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    enregistrer(body);
  };
  return (
    <form id={id} onSubmit={soumettre}>
      <Refus erreur={erreur} />
      <Champs>
        <ChampChoix nom="Type" valeur={s.type} onChange={(v) => poser({ type: v })} choix={types.map((t) => ({ valeur: t.code, libelle: t.libelle }))} />
        <Champ nom="Libellé" valeur={s.libelle} onChange={(v) => poser({ libelle: v })} max={120} faute={fauteDe(erreur, "libelle")} />
        <ChampListe
          nom="Centre"
          cle={`centres-${m.session}`}
          id={s.centre}
          libelle={s.centreLibelle}
          chercher={(q, signal) => proposerCentres(m.session, q, signal)}
          onChange={(centre, centreLibelle) => poser({ centre, centreLibelle })}
          vide="Requis pour ouvrir la mission"
          faute={fauteDe(erreur, "centre")}
        />
        <ChampListe
          nom="Épreuve-option"
          cle={`epreuves-${m.session}`}
          id={s.epreuve}
          libelle={s.epreuveLibelle}
          chercher={(q, signal) => proposerEpreuves(m.session, q, signal)}
          onChange={(epreuve, epreuveLibelle) => poser({ epreuve, epreuveLibelle })}
          faute={fauteDe(erreur, "epreuve_option")}
        />
        <Champ nom="Charge d’une personne" type="number" valeur={s.charge} onChange={(v) => poser({ charge: v })} faute={fauteDe(erreur, "charge")} />
        <ChampChoix nom="Unité de charge" valeur={s.unite ?? ""} onChange={(v) => poser({ unite: v as Saisie["unite"] })} choix={s.unite ? UNITES_CHARGE : [{ valeur: "", libelle: "Non précisée" }, ...UNITES_CHARGE]} />
        <Champ nom="Consigne" valeur={s.consigne} onChange={(v) => poser({ consigne: v })} max={1000} indice="Dite sur la convocation" faute={fauteDe(erreur, "consigne")} />
        <button type="submit" className="fr-btn fr-btn--sm" disabled={Object.keys(body).length === 0 || indecis || enCours}>
          {enCours ? "Un instant…" : "Enregistrer"}
        </button>
      </Champs>
      {dialogue}
    </form>
  );
}
