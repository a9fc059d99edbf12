import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Ouverture } from "../../api/genere";
import { listerOuvertures } from "../../api/genere/sdk.gen";
import { useAncre } from "../../dossier/ancre";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Onglets } from "../../ui/Onglets";
import { TitrePage } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";
import { Decision } from "./Decision";
import { HistoriqueOuvertures } from "./HistoriqueOuvertures";
import styles from "./Ouverture.module.css";
import { periode, SERVICES } from "./periode";

/** The doors of each service, as it finds them now; opening or closing one is in force at once. */
export function PageOuverture({ moi, activite }: PropsPage) {
  const [choisi, choisir] = useAncre(["intervenant", "etablissement", "centre", "historique"]);
  const [decidee, setDecidee] = useState<Ouverture>();
  const lues = useQuery({
    queryKey: cleListe("ouvertures"),
    queryFn: ({ signal }) => listerOuvertures({ signal }),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  const colonnes: readonly ColonneSimple<Ouverture>[] = [
    { titre: "Activité", valeur: (o) => (o.examen ? `↳ ${o.examen}` : o.libelle) },
    {
      titre: "État",
      valeur: (o) => (
        <span className={`fr-badge fr-badge--sm fr-badge--${o.ouverte ? "success" : "error"}`}>
          {o.ouverte ? "Ouverte" : "Fermée"}
        </span>
      ),
    },
    {
      titre: "Période",
      valeur: (o) => periode(o.debut, o.fin) || (o.ouverte ? "Jusqu’à nouvel ordre" : ""),
    },
    {
      titre: "Ce que le service lit",
      valeur: (o) => [o.raison, o.message].filter(Boolean).join(" "),
    },
    {
      titre: "Décidé",
      valeur: (o) =>
        o.decide_le
          ? `${instant(o.decide_le)}${o.decide_par ? ` par ${o.decide_par}` : ""}`
          : "Réglage d’origine",
    },
    {
      titre: "Décider",
      valeur: (o) => (
        <button
          type="button"
          className="fr-btn fr-btn--sm fr-btn--secondary"
          aria-label={`Changer… ${o.libelle}${o.examen ? `, ${o.examen}` : ""}`}
          onClick={() => setDecidee(o)}
        >
          Changer…
        </button>
      ),
    },
  ];
  // An examen that has its own decision has its own line.
  const libres = (de: Ouverture) =>
    (lues.data?.examens ?? []).filter(
      (x) =>
        !lues.data?.ouvertures.some(
          (o) => o.service === de.service && o.activite === de.activite && o.examen === x.code,
        ),
    );
  const table = (service: Ouverture["service"]) =>
    lues.data ? (
      <TableSimple
        titre={`Activités : ${SERVICES[service]}`}
        colonnes={colonnes}
        lignes={lues.data.ouvertures.filter((o) => o.service === service)}
        cle={(o) => `${o.activite} ${o.examen ?? ""}`}
        vide=""
      />
    ) : (
      <p aria-busy="true">Chargement…</p>
    );
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <div className={styles["page"]}>
        <Onglets
          nom="Services"
          choisi={choisi}
          onChoisir={choisir}
          onglets={[
            {
              cle: "intervenant",
              titre: SERVICES.intervenant,
              contenu: () => table("intervenant"),
            },
            {
              cle: "etablissement",
              titre: SERVICES.etablissement,
              contenu: () => table("etablissement"),
            },
            { cle: "centre", titre: SERVICES.centre, contenu: () => table("centre") },
            {
              cle: "historique",
              titre: "Historique",
              contenu: () => (
                <HistoriqueOuvertures
                  utilisateur={moi.service.id}
                  activites={lues.data?.ouvertures ?? []}
                />
              ),
            },
          ]}
        />
      </div>
      {decidee ? (
        <Decision
          key={`${decidee.service}-${decidee.activite}-${decidee.examen ?? ""}`}
          ouverture={decidee}
          examens={libres(decidee)}
          onFermer={() => setDecidee(undefined)}
        />
      ) : null}
    </>
  );
}
