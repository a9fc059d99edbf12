import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Session } from "../../api/genere";
import { modifierSession } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { date } from "../../grille/formats";
import { Champ, Champs } from "../../ui/Champ";
import { Fiche } from "../../ui/Page";
import { TOURS } from "./colonnes";
import { relire } from "./relire";

/** Its name and its dates: read by everybody, changed by the gestionnaire until it is archived. */
export function FicheSession({ session: s, gestion }: Readonly<{ session: Session; gestion: boolean }>) {
  const client = useQueryClient();
  const [libelle, setLibelle] = useState(s.libelle);
  const [debut, setDebut] = useState(s.debut ?? "");
  const [fin, setFin] = useState(s.fin ?? "");
  const ecriture = useMutation({
    mutationFn: () => modifierSession({ path: { id: s.id }, headers: { "If-Match": `"${s.version}"` }, body: { libelle, ...(debut ? { debut } : {}), ...(fin ? { fin } : {}) } }),
    onSuccess: (n) => {
      ecrire(`${n.libelle} : modifications enregistrées.`, "succes");
      relire(client, s.id);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const tour = TOURS.find((t) => t.valeur === s.tour)?.libelle;
  if (!gestion) {
    return (
      <Fiche
        champs={[
          ["Code", s.code],
          ["Libellé", s.libelle],
          ["Tour", tour],
          ["Épreuves", s.debut && s.fin ? `du ${date(s.debut)} au ${date(s.fin)}` : undefined],
        ]}
      />
    );
  }
  const change = libelle !== s.libelle || debut !== (s.debut ?? "") || fin !== (s.fin ?? "");
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    ecriture.mutate();
  };
  return (
    <form onSubmit={soumettre}>
      <Refus erreur={ecriture.error} />
      <Champs>
        <Champ nom="Libellé" valeur={libelle} onChange={setLibelle} max={100} requis faute={fauteDe(ecriture.error, "libelle")} />
        <Champ nom="Premier jour" type="date" valeur={debut} onChange={setDebut} faute={fauteDe(ecriture.error, "debut")} />
        <Champ nom="Dernier jour" type="date" valeur={fin} onChange={setFin} faute={fauteDe(ecriture.error, "fin")} />
        <button type="submit" className="fr-btn fr-btn--sm" disabled={!change || ecriture.isPending}>
          {ecriture.isPending ? "Un instant…" : "Enregistrer"}
        </button>
      </Champs>
    </form>
  );
}
