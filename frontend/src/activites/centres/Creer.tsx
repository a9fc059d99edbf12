import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { Centre, Session } from "../../api/genere";
import { creerCentre } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { ChampListe } from "../../dossier/ChampListe";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { proposerEtablissements } from "../../dossier/proposes";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { relire } from "./relire";

const SORTES = [
  { valeur: "etablissement", libelle: "Un établissement" },
  { valeur: "virtuel", libelle: "Virtuel : correction dématérialisée, harmonisation à distance" },
] as const;

type Props = Readonly<{ session: Session; onCree: (c: Centre) => void; onFermer: () => void }>;

export function Creer({ session, onCree, onFermer }: Props) {
  const formulaire = useId();
  const client = useQueryClient();
  const [cle] = useState(() => crypto.randomUUID());
  const [sorte, setSorte] = useState("etablissement");
  const [etablissement, setEtablissement] = useState({ id: "", libelle: "" });
  const [code, setCode] = useState("");
  const [libelle, setLibelle] = useState("");
  const [capacite, setCapacite] = useState("");
  const virtuel = sorte === "virtuel";
  const creation = useMutation({
    mutationFn: () =>
      creerCentre({
        headers: { "Idempotency-Key": cle },
        body: {
          session: session.id,
          ...(virtuel ? { code, libelle } : { etablissement: etablissement.id }),
          ...(!virtuel && libelle ? { libelle } : {}),
          ...(capacite ? { capacite: Number(capacite) } : {}),
        },
      }),
    onSuccess: ({ centre }) => {
      ecrire(`${centre.libelle} : centre de la session ${session.code}.`, "succes");
      relire(client);
      onCree(centre);
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    creation.mutate();
  };
  return (
    <Dialogue
      titre={`Ajouter un centre, session ${session.code}`}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom="Ajouter" enCours={creation.isPending} inactif={!virtuel && etablissement.id === ""} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={creation.error} />
        <Champs>
          <ChampChoix nom="Ce centre est" valeur={sorte} onChange={setSorte} choix={SORTES} />
          {virtuel ? (
            <Champ nom="Code" valeur={code} onChange={setCode} max={20} code requis faute={fauteDe(creation.error, "code")} />
          ) : (
            <ChampListe nom="Établissement" cle="etablissements" {...etablissement} chercher={proposerEtablissements} onChange={(id, l) => setEtablissement({ id, libelle: l })} requis vide="Par le nom, la commune ou l’UAI" />
          )}
          <Champ nom="Libellé" valeur={libelle} onChange={setLibelle} max={120} requis={virtuel} indice={virtuel ? undefined : "Vide : le nom de l’établissement"} faute={fauteDe(creation.error, "libelle")} />
          <Champ nom="Capacité (candidats à la fois)" type="number" valeur={capacite} onChange={setCapacite} faute={fauteDe(creation.error, "capacite")} />
        </Champs>
      </form>
    </Dialogue>
  );
}
