import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Mission, Session } from "../../api/genere";
import { creerMission } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ChampListe } from "../../dossier/ChampListe";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { proposerCentres, proposerEpreuves } from "../../dossier/proposes";
import { useTypesMission } from "../../dossier/types";
import { ROLES } from "../../domaine/etats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { enSaisie, ligneSuivante } from "./champs";
import { nomMission } from "./nom";
import { relire } from "./relire";

type Props = Readonly<{ session: Session; onCree: (m: Mission) => void; onFermer: () => void }>;

const ROLES_BESOIN = ROLES.filter((r) => r.valeur !== "reserviste");
const ROLE_DU_TYPE: Readonly<Record<string, string>> = {
  CORRECTION: "correcteur",
  INTERROGATION: "interrogateur",
  SURVEILLANCE: "surveillant",
  SECRETARIAT: "secretaire",
  COORDINATION: "coordonnateur",
  HARMONISATION: "coordonnateur",
};

const VIDE = { type: "", libelle: "", centre: "", centreLibelle: "", epreuve: "", epreuveLibelle: "", jour: "", heure: "08:00", duree: "240", finJour: "", finHeure: "18:00", role: "", nombre: "1", candidats: "" };

/** The essential in one form; the rest is said in the detail. What is typed outlives a refusal. */
export function Creer({ session, onCree, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const { data: types = [] } = useTypesMission();
  const [cle] = useState(() => crypto.randomUUID());
  const [s, setS] = useState(VIDE);
  const poser = (p: Partial<typeof VIDE>) => setS((avant) => ({ ...avant, ...p }));
  const type = types.find((t) => t.code === (s.type || "INTERROGATION")) ?? types[0];
  const role = ROLES_BESOIN.find((r) => r.valeur === (s.role || ROLE_DU_TYPE[type?.code ?? ""]))?.valeur ?? "membre";
  const creation = useMutation({
    mutationFn: () => {
      const creneau = { ...ligneSuivante([], type?.sur_place ?? true), jour: s.jour, heure: s.heure, duree: s.duree, finJour: s.finJour, finHeure: s.finHeure };
      return creerMission({
        headers: { "Idempotency-Key": cle },
        body: {
          session: session.id,
          type: type?.code ?? "",
          ...(s.libelle ? { libelle: s.libelle } : {}),
          ...(s.centre ? { centre: s.centre } : {}),
          ...(s.epreuve ? { epreuve_option: s.epreuve } : {}),
          ...(s.candidats ? { candidats: Number(s.candidats) } : {}),
          ...(s.jour ? { creneaux: [enSaisie(creneau)] } : {}),
          besoins: [{ role: role as "membre", nombre: Number(s.nombre) }],
        },
      });
    },
    onSuccess: (m) => {
      ecrire(`${nomMission(m.mission)} : créée, en brouillon.`, "succes");
      relire(client);
      onCree(m.mission);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    creation.mutate();
  };
  const faute = (c: string) => fauteDe(creation.error, c);
  return (
    <Dialogue titre={`Créer une mission, session ${session.code}`} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Créer" enCours={creation.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={creation.error} />
        <Champs>
          <ChampChoix nom="Type" valeur={type?.code ?? ""} onChange={(v) => poser({ type: v })} choix={types.map((t) => ({ valeur: t.code, libelle: t.libelle }))} />
          <Champ nom="Libellé" valeur={s.libelle} onChange={(v) => poser({ libelle: v })} max={120} indice="Vide : type et épreuve" />
          <ChampListe
            nom="Centre"
            cle={`centres-${session.code}`}
            id={s.centre}
            libelle={s.centreLibelle}
            chercher={(q, signal) => proposerCentres(session.code, q, signal)}
            onChange={(centre, centreLibelle) => poser({ centre, centreLibelle })}
            vide="Requis pour ouvrir la mission"
            faute={faute("centre")}
          />
          <ChampListe
            nom="Épreuve-option"
            cle={`epreuves-${session.code}`}
            id={s.epreuve}
            libelle={s.epreuveLibelle}
            chercher={(q, signal) => proposerEpreuves(session.code, q, signal)}
            onChange={(epreuve, epreuveLibelle) => poser({ epreuve, epreuveLibelle })}
            faute={faute("epreuve_option")}
          />
          <Champ nom="Jour" type="date" valeur={s.jour} onChange={(v) => poser({ jour: v })} indice="Heure du centre" faute={faute("creneaux/0/jour")} />
          <Champ nom="Heure" type="time" valeur={s.heure} onChange={(v) => poser({ heure: v })} faute={faute("creneaux/0/heure")} />
          {type?.sur_place === false ? (
            <>
              <Champ nom="Jusqu’au" type="date" valeur={s.finJour} onChange={(v) => poser({ finJour: v })} faute={faute("creneaux/0/fin_jour")} />
              <Champ nom="Heure de fin" type="time" valeur={s.finHeure} onChange={(v) => poser({ finHeure: v })} faute={faute("creneaux/0/fin_heure")} />
            </>
          ) : (
            <Champ nom="Durée (minutes)" type="number" valeur={s.duree} onChange={(v) => poser({ duree: v })} faute={faute("creneaux/0/duree_min")} />
          )}
          <ChampChoix nom="Rôle demandé" valeur={role} onChange={(v) => poser({ role: v })} choix={ROLES_BESOIN} />
          <Champ nom="Nombre de personnes" type="number" valeur={s.nombre} onChange={(v) => poser({ nombre: v })} requis faute={faute("besoins/0/nombre")} />
          <Champ nom="Candidats ou copies" type="number" valeur={s.candidats} onChange={(v) => poser({ candidats: v })} faute={faute("candidats")} />
        </Champs>
      </form>
    </Dialogue>
  );
}
