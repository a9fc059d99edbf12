import { client } from "./genere/client.gen";

const RENOUVELLEMENT = "/api/v1/session-web/renouvellement";

let enCours: Promise<boolean> | undefined;

/** Exchanges the refresh cookie for a new token; calls made together share one exchange. */
export function renouveler(): Promise<boolean> {
  enCours ??= fetch(RENOUVELLEMENT, { method: "POST" })
    .then((r) => r.ok)
    .catch(() => false)
    .finally(() => {
      enCours = undefined;
    });
  return enCours;
}

/** A token lives ten minutes: a 401 is first an invitation to renew it, once, unseen by the caller. */
async function avecSession(entree: RequestInfo | URL, options?: RequestInit): Promise<Response> {
  const demande = new Request(entree, options);
  const secours = demande.clone();
  const reponse = await fetch(demande);
  if (reponse.status !== 401 || demande.url.includes("/session-web") || demande.url.includes("/portail")) {
    return reponse;
  }
  return (await renouveler()) ? fetch(secours) : reponse;
}

client.setConfig({ fetch: avecSession });
