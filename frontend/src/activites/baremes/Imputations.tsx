import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Imputation } from "../../api/genere";
import { lireBareme, listerImputations, reglerImputation, retirerImputation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import styles from "./Baremes.module.css";

const CLE = ["imputations-frais"] as const;

/** On what frais are charged: for all, and for the examens that differ. */
export function Imputations() {
  const client = useQueryClient();
  const lues = useQuery({ queryKey: CLE, queryFn: ({ signal }) => listerImputations({ signal }) });
  const retrait = useMutation({
    mutationFn: (id: string) => retirerImputation({ path: { id } }),
    onSuccess: () => {
      ecrire("Imputation retirée : l’examen revient à l’imputation générale.", "succes");
      void client.invalidateQueries({ queryKey: CLE });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<Imputation>[] = [
    { titre: "Examen", valeur: (i) => i.examen_libelle ?? i.examen ?? "Tous les autres" },
    { titre: "Programme", valeur: (i) => i.programme },
    { titre: "Centre de coûts", valeur: (i) => i.centre_couts },
    { titre: "Enveloppe", valeur: (i) => i.enveloppe },
    { titre: "Ordonnateur", valeur: (i) => (i.ordonnateur ? <code>{i.ordonnateur}</code> : "Non renseigné") },
    { titre: "Réglé", valeur: (i) => `${i.decide_par}, ${instant(i.maj_le)}` },
    {
      titre: "Action",
      valeur: (i) =>
        i.examen ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Retirer l’imputation de ${i.examen}`} disabled={retrait.isPending} onClick={() => retrait.mutate(i.id)}>
            Retirer
          </button>
        ) : (
          ""
        ),
    },
  ];
  return (
    <div className={styles["page"]}>
      <p className="fr-text--sm">Le bureau de gestion : ce que portent les lots de liquidation et le suivi financier. Un examen sans imputation propre suit la générale.</p>
      {lues.data ? <TableSimple titre="Imputations" colonnes={colonnes} lignes={lues.data.imputations} cle={(i) => i.id} vide="Aucune imputation : réglez d’abord la générale." /> : <p aria-busy="true">Chargement…</p>}
      <Regler />
    </div>
  );
}

function Regler() {
  const client = useQueryClient();
  const [examen, setExamen] = useState("");
  const [programme, setProgramme] = useState("");
  const [centre, setCentre] = useState("");
  const [enveloppe, setEnveloppe] = useState("");
  const [ordonnateur, setOrdonnateur] = useState("");
  const examens = useQuery({ queryKey: ["bareme", ""], queryFn: ({ signal }) => lireBareme({ query: {}, signal }) });
  const envoi = useMutation({
    gcTime: 0,
    mutationFn: () => reglerImputation({ body: { programme, centre_couts: centre, ...(enveloppe ? { enveloppe } : {}), ...(examen ? { examen } : {}), ...(ordonnateur.trim() ? { ordonnateur } : {}) } }),
    onSuccess: (r) => {
      client.setQueryData(CLE, r);
      setOrdonnateur("");
      ecrire("Imputation enregistrée.", "succes");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <form className={styles["correction"]} aria-label="Régler une imputation" onSubmit={soumettre}>
      <Refus erreur={envoi.error} />
      <Champs>
        <ChampChoix nom="Examen" valeur={examen} onChange={setExamen} choix={[{ valeur: "", libelle: "Tous les autres" }, ...(examens.data?.examens ?? []).map((x) => ({ valeur: x.examen, libelle: x.libelle ?? x.examen }))]} />
        <Champ nom="Programme" valeur={programme} onChange={setProgramme} max={4} requis code indice="Quatre chiffres, par exemple 0214" faute={fauteDe(envoi.error, "programme")} />
        <Champ nom="Centre de coûts" valeur={centre} onChange={setCentre} max={20} requis code faute={fauteDe(envoi.error, "centre_couts")} />
        <Champ nom="Enveloppe" valeur={enveloppe} onChange={setEnveloppe} max={30} code faute={fauteDe(envoi.error, "enveloppe")} />
        <Champ nom="NUMEN de l’ordonnateur" valeur={ordonnateur} onChange={setOrdonnateur} max={30} code indice="Vide : inchangé ; chiffré dès sa réception" faute={fauteDe(envoi.error, "ordonnateur")} />
        <button type="submit" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={envoi.isPending}>
          {envoi.isPending ? "Enregistrement…" : "Enregistrer"}
        </button>
      </Champs>
    </form>
  );
}
