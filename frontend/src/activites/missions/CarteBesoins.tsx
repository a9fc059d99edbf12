import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Centre, Session } from "../../api/genere";
import { listerCentres } from "../../api/genere/sdk.gen";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { nombre } from "../../grille/formats";
import { ecrireComparaison } from "../../grille/rsql";
import { accorder } from "../../grille/textes";
import { Carte, type PointCarte } from "../../ui/Carte";
import { CarteEtListe } from "../../ui/CarteEtListe";
import type { Lieu } from "../../ui/projection";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";

type Place = Centre & Lieu;

const manque = (c: Centre) => Math.max(0, c.besoin - c.affectes);
const place = (c: Centre): c is Place => c.latitude !== undefined && c.longitude !== undefined;

/** Where people are wanted, and where they are still to be found; the neediest centre is the middle of the map. */
export function CarteBesoins({ session }: Readonly<{ session: Session }>) {
  const [choisi, setChoisi] = useState<string>();
  const lus = useQuery({
    queryKey: [...cleListe("centres"), "carte", session.code],
    queryFn: async ({ signal }) => {
      const centres: Centre[] = [];
      for (let page = 1; ; page += 1) {
        // oxlint-disable-next-line no-await-in-loop -- pages follow one another
        const lue = await listerCentres({ query: { filtre: `${ecrireComparaison("session", "==", session.code)};missions=gt=0`, tri: "libelle", taille: 200, page }, signal });
        centres.push(...lue.items);
        if (centres.length >= lue.total || lue.items.length === 0) {
          return centres.toSorted((a, b) => manque(b) - manque(a));
        }
      }
    },
  });
  if (lus.isError) {
    return <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} />;
  }
  if (!lus.data) {
    return <p aria-busy="true">Chargement des centres…</p>;
  }
  const missions = (c: Centre) => ({ filtre: `${ecrireComparaison("session", "==", session.code)};${ecrireComparaison("centre", "==", c.code)}` });
  const colonnes: readonly ColonneSimple<Centre>[] = [
    {
      titre: "Centre",
      valeur: (c) => (
        <Link to="/activites/$code" params={{ code: "missions" }} search={missions(c)} hash="general" hashScrollIntoView={false} data-centre={c.id}>
          {c.libelle}
        </Link>
      ),
    },
    { titre: "Commune", valeur: (c) => c.commune },
    { titre: "Missions", nombre: true, valeur: (c) => nombre(c.missions) },
    { titre: "Demandés", nombre: true, valeur: (c) => nombre(c.besoin) },
    { titre: "À trouver", nombre: true, valeur: (c) => (manque(c) > 0 ? <strong>{nombre(manque(c))}</strong> : "0") },
  ];
  const points = lus.data.filter(place).map(
    (c): PointCarte => ({
      cle: c.id,
      nom: c.libelle,
      latitude: c.latitude,
      longitude: c.longitude,
      marque: manque(c) > 0 ? "centre" : "plein",
      precision: `${accorder(c.missions, "mission", "missions")}, ${manque(c) > 0 ? `${accorder(manque(c), "personne", "personnes")} à trouver sur ${nombre(c.besoin)}` : "personne à trouver"}`,
    }),
  );
  const [premier, ...autres] = points;
  return (
    <div style={{ minBlockSize: 0, overflow: "auto" }}>
      <CarteEtListe
        carte={
          premier ? (
            <Carte
              nom={`Carte des besoins de la session ${session.code}`}
              points={[premier, ...autres]}
              legende={[
                ["centre", "Il y manque quelqu’un"],
                ["plein", "Complet"],
              ]}
              choisi={choisi}
              onChoisir={(cle) => {
                setChoisi(cle);
                document.querySelector<HTMLElement>(`[data-centre="${CSS.escape(cle)}"]`)?.focus();
              }}
            />
          ) : null
        }
        liste={<TableSimple titre="Centres, du plus démuni au plus complet" colonnes={colonnes} lignes={lus.data} cle={(c) => c.id} vide="Aucun centre n’a de mission à pourvoir." />}
      />
    </div>
  );
}
