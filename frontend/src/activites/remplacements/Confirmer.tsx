import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { PlaceARemplacer, Remplacement, RemplacementFait } from "../../api/genere";
import { remplacer } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { Champ } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import styles from "./Remplacements.module.css";

type Props = Readonly<{ place: PlaceARemplacer; solution: Remplacement; onFermer: (fait?: RemplacementFait) => void }>;

/** What will be done, said once more; the motive; one button. */
export function Confirmer({ place, solution: s, onFermer }: Props) {
  const formulaire = useId();
  const [motif, setMotif] = useState("Absence");
  const envoi = useMutation({
    mutationFn: () =>
      remplacer({
        body: { affectation: place.affectation, motif, mouvements: s.mouvements.map((m) => ({ intervenant: m.intervenant, ...(m.quitte ? { quitte: m.quitte } : {}) })) },
      }),
    onSuccess: (fait) => {
      ecrire(`${place.nom} est remplacé(e) : ${s.mouvements.map((m) => m.nom).join(", puis ")}.`, "succes");
      onFermer(fait);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <Dialogue titre="Confirmer le remplacement" ouvert onFermer={() => onFermer()} actions={<Envoi formulaire={formulaire} nom="Remplacer" enCours={envoi.isPending} onAnnuler={() => onFermer()} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        <ul className={styles["etapes"]}>
          <li>
            {place.nom} est désaffecté(e) de « {place.mission_libelle} »{place.etat === "convoquee" ? " ; sa convocation est annulée ou rectifiée, et le remplaçant convoqué" : ""}.
          </li>
          {s.mouvements.map((m) => (
            <li key={m.intervenant}>
              {m.nom} est affecté(e) à « {m.mission_libelle} »{m.quitte ? ` et laisse « ${m.quitte_libelle ?? ""} »` : ""}.
            </li>
          ))}
          <li>Les centres reçoivent un courriel avec le nom et le téléphone de qui vient.</li>
        </ul>
        <Champ nom="Motif" indice="Lu par la division ; ni les centres ni les remplaçants ne le lisent." requis valeur={motif} onChange={setMotif} max={300} />
      </form>
    </Dialogue>
  );
}
