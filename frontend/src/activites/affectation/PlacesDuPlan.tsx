import { useCallback, useRef, useState, type DragEvent } from "react";
import type { PlacePlan, Plan } from "../../api/genere";
import { ecrire } from "../../console/journal";
import { useLocale } from "../../grille/adresse";
import type { Charger } from "../../grille/donnees";
import { Grille } from "../../grille/Grille";
import styles from "./Affectation.module.css";
import { chargerPlaces, COLONNES_PLACES } from "./colonnes";
import { Deplacement } from "./Deplacement";
import { Place } from "./Place";

const RANGEE = "tr[data-rang]";

const rangee = (e: DragEvent): HTMLElement | null => (e.target instanceof Element ? e.target.closest<HTMLElement>(RANGEE) : null);

export function PlacesDuPlan({ plan, utilisateur }: Readonly<{ plan: Plan; utilisateur: string }>) {
  const locale = useLocale();
  const [ligne, setLigne] = useState<PlacePlan>();
  const [ouverte, setOuverte] = useState<PlacePlan>();
  const [tenue, setTenue] = useState<PlacePlan>();
  // Taken by the mouse: nothing may then move under it, and the words of the keyboard stay away.
  const [glissee, setGlissee] = useState(false);
  const [vers, setVers] = useState<PlacePlan>();
  const lues = useRef(new Map<string, PlacePlan>());
  const survolee = useRef<HTMLElement>(undefined);
  const charger = useCallback<Charger<PlacePlan>>(async (recherche, signal) => {
    const page = await chargerPlaces(recherche, signal);
    page.items.forEach((p) => lues.current.set(p.id, p));
    return page;
  }, []);
  const modifiable = plan.etat === "propose";
  const lacherPrise = () => {
    setTenue(undefined);
    setGlissee(false);
  };
  const marquer = (tr: HTMLElement | null) => {
    survolee.current?.removeAttribute("data-cible");
    survolee.current = tr ?? undefined;
    tr?.setAttribute("data-cible", "true");
  };
  const prendre = (e: DragEvent) => {
    const id = e.target instanceof HTMLElement ? e.target.dataset["place"] : undefined;
    const p = modifiable && id ? lues.current.get(id) : undefined;
    if (p) {
      e.dataTransfer.setData("text/plain", `${p.nom ?? ""} ${p.prenom ?? ""}`);
      e.dataTransfer.effectAllowed = "move";
      setGlissee(true);
      setTenue(p);
    } else {
      e.preventDefault();
    }
  };
  const survoler = (e: DragEvent) => {
    if (tenue) {
      e.preventDefault();
      marquer(rangee(e));
    }
  };
  const lacher = (e: DragEvent) => {
    e.preventDefault();
    const id = rangee(e)?.querySelector<HTMLElement>("[data-place]")?.dataset["place"];
    marquer(null);
    poser(id ? lues.current.get(id) : undefined);
  };
  const poser = (p: PlacePlan | undefined) => {
    if (p && tenue && p.id !== tenue.id && !p.convoquee) {
      setVers(p);
    } else {
      if (p?.convoquee) {
        ecrire("Cette place est tenue par quelqu’un de convoqué : le plan n’y touche pas.", "alerte");
      }
      lacherPrise();
    }
  };
  return (
    <div className={styles["places"]} onDragStart={prendre} onDragOver={survoler} onDrop={lacher} onDragEnd={() => (vers ? undefined : lacherPrise())}>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={!ligne} onClick={() => setOuverte(ligne)}>
          Qui, et pourquoi ?
        </button>
        {modifiable && (!tenue || glissee) ? (
          <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={!ligne?.intervenant || ligne.convoquee} onClick={() => setTenue(ligne)}>
            Déplacer…
          </button>
        ) : null}
        {tenue && !glissee ? (
          <>
            <p role="status" className={styles["tenue"]}>
              {tenue.prenom} {tenue.nom} : choisissez une autre place dans la liste (vous pouvez filtrer ou changer de page), puis « Poser ici ».
            </p>
            <button type="button" className="fr-btn fr-btn--sm" disabled={!ligne || ligne.id === tenue.id || ligne.convoquee} onClick={() => poser(ligne)}>
              Poser ici…
            </button>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={lacherPrise}>
              Laisser à sa place
            </button>
          </>
        ) : null}
      </div>
      <Grille
        titre={`Places du plan « ${plan.libelle} »`}
        ressource="places-plan"
        utilisateur={utilisateur}
        colonnes={COLONNES_PLACES}
        charger={charger}
        perimetre={`plan==${plan.id}`}
        {...locale}
        dire={ecrire}
        onLigne={setLigne}
        onOuvrir={setOuverte}
        vide={<p>Ce plan n’a pas encore de place : il n’est pas calculé.</p>}
      />
      {ouverte ? <Place key={ouverte.id} place={ouverte} modifiable={modifiable} onFermer={() => setOuverte(undefined)} /> : null}
      {tenue && vers ? (
        <Deplacement
          de={tenue}
          vers={vers}
          onFermer={() => {
            setVers(undefined);
            lacherPrise();
          }}
        />
      ) : null}
    </div>
  );
}
