import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { probleme } from "../../api/erreur";
import type { Habilitation } from "../../api/genere";
import { listerHabilitations, retirerHabilitation } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { EtatErreur } from "../../grille/Etats";
import { instant } from "../../grille/formats";
import { Defile, TitrePage } from "../../ui/Page";
import { TableSimple, type ColonneSimple } from "../../ui/TableSimple";
import type { PropsPage } from "../contexte";
import { Habiliter } from "./Habiliter";

/** Activités that only the administrateur has cannot be given. */
const RESERVEES = new Set(["habilitations", "planification", "journal", "outils", "donnees-personnelles", "liquidation"]);

function jour(date: string | undefined): string {
  return date ? new Date(`${date}T00:00:00`).toLocaleDateString("fr-FR") : "";
}

/** Who may touch what: in force at the next request of the person. */
export function PageHabilitations({ moi, activite }: PropsPage) {
  const client = useQueryClient();
  const [ajout, setAjout] = useState(false);
  const lues = useQuery({ queryKey: cleListe("habilitations"), queryFn: ({ signal }) => listerHabilitations({ query: { taille: 200 }, signal }) });
  const retirer = useMutation({
    mutationFn: (h: Habilitation) => retirerHabilitation({ path: { id: h.id } }),
    onSuccess: (_, h) => {
      ecrire(`${h.prenom} ${h.nom} : habilitation retirée.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("habilitations") });
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  if (lues.isError) {
    return <EtatErreur erreur={lues.error} reessayer={() => void lues.refetch()} />;
  }
  const libelle = (code: string) => moi.activites.find((a) => a.code === code)?.libelle ?? code;
  const colonnes: readonly ColonneSimple<Habilitation>[] = [
    { titre: "Gestionnaire", valeur: (h) => `${h.nom} ${h.prenom}` },
    { titre: "Examens", valeur: (h) => h.examens ?? "Tous" },
    { titre: "Activités", valeur: (h) => (h.activites ? h.activites.split(", ").map(libelle).join(", ") : "Toutes") },
    { titre: "Période", valeur: (h) => [h.debut ? `du ${jour(h.debut)}` : "", h.fin ? `jusqu’au ${jour(h.fin)}` : ""].filter(Boolean).join(" ") || "Sans limite" },
    { titre: "État", valeur: (h) => <span className={`fr-badge fr-badge--sm fr-badge--${h.en_vigueur ? "success" : "info"}`}>{h.en_vigueur ? "En vigueur" : "Hors dates"}</span> },
    { titre: "Donnée", valeur: (h) => [`${instant(h.cree_le)} par ${h.donnee_par}`, h.motif].filter(Boolean).join(" – ") },
    {
      titre: "Retirer",
      valeur: (h) => (
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Retirer l’habilitation de ${h.prenom} ${h.nom}`} disabled={retirer.isPending} onClick={() => retirer.mutate(h)}>
          Retirer
        </button>
      ),
    },
  ];
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Defile>
        <p>Un gestionnaire ne voit et ne touche que les examens et les activités qui lui sont donnés ici. Sans habilitation en vigueur, il ne peut rien.</p>
        <p>
          <button type="button" className="fr-btn fr-btn--sm" onClick={() => setAjout(true)}>
            Habiliter un gestionnaire
          </button>
        </p>
        {lues.data ? (
          <TableSimple titre="Habilitations" colonnes={colonnes} lignes={lues.data.items} cle={(h) => h.id} vide="Personne n’est habilité : aucun gestionnaire ne peut travailler." />
        ) : (
          <p aria-busy="true">Chargement…</p>
        )}
      </Defile>
      {ajout ? <Habiliter activites={moi.activites.filter((a) => !RESERVEES.has(a.code))} onFermer={() => setAjout(false)} /> : null}
    </>
  );
}
