import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { requeteMoi } from "../api/requetes";
import { renouveler } from "../api/client";
import { ecrire } from "../console/journal";
import { Dialogue } from "../ui/Dialogue";

const PREAVIS = 2 * 60_000;
const ENTRE_RENOUVELLEMENTS = 5 * 60_000;

function reconnecter(): void {
  window.location.assign(`/portail?retour=${encodeURIComponent(window.location.pathname + window.location.search)}`);
}

/**
 * Announces the end of the session two minutes before, and prolongs it silently as long as somebody is working.
 * `dans` is what the server said was left, in seconds: the clock of a school's computer may be half an hour off.
 */
export function FinDeSession({ dans }: Readonly<{ dans: number }>) {
  const client = useQueryClient();
  const [annonce, setAnnonce] = useState(false);
  const [terminee, setTerminee] = useState(false);
  const dernier = useRef(0);

  const prolonger = async () => {
    dernier.current = Date.now();
    if (await renouveler()) {
      setAnnonce(false);
      await client.invalidateQueries({ queryKey: requeteMoi.queryKey });
      return true;
    }
    setTerminee(true);
    return false;
  };

  useEffect(() => {
    const avant = window.setTimeout(() => {
      setAnnonce(true);
      ecrire("Votre session va expirer dans deux minutes.", "alerte");
    }, Math.max(dans * 1000 - PREAVIS, 0));
    const apres = window.setTimeout(() => setTerminee(true), dans * 1000);
    return () => {
      window.clearTimeout(avant);
      window.clearTimeout(apres);
    };
  }, [dans]);

  useEffect(() => {
    dernier.current = Date.now();
    const activite = () => {
      if (Date.now() - dernier.current > ENTRE_RENOUVELLEMENTS && !annonce) {
        dernier.current = Date.now();
        void renouveler().then((ok) => (ok ? client.invalidateQueries({ queryKey: requeteMoi.queryKey }) : undefined));
      }
    };
    window.addEventListener("keydown", activite);
    window.addEventListener("pointerdown", activite);
    return () => {
      window.removeEventListener("keydown", activite);
      window.removeEventListener("pointerdown", activite);
    };
  }, [annonce, client]);

  return (
    <Dialogue
      titre={terminee ? "Votre session est terminée" : "Votre session va expirer"}
      ouvert={annonce || terminee}
      onFermer={() => setAnnonce(false)}
      actions={
        terminee ? (
          <button type="button" className="fr-btn" onClick={reconnecter}>
            Se reconnecter
          </button>
        ) : (
          <button type="button" className="fr-btn" onClick={() => void prolonger()}>
            Prolonger
          </button>
        )
      }
    >
      <p>
        {terminee
          ? "Reconnectez-vous : vous reviendrez à cet écran."
          : "Sans action de votre part, vous serez déconnecté dans deux minutes."}
      </p>
    </Dialogue>
  );
}
