import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { probleme } from "../../api/erreur";
import type { Candidat, ModificationPlace, PlaceModifiee, PlacePlan } from "../../api/genere";
import { listerCandidats, modifierPlacePlan, refuserPaire } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { montant, nombre } from "../../grille/formats";
import { Dialogue } from "../../ui/Dialogue";
import styles from "./Affectation.module.css";
import { Choix } from "./Choix";
import { Explication } from "./Explication";
import { PourquoiPas } from "./PourquoiPas";
import { difference, enClair, nomTerme } from "./textes";

type Props = Readonly<{ place: PlacePlan; modifiable: boolean; onFermer: () => void }>;

/** Who sits there and why; who else could, and what it would change; who may not, and by which rule. */
export function Place({ place: p, modifiable, onFermer }: Props) {
  const client = useQueryClient();
  const candidats = useQuery({
    queryKey: ["candidats", p.mission, p.role, p.plan],
    queryFn: ({ signal }) => listerCandidats({ path: { id: p.mission }, query: { role: p.role, plan: p.plan }, signal }),
  });
  const fini = (texte: string) => {
    ecrire(texte, "succes");
    void client.invalidateQueries({ queryKey: cleListe("places-plan") });
    void client.invalidateQueries({ queryKey: cleListe("plans") });
    void client.invalidateQueries({ queryKey: ["candidats"] });
    onFermer();
  };
  const [vider, setVider] = useState(false);
  const retouchee = (r: PlaceModifiee) => fini(`Place retouchée : ${difference(r.delta)} pour le plan.`);
  const retouche = useMutation({
    mutationFn: (m: ModificationPlace) => modifierPlacePlan({ path: { id: p.id }, headers: { "If-Match": String(p.version) }, body: m }),
    onSuccess: retouchee,
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const refus = useMutation({
    mutationFn: (intervenant: string) => refuserPaire({ path: { id: p.plan }, body: { mission: p.mission, intervenant } }),
    onSuccess: (r) => fini(`${r.nom} ne sera plus proposé sur cette mission dans ce plan.`),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const faute = retouche.error ?? refus.error;
  const peut = modifiable && !p.convoquee && !retouche.isPending && !refus.isPending;
  const qui = p.intervenant;
  return (
    <Dialogue
      titre={p.mission_libelle}
      ouvert
      onFermer={onFermer}
      actions={
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
          Fermer
        </button>
      }
    >
      {faute ? (
        <div className="fr-alert fr-alert--error fr-alert--sm" role="alert">
          <p>{probleme(faute).detail}</p>
        </div>
      ) : null}
      {qui ? (
        <section>
          <p>
            <strong>
              {p.prenom} {p.nom}
            </strong>
            {p.etablissement_nom ? `, ${p.etablissement_nom}` : ""} : {montant(p.cout)}, soit {enClair(p.termes)}.
            {p.prix ? ` Une personne de plus pour cette place ferait gagner jusqu’à ${montant(p.prix)} au plan.` : ""}
          </p>
          {modifiable ? (
            <div className={styles["boutons"]}>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={!peut} onClick={() => retouche.mutate({ verrou: !p.verrou })}>
                {p.verrou ? "Déverrouiller" : "Verrouiller"}
              </button>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={!peut || vider} onClick={() => setVider(true)}>
                Vider la place
              </button>
              <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={!peut} onClick={() => refus.mutate(qui)}>
                Refuser sur cette mission
              </button>
            </div>
          ) : null}
          {vider ? <Choix place={p} intervenant={null} nom="" onFait={retouchee} onRenoncer={() => setVider(false)} /> : null}
        </section>
      ) : null}
      <section aria-label="Explication">
        <h3 className="fr-h6">{qui ? `Pourquoi ${p.prenom ?? ""} ${p.nom ?? ""} ?` : "Pourquoi cette place est-elle vide ?"}</h3>
        <Explication place={p.id} version={p.version} />
      </section>
      <PourquoiPas place={p.id} version={p.version} />
      <h3 className="fr-h6">Qui pourrait venir</h3>
      {candidats.isError ? <EtatErreur erreur={candidats.error} reessayer={() => void candidats.refetch()} /> : null}
      {candidats.isPending ? <p aria-busy="true">Recherche des personnes possibles…</p> : null}
      {candidats.data ? (
        <>
          {candidats.data.candidats.length === 0 ? <p>Personne d’autre ne peut venir.</p> : null}
          <ol className={styles["liste"]}>
            {candidats.data.candidats.slice(0, 12).map((c) => (
              <UnCandidat key={c.intervenant} place={p} candidat={c} peut={peut} onFait={retouchee} />
            ))}
          </ol>
          <Ecartes ecartes={candidats.data.ecartes} vivier={candidats.data.vivier} />
        </>
      ) : null}
    </Dialogue>
  );
}

function UnCandidat({ place, candidat: c, peut, onFait }: Readonly<{ place: PlacePlan; candidat: Candidat; peut: boolean; onFait: (r: PlaceModifiee) => void }>) {
  const [demande, setDemande] = useState(false);
  const [choisi, setChoisi] = useState(false);
  const choisir = useRef<HTMLButtonElement>(null);
  const renoncer = () => {
    setChoisi(false);
    requestAnimationFrame(() => choisir.current?.focus());
  };
  return (
    <li className={styles["candidat"]}>
      <div>
        <p>
          <strong>{c.nom}</strong>
          {c.etablissement_nom ? `, ${c.etablissement_nom}` : ""} {c.km ? `(${nombre(c.km)} km)` : ""} : {montant(c.cout)}
        </p>
        <p>
          {c.raison} {c.charge > 0 ? `Déjà ${nombre(c.charge)} mission${c.charge > 1 ? "s" : ""} dans ce plan.` : ""}
        </p>
        {demande ? <Explication place={place.id} version={place.version} intervenant={c.intervenant} /> : null}
        {choisi ? <Choix place={place} intervenant={c.intervenant} nom={c.nom} onFait={onFait} onRenoncer={renoncer} /> : null}
      </div>
      <div className={styles["actions"]}>
        {demande ? null : (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Pourquoi pas ${c.nom} ?`} onClick={() => setDemande(true)}>
            Pourquoi pas ?
          </button>
        )}
        {peut && !choisi ? (
          <button ref={choisir} type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Choisir ${c.nom} pour cette place`} onClick={() => setChoisi(true)}>
            Choisir
          </button>
        ) : null}
      </div>
    </li>
  );
}

const MOTIFS: Readonly<Record<string, string>> = {
  competence: "sans la compétence",
  disponibilite: "indisponibles",
  chevauchement: "prises ailleurs à ces heures-là",
  propre_etablissement: "travaillant dans le centre",
  propres_eleves: "enseignant aux candidats",
  quota_missions: "au plafond de missions",
  deja: "déjà sur la mission",
};

function Ecartes({ ecartes, vivier }: Readonly<{ ecartes: Readonly<Record<string, number>>; vivier: number }>) {
  const dits = Object.entries(ecartes);
  return dits.length > 0 ? (
    <p>
      Sur {nombre(vivier)} personnes considérées, sont écartées : {dits.map(([r, n]) => `${nombre(n)} ${MOTIFS[r] ?? nomTerme(r).toLowerCase()}`).join(", ")}.
    </p>
  ) : null;
}
