import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { ExamenOuvert, Ouverture } from "../../api/genere";
import { deciderOuverture } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { dernierJour, jourDe, minuit, SERVICES } from "./periode";

const CHOIX = [
  { valeur: "oui", libelle: "Ouverte" },
  { valeur: "non", libelle: "Fermée" },
] as const;
const SUIVRE = { valeur: "suivre", libelle: "Comme pour les autres examens" } as const;

/** What is decided here is in force at once, and does not pass over somebody else's decision unseen. */
export function Decision({
  ouverture: o,
  examens,
  onFermer,
}: Readonly<{ ouverture: Ouverture; examens: readonly ExamenOuvert[]; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [ouverte, setOuverte] = useState(o.ouverte ? "oui" : "non");
  const [examen, setExamen] = useState(o.examen ?? "");
  const [debut, setDebut] = useState(o.debut ? jourDe(o.debut) : "");
  const [fin, setFin] = useState(o.fin ? dernierJour(o.fin) : "");
  const [message, setMessage] = useState(o.message ?? "");
  const relire = () => {
    void client.invalidateQueries({ queryKey: cleListe("ouvertures") });
    void client.invalidateQueries({ queryKey: cleListe("campagnes") });
  };
  const decision = useMutation({
    mutationFn: () => {
      const dates =
        ouverte === "oui"
          ? { debut: minuit(debut), fin: minuit(fin, true) }
          : { debut: undefined, fin: undefined };
      return deciderOuverture({
        body: {
          service: o.service,
          activite: o.activite,
          ouverte: ouverte === "oui",
          message,
          ...(examen ? { examen } : {}),
          ...(ouverte === "suivre" ? { suivre: true } : {}),
          ...(dates.debut ? { debut: dates.debut } : {}),
          ...(dates.fin ? { fin: dates.fin } : {}),
          ...(o.derniere && examen === (o.examen ?? "") ? { derniere: o.derniere } : {}),
        },
      });
    },
    onSuccess: (n) => {
      ecrire(
        `${n.libelle}, ${SERVICES[n.service].toLowerCase()}${n.examen ? `, ${n.examen}` : ""} : ${ouverte === "suivre" ? "comme pour les autres examens" : n.ouverte ? "ouverte" : "fermée"}.`,
        "succes",
      );
      relire();
      onFermer();
    },
    onError: (e) => {
      ecrire(probleme(e).detail, "erreur");
      relire();
    },
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    decision.mutate();
  };
  return (
    <Dialogue
      titre={`${o.libelle} (${SERVICES[o.service]}${o.examen ? `, ${o.examen}` : ""})`}
      ouvert
      onFermer={onFermer}
      actions={
        <>
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
            Annuler
          </button>
          <button
            type="submit"
            form={formulaire}
            className="fr-btn fr-btn--sm"
            disabled={decision.isPending}
          >
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
          {o.examen ? null : (
            <ChampChoix
              nom="Pour"
              valeur={examen}
              onChange={setExamen}
              choix={[
                { valeur: "", libelle: "Tous les examens" },
                ...examens.map((x) => ({ valeur: x.code, libelle: x.libelle })),
              ]}
            />
          )}
          <ChampChoix
            nom="Cette activité est"
            valeur={ouverte}
            onChange={setOuverte}
            choix={o.examen ? [...CHOIX, SUIVRE] : CHOIX}
          />
          {ouverte === "oui" ? (
            <>
              <Champ
                nom="À partir du"
                type="date"
                valeur={debut}
                onChange={setDebut}
                indice="Vide : tout de suite"
              />
              <Champ
                nom="Jusqu’au (inclus)"
                type="date"
                valeur={fin}
                onChange={setFin}
                indice="Vide : jusqu’à nouvel ordre"
              />
            </>
          ) : null}
          <Champ
            nom="Message au service"
            valeur={message}
            onChange={setMessage}
            max={300}
            indice="Facultatif. Il est lu au menu et à l’écran."
          />
        </Champs>
      </form>
    </Dialogue>
  );
}
