import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { probleme } from "../../api/erreur";
import { verifierConvocation } from "../../api/genere/sdk.gen";
import { date } from "../../grille/formats";
import { Marque } from "../../ui/marque/Marque";
import { libelle, VERSIONS } from "./mots";

const route = getRouteApi("/v/$jeton");

/** What the QR code of a letter opens: is it true, is it still in force. Nothing of its bearer. */
export function PageVerification() {
  const { jeton } = route.useParams();
  const lue = useQuery({ queryKey: ["verification", jeton], queryFn: ({ signal }) => verifierConvocation({ path: { jeton }, signal }), retry: false });
  useEffect(() => {
    document.title = "Vérifier une convocation – IMAG’IN";
  }, []);
  const v = lue.data;
  return (
    <div style={{ maxInlineSize: "40rem", margin: "2rem auto", padding: "1rem" }}>
      <header>
        <Marque />
      </header>
      <main>
        <h1>Vérifier une convocation</h1>
        {v ? (
          <>
            <div className={`fr-alert fr-alert--${v.etat === "en_vigueur" ? "success" : "error"}`} role="status">
              <p>{v.phrase}</p>
            </div>
            <p>
              Convocation n° <strong>{v.numero}</strong>, {libelle(VERSIONS, v.type).toLowerCase()}, éditée le {date(v.editee_le)}.
            </p>
            <p>Comparez ce numéro à celui de la lettre. Cette page ne dit rien de son porteur.</p>
          </>
        ) : null}
        {lue.isError ? (
          <div className="fr-alert fr-alert--error" role="alert">
            <p>{probleme(lue.error).detail}</p>
          </div>
        ) : null}
        {lue.isPending ? <p aria-busy="true">Vérification…</p> : null}
      </main>
    </div>
  );
}
