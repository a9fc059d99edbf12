import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Convocation, MotifDispense } from "../../api/genere";
import { joindrePreuve, repondreConvocation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { JUSTIFICATIF, MOTIFS_DISPENSE } from "../../dossier/disponible";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { ChampChoix } from "../../ui/Champ";
import { ChampCase, ChampFichier, ChampLong } from "../../ui/ChampLong";
import { Dialogue } from "../../ui/Dialogue";

/** Why she cannot come, and its proof: a proof refused leaves the answer where it is, and may be sent again. */
export function Contester({ convocation: c, onFermer }: Readonly<{ convocation: Convocation; onFermer: () => void }>) {
  const formulaire = useId();
  const [nature, setNature] = useState<string>("autre");
  const [motif, setMotif] = useState("");
  const [partage, setPartage] = useState(false);
  const [fichier, setFichier] = useState<File>();
  const envoi = useMutation({
    mutationFn: async () => {
      await repondreConvocation({ path: { id: c.id }, body: { reponse: "contestee", motif, nature: nature as MotifDispense, partage_chef: partage } });
      if (fichier) {
        await joindrePreuve({ path: { id: c.id }, body: { justificatif: fichier } }).catch((e: unknown) => {
          ecrire(`Votre réponse est transmise, mais sans son justificatif. ${probleme(e).detail}`, "erreur");
        });
      }
    },
    onSuccess: () => {
      ecrire(`Votre empêchement est transmis au service (convocation ${c.numero}).`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <Dialogue titre="Je ne peux pas venir" ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Transmettre" enCours={envoi.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        <p>Votre réponse devient une demande de dispense. Vous restez convoqué(e) tant que le service n’a pas répondu.</p>
        <ChampChoix nom="Nature" valeur={nature} onChange={setNature} choix={MOTIFS_DISPENSE} />
        <ChampLong
          nom="Motif"
          valeur={motif}
          onChange={setMotif}
          max={1000}
          requis
          indice="Lu par la division des examens seule, sauf si vous cochez la case ci-dessous. Gardé chiffré."
          faute={fauteDe(envoi.error, "motif")}
        />
        <ChampFichier nom="Justificatif" accepte={JUSTIFICATIF} onChange={setFichier} indice="PDF, JPEG ou PNG, 5 Mo au plus. Vous pourrez aussi le joindre plus tard." />
        <ChampCase nom="Mon établissement peut lire mon motif et mon justificatif" coche={partage} onChange={setPartage} indice="Sans cela, il donne son avis sans les connaître." />
      </form>
    </Dialogue>
  );
}

/** A proof may come later, or be replaced, until the service has answered. */
export function Justifier({ convocation: c }: Readonly<{ convocation: Convocation }>) {
  const client = useQueryClient();
  const envoi = useMutation({
    mutationFn: (f: File) => joindrePreuve({ path: { id: c.id }, body: { justificatif: f } }),
    onSuccess: () => ecrire("Justificatif reçu.", "succes"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("convocations") }),
  });
  return (
    <>
      <p>Vous avez dit ne pas pouvoir venir : le service étudie votre demande de dispense.</p>
      <ChampFichier
        nom={c.preuve ? "Remplacer le justificatif" : "Joindre un justificatif"}
        accepte={JUSTIFICATIF}
        onChange={(f) => {
          if (f) {
            envoi.mutate(f);
          }
        }}
        indice={envoi.isPending ? "Envoi…" : c.preuve ? "Justificatif reçu" : "PDF, JPEG ou PNG, 5 Mo au plus"}
        faute={envoi.error ? probleme(envoi.error).detail : undefined}
      />
    </>
  );
}
