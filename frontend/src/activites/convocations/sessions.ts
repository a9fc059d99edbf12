import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listerSessions } from "../../api/genere/sdk.gen";
import { cleListe } from "../../grille/donnees";

/** The session that is looked at: the open one until another is chosen. */
export function useSessionChoisie() {
  const lues = useQuery({ queryKey: [...cleListe("sessions"), "choix"], queryFn: ({ signal }) => listerSessions({ query: { tri: "-code", taille: 50 }, signal }) });
  const [choisie, choisir] = useState("");
  const items = lues.data?.items ?? [];
  const session = choisie || (items.find((s) => s.etat === "ouverte") ?? items[0])?.id || "";
  return { session, choisir, choix: items.map((s) => ({ valeur: s.id, libelle: `${s.code} – ${s.libelle}` })) };
}
