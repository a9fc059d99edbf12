import { Suspense, useState } from "react";
import { ErreurActivite, LimiteErreur } from "./LimiteErreur";
import { PAGES } from "../activites/registre";
import { useMoi } from "./session";
import { routeActivite } from "./routes";
import { AVenir } from "./AVenir";

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
  const Page = PAGES[`${moi.service.profil}:${code}`] ?? PAGES[code];
  return (
    <LimiteErreur key={code}>
      {activite.ouverte ? null : (
        <div className="fr-alert fr-alert--warning fr-alert--sm" role="alert">
          <p>{[activite.raison, activite.message, "Ce que vous avez saisi reste affiché, mais ne peut plus être enregistré."].filter(Boolean).join(" ")}</p>
        </div>
      )}
      <Suspense fallback={<p aria-busy="true">Chargement…</p>}>
        {Page ? <Page moi={moi} activite={activite} /> : <AVenir libelle={activite.libelle} />}
      </Suspense>
    </LimiteErreur>
  );
}
