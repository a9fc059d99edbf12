import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useId, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { ChoixVoeux, GenreVoeu, SaisieVoeu } from "../../api/genere";
import { exprimerVoeu, listerChoixVoeux } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { GENRES_VOEU, SENS_VOEU } from "../../dossier/disponible";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { useBrouillon } from "./brouillon";
import styles from "./Voeux.module.css";

const VIDE = {
  session: "",
  genre: "periode",
  sens: "souhaite",
  debut: "",
  fin: "",
  lieu: "",
  distance: "",
  type: "",
  collegue: "",
  commentaire: "",
};
type Saisie = typeof VIDE;

/** Only what the kind of vœu needs is sent. */
export function enVoeu(
  s: Saisie,
  session: string,
  lieux: ChoixVoeux["etablissements"],
): SaisieVoeu {
  const propre: Readonly<Record<GenreVoeu, Partial<SaisieVoeu>>> = {
    periode: { ...(s.debut ? { debut: s.debut } : {}), ...(s.fin ? { fin: s.fin } : {}) },
    etablissement:
      lieux.flatMap((l) => (l.libelle === s.lieu ? [{ etablissement: l.id }] : []))[0] ?? {},
    distance: s.distance ? { distance_km: Number(s.distance) } : {},
    type_mission: s.type ? { type_mission: s.type } : {},
    collegue: s.collegue ? { collegue: s.collegue } : {},
  };
  const genre = s.genre as GenreVoeu;
  return {
    session,
    genre,
    sens: s.sens === "evite" ? "evite" : "souhaite",
    ...propre[genre],
    ...(s.commentaire.trim() ? { commentaire: s.commentaire } : {}),
  };
}

export function NouveauVoeu({ choix }: Readonly<{ choix: ChoixVoeux }>) {
  const client = useQueryClient();
  const liste = useId();
  const [s, changer, effacer] = useBrouillon("imagin.voeu", VIDE);
  const session = s.session || (choix.sessions[0]?.id ?? "");
  const q = useDeferredValue(s.lieu);
  const lieux = useQuery({
    queryKey: ["lieux-proposes", q],
    queryFn: async ({ signal }) =>
      (await listerChoixVoeux({ query: { q: q.slice(0, 60) }, signal })).etablissements,
    enabled: s.genre === "etablissement" && q.length >= 2,
    placeholderData: (avant) => avant,
  });
  const envoi = useMutation({
    mutationFn: () =>
      exprimerVoeu({ body: enVoeu(s, session, lieux.data ?? choix.etablissements) }),
    onSuccess: () => {
      effacer();
      ecrire("Vœu enregistré.", "succes");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
    onSettled: () => client.invalidateQueries({ queryKey: cleListe("voeux") }),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  const simple = s.genre === "distance" || s.genre === "collegue";
  return (
    <form className={styles["formulaire"]} aria-label="Nouveau vœu" onSubmit={soumettre}>
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
          nom="Mon vœu porte sur"
          valeur={s.genre}
          onChange={(genre) => changer({ genre })}
          choix={GENRES_VOEU}
        />
        {simple ? null : (
          <ChampChoix
            nom="Je le"
            valeur={s.sens}
            onChange={(sens) => changer({ sens })}
            choix={SENS_VOEU.map((x) => ({
              valeur: x.valeur,
              libelle: x.valeur === "souhaite" ? "souhaite" : "préfère éviter",
            }))}
          />
        )}
        {s.genre === "periode" ? (
          <>
            <Champ
              nom="Du"
              type="date"
              valeur={s.debut}
              onChange={(debut) => changer({ debut })}
              requis
            />
            <Champ
              nom="Au (inclus)"
              type="date"
              valeur={s.fin}
              onChange={(fin) => changer({ fin })}
              requis
              faute={fauteDe(envoi.error, "fin")}
            />
          </>
        ) : null}
        {s.genre === "etablissement" ? (
          <>
            <Champ
              nom="Lieu"
              valeur={s.lieu}
              onChange={(lieu) => changer({ lieu })}
              requis
              liste={liste}
              indice="Tapez un nom ou une ville, puis choisissez dans la liste"
            />
            <datalist id={liste}>
              {(lieux.data ?? []).map((l) => (
                <option key={l.id}>{l.libelle}</option>
              ))}
            </datalist>
          </>
        ) : null}
        {s.genre === "distance" ? (
          <Champ
            nom="Distance la plus grande, en km"
            type="number"
            valeur={s.distance}
            onChange={(distance) => changer({ distance })}
            requis
            faute={fauteDe(envoi.error, "distance_km")}
          />
        ) : null}
        {s.genre === "type_mission" ? (
          <ChampChoix
            nom="Type de mission"
            valeur={s.type}
            onChange={(type) => changer({ type })}
            choix={[
              { valeur: "", libelle: "Choisir…" },
              ...choix.types.map((x) => ({ valeur: x.id, libelle: x.libelle })),
            ]}
          />
        ) : null}
        {s.genre === "collegue" ? (
          <ChampChoix
            nom="Collègue"
            valeur={s.collegue}
            onChange={(collegue) => changer({ collegue })}
            choix={[
              { valeur: "", libelle: "Choisir…" },
              ...choix.collegues.map((x) => ({ valeur: x.id, libelle: x.libelle })),
            ]}
            indice="De vos établissements"
          />
        ) : null}
        <Champ
          nom="Précision"
          valeur={s.commentaire}
          onChange={(commentaire) => changer({ commentaire })}
          max={500}
          indice="Facultative"
        />
      </Champs>
      <div className={styles["boutons"]}>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={envoi.isPending}>
          {envoi.isPending ? "Un instant…" : "Ajouter ce vœu"}
        </button>
      </div>
    </form>
  );
}
