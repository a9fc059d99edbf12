import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { DossierFrais, DossierSuivi } from "../../api/genere";
import { listerDossiersFrais, reconnaitreSituation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleDossierFrais, useDossierFrais, VEHICULES, vehiculeLisible } from "../../dossier/dossierFrais";
import { Refus } from "../../dossier/Formulaire";
import { useAdresse } from "../../grille/adresse";
import { cleListe, type Charger } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant, nombre } from "../../grille/formats";
import { Grille } from "../../grille/Grille";
import { enRequete } from "../../grille/recherche";
import type { Colonne } from "../../grille/types";
import { Champ, Champs } from "../../ui/Champ";
import { Cases, Fiche } from "../../ui/Page";
import { Partage } from "../../ui/Partage";
import type { PropsPage } from "../contexte";

const COLONNES: readonly Colonne<DossierSuivi>[] = [
  { cle: "nom", titre: "Nom", type: "texte", largeur: 150, epinglee: true },
  { cle: "prenom", titre: "Prénom", type: "texte", largeur: 130 },
  { cle: "a_reconnaitre", titre: "À reconnaître", type: "booleen", largeur: 130 },
  { cle: "sans_rib", titre: "Sans compte", type: "booleen", largeur: 120 },
  { cle: "perime", titre: "À confirmer", type: "booleen", largeur: 120 },
  { cle: "confirme_le", titre: "Confirmé le", type: "instant", largeur: 150 },
  { cle: "externe", titre: "Externe", type: "booleen", largeur: 100 },
  { cle: "commune", titre: "Résidence", type: "texte", largeur: 160 },
  { cle: "vehicule", titre: "Véhicule", type: "choix", largeur: 130, choix: VEHICULES },
];

const charger: Charger<DossierSuivi> = (recherche, signal) => {
  const requete = enRequete(recherche);
  return listerDossiersFrais({ query: { ...requete, tri: requete.tri || "-a_reconnaitre,-sans_rib,-perime,nom,prenom" }, signal });
};

/** Whose dossier keeps a payment from leaving, and what the académie has to say of a situation. */
export function VueDossiers({ moi, activite }: PropsPage) {
  const adresse = useAdresse();
  const [ligne, setLigne] = useState<DossierSuivi>();
  return (
    <Partage
      nom="Dossier de la personne"
      part={45}
      liste={
        <Grille
          titre={`${activite.libelle} : dossiers`}
          ressource="dossiers-frais"
          utilisateur={moi.service.id}
          colonnes={COLONNES}
          charger={charger}
          {...adresse}
          dire={ecrire}
          onLigne={setLigne}
          vide={<p>Aucun dossier : personne n’a encore d’état de frais.</p>}
        />
      }
      detail={ligne ? <Dossier key={ligne.id} id={ligne.id} decide={moi.service.profil !== "gestionnaire_financier"} /> : <p>Choisissez une personne.</p>}
    />
  );
}

function Dossier({ id, decide }: Readonly<{ id: string; decide: boolean }>) {
  const lu = useDossierFrais(id);
  if (lu.isError) {
    return <EtatErreur erreur={lu.error} reessayer={() => void lu.refetch()} />;
  }
  const d = lu.data;
  return d ? (
    <>
      <h2 className="fr-text--lg fr-mb-1w">
        {d.prenom} {d.nom}
      </h2>
      <Fiche
        champs={[
          ["Adresse", [d.adresse, d.code_postal, d.commune].filter(Boolean).join(" ")],
          ["Véhicule", vehiculeLisible(d)],
          ["Compte", d.externe ? (d.rib ?? "Manquant : rien ne peut être payé") : "Celui du traitement"],
          ["Confirmé", d.confirme_le ? instant(d.confirme_le) : "Jamais"],
          ["Kilomètres payés ailleurs", d.compteurs.map((c) => `${c.annee} : ${nombre(Math.round(c.metres / 1000))} km (${c.source})`).join(" ; ")],
        ]}
      />
      {decide ? <Reconnaissance key={d.version} dossier={d} /> : null}
    </>
  ) : (
    <p aria-busy="true">Chargement…</p>
  );
}

const SITUATIONS = [
  ["rqth", "RQTH et mobilité réduite : nuitée au taux adapté"],
  ["taxi", "Taxi ou véhicule adapté autorisé"],
] as const;

function Reconnaissance({ dossier: d }: Readonly<{ dossier: DossierFrais }>) {
  const client = useQueryClient();
  const [choisies, setChoisies] = useState<readonly string[]>(() => SITUATIONS.flatMap(([cle]) => (d[cle] ? [cle] : [])));
  const [annee, setAnnee] = useState(() => String(new Date().getFullYear()));
  const [km, setKm] = useState("");
  const [source, setSource] = useState("");
  const metres = /^\d{1,6}$/.test(km.trim()) ? Number(km) * 1000 : undefined;
  const declarees = SITUATIONS.filter(([cle]) => (cle === "rqth" ? d.rqth_declaree : d.taxi_demande));
  const envoi = useMutation({
    mutationFn: () =>
      reconnaitreSituation({
        path: { id: d.id },
        body: { rqth: choisies.includes("rqth"), taxi: choisies.includes("taxi"), ...(metres === undefined ? {} : { compteur: { annee: Number(annee), metres, source: source.trim() } }) },
      }),
    onSuccess: (nouveau) => {
      client.setQueryData(cleDossierFrais(d.id), nouveau);
      void client.invalidateQueries({ queryKey: cleListe("dossiers-frais") });
      ecrire("Dossier enregistré : les déplacements ouverts de la personne sont recalculés.", "succes");
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <form aria-label="Reconnaître la situation" className="fr-mt-2w" onSubmit={soumettre}>
      <Refus erreur={envoi.error} />
      {declarees.length > 0 ? <Cases nom="Situation déclarée, reconnue par l’académie" choix={declarees} choisis={choisies} onChange={setChoisies} /> : <p className="fr-text--sm">Aucune situation particulière n’est déclarée.</p>}
      <Champs>
        <Champ nom="Année" type="number" valeur={annee} onChange={setAnnee} />
        <Champ nom="Kilomètres déjà payés ailleurs" type="number" valeur={km} onChange={setKm} indice="Depuis le 1er janvier ; ils comptent dans les tranches" />
        <Champ nom="Source" valeur={source} onChange={setSource} max={200} requis={km !== ""} indice="Par exemple : relevé du 12 mars" />
      </Champs>
      <button type="submit" className="fr-btn fr-btn--sm fr-mt-1w" disabled={envoi.isPending}>
        {envoi.isPending ? "Enregistrement…" : "Enregistrer"}
      </button>
    </form>
  );
}
