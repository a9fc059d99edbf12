import { useQuery } from "@tanstack/react-query";
import { EtatErreur } from "../grille/Etats";
import { accorder } from "../grille/textes";
import type { Page } from "../grille/types";
import { TableSimple, type ColonneSimple } from "../ui/TableSimple";

const MAX = 200;

type Props<T> = Readonly<{
  titre: string;
  ressource: string;
  filtre: string;
  charger: (requete: { filtre: string; taille: 200 }, signal: AbortSignal) => Promise<Page<T>>;
  colonnes: readonly ColonneSimple<T>[];
  vide: string;
}>;

/** The rows of a list that belong to the thing shown above. */
export function SousListe<T extends Readonly<{ id: string }>>(p: Props<T>) {
  const lues = useQuery({
    queryKey: ["liste", p.ressource, p.filtre],
    queryFn: ({ signal }) => p.charger({ filtre: p.filtre, taille: MAX }, signal),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  if (!lues.data) {
    return <p aria-busy="true">Chargement…</p>;
  }
  const reste = lues.data.total - lues.data.items.length;
  return (
    <>
      <TableSimple titre={p.titre} colonnes={p.colonnes} lignes={lues.data.items} cle={(l) => l.id} vide={p.vide} />
      {reste > 0 ? <p>… et {accorder(reste, "autre")}.</p> : null}
    </>
  );
}
