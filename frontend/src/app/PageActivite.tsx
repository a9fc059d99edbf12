import { lazy, Suspense, useState } from "react";
import { ErreurActivite, LimiteErreur } from "./LimiteErreur";
import { useMoi } from "./session";
import { routeActivite } from "./routes";

// The names of every page stay out of the code that all of them share; they are asked for at once, beside the first request.
const registre = import("./PageDe");
const PageDe = lazy(() => registre.then((m) => ({ default: m.PageDe })));

/** The page of an activité: the same code may be another screen for another service. */
export function PageActivite() {
  const { code } = routeActivite.useParams();
  const moi = useMoi();
  const activite = moi.activites.find((a) => a.code === code);
  const [vue, setVue] = useState("");
  if (activite?.ouverte && vue !== code) {
    setVue(code);
  }
  if (!activite) {
    return <ErreurActivite titre="Activité absente" detail="Votre service n’a pas cette activité. Choisissez-en une dans le menu." />;
  }
  // Closed while somebody is on it: the page stays, with what she typed; the next write says why.
  if (!activite.ouverte && vue !== code) {
    return <ErreurActivite titre={activite.libelle} detail={[activite.raison, activite.message].filter(Boolean).join(" ")} />;
  }
  return (
    <LimiteErreur key={code}>
      {activite.ouverte ? null : (
        <div className="fr-alert fr-alert--warning fr-alert--sm" role="alert">
          <p>{[activite.raison, activite.message, "Ce que vous avez saisi reste affiché, mais ne peut plus être enregistré."].filter(Boolean).join(" ")}</p>
        </div>
      )}
      <Suspense fallback={<p aria-busy="true">Chargement…</p>}>
        <PageDe moi={moi} activite={activite} />
      </Suspense>
    </LimiteErreur>
  );
}
