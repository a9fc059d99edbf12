import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Tarif } from "../../api/genere";
import { deciderTarif, lireTarif } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { instant } from "../../grille/formats";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { Origine } from "./Origine";
import { enDixMilliemes, enSaisie, periodeDe, valeurLisible } from "./valeurs";

const HISTOIRE: readonly ColonneSimple<Tarif>[] = [
  { titre: "Période", valeur: periodeDe },
  { titre: "Valeur", valeur: (t) => (t.retour ? "Retour à la valeur nationale" : valeurLisible(t)) },
  { titre: "D’où vient ce chiffre", valeur: (t) => <Origine tarif={t} /> },
  { titre: "Décidé", valeur: (t) => (t.decide_le ? `${instant(t.decide_le)} par ${t.decide_par ?? ""}${t.motif ? ` : ${t.motif}` : ""}` : "National") },
];

const SENS = [
  { valeur: "valeur", libelle: "Fixer une valeur" },
  { valeur: "retour", libelle: "Revenir à la valeur nationale" },
] as const;

/** A value is never overwritten: one more decision covers the missions of its days. */
export function DecisionTarif({ tarif: t, jour, onFermer }: Readonly<{ tarif: Tarif; jour: string; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [sens, setSens] = useState("valeur");
  const [valeur, setValeur] = useState(enSaisie(t.valeur));
  const [debut, setDebut] = useState(jour);
  const [fin, setFin] = useState("");
  const [source, setSource] = useState("");
  const [motif, setMotif] = useState("");
  const histoire = useQuery({ queryKey: ["tarif", t.code], queryFn: ({ signal }) => lireTarif({ path: { code: t.code }, signal }) });
  const lue = enDixMilliemes(valeur);
  const faute = sens === "valeur" && lue === undefined ? "Un nombre à quatre décimales au plus, par exemple 0,32" : undefined;
  const decision = useMutation({
    mutationFn: () =>
      deciderTarif({ body: { code: t.code, debut, source, ...(sens === "valeur" && lue !== undefined ? { valeur: lue } : {}), ...(fin ? { fin } : {}), ...(motif ? { motif } : {}) } }),
    onSuccess: () => {
      ecrire(`${t.libelle} : décision enregistrée pour les missions à partir du ${debut.split("-").toReversed().join("/")}.`, "succes");
      void client.invalidateQueries({ queryKey: ["bareme"] });
      void client.invalidateQueries({ queryKey: ["tarif", t.code] });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    if (faute === undefined) {
      decision.mutate();
    }
  };
  return (
    <Dialogue
      titre={t.libelle}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          <button type="submit" form={formulaire} className="fr-btn fr-btn--sm" disabled={decision.isPending}>
            {decision.isPending ? "Un instant…" : "Décider"}
          </button>
        </>
      }
    >
      <form id={formulaire} onSubmit={soumettre}>
        {decision.error ? (
          <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
            <p>{probleme(decision.error).detail}</p>
          </div>
        ) : null}
        <Champs>
          <ChampChoix nom="Décision" valeur={sens} onChange={setSens} choix={SENS} />
          {sens === "valeur" ? <Champ nom="Valeur" valeur={valeur} onChange={setValeur} requis indice={`Aujourd’hui : ${valeurLisible(t)}`} faute={faute} /> : null}
          <Champ nom="Missions à partir du" type="date" valeur={debut} onChange={setDebut} requis />
          <Champ nom="Jusqu’au (inclus)" type="date" valeur={fin} onChange={setFin} indice="Vide : jusqu’à nouvel ordre" />
          <Champ nom="Texte qui le fixe" valeur={source} onChange={setSource} requis max={300} indice="Arrêté, circulaire, note : avec sa date" />
          <Champ nom="Motif" valeur={motif} onChange={setMotif} max={300} />
        </Champs>
      </form>
      <h3 className="fr-h6">Toutes les valeurs de ce code</h3>
      {histoire.data ? (
        <TableSimple titre={`Valeurs de ${t.code}`} colonnes={HISTOIRE} lignes={histoire.data.valeurs} cle={(_, i) => String(i)} vide="" />
      ) : (
        <p aria-busy={!histoire.isError}>{histoire.isError ? probleme(histoire.error).detail : "Chargement…"}</p>
      )}
    </Dialogue>
  );
}
