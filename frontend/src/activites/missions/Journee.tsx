import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Creneau, LigneCalendrier, Session } from "../../api/genere";
import { listerCreneaux } from "../../api/genere/sdk.gen";
import { ETATS_MISSION } from "../../domaine/etats";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { nombre } from "../../grille/formats";
import { ecrireComparaison } from "../../grille/rsql";
import { accorder } from "../../grille/textes";
import { Dialogue } from "../../ui/Dialogue";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import { jourLong } from "./semaines";

type Props = Readonly<{ session: Session; par: "centre" | "discipline"; ligne: LigneCalendrier | undefined; jour: string; onFermer: () => void }>;

/** One day of one line, in the order of the clock of each centre; each mission opens alone in the list. */
export function Journee({ session, par, ligne, jour, onFermer }: Props) {
  const quoi = ligne?.cle ? `;${ecrireComparaison(par, "==", ligne.cle)}` : "";
  const filtre = `${ecrireComparaison("session", "==", session.code)};jour=le=${jour};fin_jour=ge=${jour};etat!=annulee${quoi}`;
  const lus = useQuery({ queryKey: [...cleListe("creneaux"), filtre], queryFn: ({ signal }) => listerCreneaux({ query: { filtre, tri: "debut", taille: 200 }, signal }) });
  const colonnes: readonly ColonneSimple<Creneau>[] = [
    { titre: "Heures", valeur: (c) => `${c.heure} – ${c.fin_heure}` },
    {
      titre: "Mission",
      valeur: (c) => (
        <Link to="/activites/$code" params={{ code: "missions" }} search={{ filtre: `${ecrireComparaison("session", "==", session.code)};id==${c.mission}` }} hash="creneaux" hashScrollIntoView={false}>
          {c.libelle || [c.type_libelle, c.epreuve_option_libelle].filter(Boolean).join(" – ")}
        </Link>
      ),
    },
    { titre: par === "centre" ? "Examen" : "Centre", valeur: (c) => (par === "centre" ? c.examen : c.centre_nom) },
    { titre: "État", valeur: (c) => ETATS_MISSION.find((e) => e.valeur === c.etat)?.libelle },
    { titre: "Affectés", nombre: true, valeur: (c) => `${nombre(c.affectes)} / ${nombre(c.besoin)}` },
  ];
  return (
    <Dialogue titre={`${ligne?.libelle ?? session.code}, ${jourLong(jour)}`} ouvert onFermer={onFermer}>
      {lus.isError ? <EtatErreur erreur={lus.error} reessayer={() => void lus.refetch()} /> : null}
      {lus.isPending ? <p aria-busy="true">Chargement…</p> : null}
      {lus.data ? (
        <>
          <TableSimple titre="Créneaux du jour" colonnes={colonnes} lignes={lus.data.items} cle={(c) => c.id} vide="Aucun créneau ce jour-là." />
          {lus.data.total > lus.data.items.length ? <p>… et {accorder(lus.data.total - lus.data.items.length, "autre", "autres")}.</p> : null}
        </>
      ) : null}
    </Dialogue>
  );
}
