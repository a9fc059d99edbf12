import { useSyncExternalStore } from "react";

export type Ton = "info" | "succes" | "alerte" | "erreur";

export type Message = Readonly<{ id: number; le: Date; ton: Ton; texte: string }>;

const MAX = 200;
let messages: readonly Message[] = [];
let suivant = 1;
const abonnes = new Set<() => void>();

function publier(nouveaux: readonly Message[]): void {
  messages = nouveaux;
  for (const prevenir of abonnes) {
    prevenir();
  }
}

/** Adds a line to the console. It is read aloud by screen readers, so one event is one line. */
export function ecrire(texte: string, ton: Ton = "info"): void {
  publier([...messages.slice(1 - MAX), { id: suivant, le: new Date(), ton, texte }]);
  suivant += 1;
}

export function effacer(): void {
  publier([]);
}

function abonner(prevenir: () => void): () => void {
  abonnes.add(prevenir);
  return () => abonnes.delete(prevenir);
}

export function useMessages(): readonly Message[] {
  return useSyncExternalStore(abonner, () => messages);
}
