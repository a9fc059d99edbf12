import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { probleme } from "../../api/erreur";
import { constater } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { cleListe } from "../../grille/donnees";
import { aEnvoyer, ajouter, depouiller, ecarter, lire, type File, type Marque } from "./file";

/** The queue of marks of this device: kept over a reload, sent as soon as there is a network, sent again until answered. */
export function useFile(service: string) {
  const cle = `imagin.constats.${service}`;
  const client = useQueryClient();
  const [file, setFile] = useState<File>(() => lire(localStorage.getItem(cle)));
  const courante = useRef(file);
  const enRoute = useRef(false);
  const poser = useCallback(
    (suivante: File) => {
      courante.current = suivante;
      localStorage.setItem(cle, JSON.stringify(suivante));
      setFile(suivante);
    },
    [cle],
  );
  const envoyer = useCallback(async () => {
    const lot = aEnvoyer(courante.current);
    if (enRoute.current || lot.length === 0 || !navigator.onLine) {
      return;
    }
    enRoute.current = true;
    try {
      const { sorts } = await constater({ body: { saisies: lot.map((m) => m.saisie) } });
      poser(depouiller(courante.current, sorts));
      const ecrits = sorts.filter((s) => s.sort === "enregistre" || s.sort === "deja_recu").length;
      ecrire(ecrits === lot.length ? `Constats enregistrés : ${ecrits}.` : `Constats enregistrés : ${ecrits} ; à relire : ${lot.length - ecrits}.`, ecrits === lot.length ? "succes" : "erreur");
      void client.invalidateQueries({ queryKey: cleListe("constats") });
      void client.invalidateQueries({ queryKey: cleListe("constats-missions") });
    } catch (e) {
      ecrire(`Constats gardés sur cet appareil : ${probleme(e).detail}`, "erreur");
    } finally {
      enRoute.current = false;
    }
  }, [client, poser]);
  useEffect(() => {
    const partir = () => void envoyer();
    partir();
    globalThis.addEventListener("online", partir);
    const toutesLes20s = setInterval(partir, 20_000);
    return () => {
      globalThis.removeEventListener("online", partir);
      clearInterval(toutesLes20s);
    };
  }, [envoyer]);
  const marquer = (marques: readonly Marque[]) => {
    poser(marques.reduce(ajouter, courante.current));
    void envoyer();
  };
  return { file, marquer, ecarter: (c: string) => poser(ecarter(courante.current, c)) };
}
