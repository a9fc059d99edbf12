import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { ChoixVoeux, MotifDispense } from "../../api/genere";
import { demanderDispense, joindreJustificatifDispense } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { jourLocal, JUSTIFICATIF, MOTIFS_DISPENSE } from "../../dossier/disponible";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { ChampCase, ChampFichier, ChampLong } from "../../ui/ChampLong";
import { useBrouillon } from "./brouillon";
import styles from "./Voeux.module.css";

const VIDE = {
  session: "",
  examen: "",
  debut: "",
  fin: "",
  motif: "sante",
  expose: "",
  partage: false,
  imprevu: false,
};

/** The request, then its proof: a proof refused leaves the request where it is, and may be sent again. */
export function DemanderDispense({
  choix,
  onFini,
}: Readonly<{ choix: ChoixVoeux; onFini: () => void }>) {
  const client = useQueryClient();
  const [s, changer, effacer] = useBrouillon("imagin.dispense", VIDE);
  const [fichier, setFichier] = useState<File>();
  const session = s.session || (choix.sessions[0]?.id ?? "");
  const tard = choix.dispense_limite !== undefined && jourLocal() > choix.dispense_limite;
  const envoi = useMutation({
    mutationFn: async () => {
      const d = await demanderDispense({
        body: {
          session,
          motif: s.motif as MotifDispense,
          expose: s.expose,
          partage_chef: s.partage,
          ...(s.examen ? { examen: s.examen } : {}),
          ...(s.debut ? { debut: s.debut } : {}),
          ...(s.fin ? { fin: s.fin } : {}),
          ...(s.imprevu ? { imprevu: true } : {}),
        },
      });
      effacer();
      if (fichier) {
        await joindreJustificatifDispense({
          path: { id: d.id },
          body: { justificatif: fichier },
        }).catch((e: unknown) => {
          ecrire(
            `Demande enregistrée, mais sans son justificatif. ${probleme(e).detail}`,
            "erreur",
          );
        });
      }
      return d;
    },
    onSuccess: () => {
      ecrire("Demande de dispense transmise.", "succes");
      onFini();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("dispenses") }),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <form className={styles["formulaire"]} aria-label="Demande de dispense" onSubmit={soumettre}>
      <Refus erreur={envoi.error} />
      <Champs>
        {choix.sessions.length > 1 ? (
          <ChampChoix
            nom="Session"
            valeur={session}
            onChange={(v) => changer({ session: v })}
            choix={choix.sessions.map((x) => ({ valeur: x.id, libelle: x.libelle }))}
          />
        ) : null}
        <ChampChoix
          nom="Examen"
          valeur={s.examen}
          onChange={(examen) => changer({ examen })}
          choix={[
            { valeur: "", libelle: "Tous les examens" },
            ...choix.examens.map((x) => ({ valeur: x.id, libelle: x.libelle })),
          ]}
        />
        <Champ
          nom="Du"
          type="date"
          valeur={s.debut}
          onChange={(debut) => changer({ debut })}
          indice="Vide : toute la session"
        />
        <Champ
          nom="Au (inclus)"
          type="date"
          valeur={s.fin}
          onChange={(fin) => changer({ fin })}
          faute={fauteDe(envoi.error, "fin")}
        />
        <ChampChoix
          nom="Motif"
          valeur={s.motif}
          onChange={(motif) => changer({ motif })}
          choix={MOTIFS_DISPENSE}
        />
      </Champs>
      <ChampLong
        nom="Expliquez votre situation"
        valeur={s.expose}
        onChange={(expose) => changer({ expose })}
        max={2000}
        requis
        indice="Lu par la division des examens seule, sauf si vous cochez la case ci-dessous. Gardé chiffré."
        faute={fauteDe(envoi.error, "expose")}
      />
      <ChampFichier
        nom="Justificatif"
        accepte={JUSTIFICATIF}
        onChange={setFichier}
        indice="PDF, JPEG ou PNG, 5 Mo au plus. Vous pourrez aussi le joindre plus tard."
      />
      <ChampCase
        nom="Mon établissement peut lire mon motif et mon justificatif"
        coche={s.partage}
        onChange={(partage) => changer({ partage })}
        indice="Sans cela, il donne son avis sans les connaître."
      />
      {tard ? (
        <ChampCase
          nom="L’événement ne pouvait pas être prévu avant la date limite"
          coche={s.imprevu}
          onChange={(imprevu) => changer({ imprevu })}
          faute={fauteDe(envoi.error, "imprevu")}
        />
      ) : null}
      <div className={styles["boutons"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={envoi.isPending}>
          {envoi.isPending ? "Envoi…" : "Envoyer ma demande"}
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFini}>
          Fermer
        </button>
      </div>
    </form>
  );
}
