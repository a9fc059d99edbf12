import { useMutation, useQueryClient } from "@tanstack/react-query";
import { probleme } from "../../api/erreur";
import type { BilanOperation, OperationMissions } from "../../api/genere";
import { opererMissions } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { accorder } from "../../grille/textes";
import { relire } from "./relire";

export type Operation = OperationMissions["operation"];

export const OPERATIONS: Readonly<Record<Operation, Readonly<{ nom: string; fait: readonly [string, string]; demande?: "motif" | "jours" | "centre" }>>> = {
  ouvrir: { nom: "Ouvrir", fait: ["mission ouverte", "missions ouvertes"] },
  clore: { nom: "Clore", fait: ["mission close", "missions closes"] },
  annuler: { nom: "Annuler…", fait: ["mission annulée", "missions annulées"], demande: "motif" },
  reprendre: { nom: "Reprendre", fait: ["mission reprise en brouillon", "missions reprises en brouillon"] },
  decaler: { nom: "Décaler…", fait: ["mission décalée", "missions décalées"], demande: "jours" },
  changer_centre: { nom: "Changer de centre…", fait: ["mission déplacée", "missions déplacées"], demande: "centre" },
};

export function dire(o: Operation, b: BilanOperation): void {
  const refus = b.refus.reduce((n, r) => n + r.nombre, 0);
  const mots = `${accorder(b.faites, ...OPERATIONS[o].fait)}${refus > 0 ? `, ${accorder(refus, "laissée de côté", "laissées de côté")}` : ""}.`;
  ecrire(b.faites === 0 && b.refus[0] ? `Rien n’est fait : ${b.refus[0].raison}.` : mots, refus > 0 ? "alerte" : "succes");
}

export function useOperer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: OperationMissions) => opererMissions({ body }),
    onSuccess: (b, body) => {
      if (!body.simulation) {
        dire(body.operation, b);
        relire(client);
      }
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
}
