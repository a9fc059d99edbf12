import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { DemandeRelanceFrais } from "../../api/genere";
import { relancerFrais } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { accorder } from "../../grille/textes";
import { ChampLong } from "../../ui/ChampLong";
import { Dialogue } from "../../ui/Dialogue";

const QUI = { declarations: ["personne", "Relancer les personnes : déplacements à déclarer"], constats: ["centre", "Relancer les centres : services à constater"] } as const;

/** What would leave is said before it leaves. */
export function Relancer({ quoi, session, onFermer }: Readonly<{ quoi: DemandeRelanceFrais["quoi"]; session: string; onFermer: () => void }>) {
  const formulaire = useId();
  const client = useQueryClient();
  const [message, setMessage] = useState("");
  const base = { quoi, ...(session ? { session } : {}) };
  const annonce = useQuery({ queryKey: ["relance-frais", quoi, session], queryFn: ({ signal }) => relancerFrais({ body: { ...base, simulation: true }, signal }), gcTime: 0 });
  const envoi = useMutation({
    mutationFn: () => relancerFrais({ body: { ...base, ...(message.trim() ? { message } : {}) } }),
    onSuccess: (r) => {
      ecrire(`${accorder(r.relances, "courriel")} en file.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("courriels") });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  const a = annonce.data;
  const [qui, titre] = QUI[quoi];
  return (
    <Dialogue
      titre={titre}
      ouvert
      onFermer={onFermer}
      actions={<Envoi formulaire={formulaire} nom={a ? `Envoyer ${accorder(a.relances, "courriel")}` : "Envoyer"} enCours={envoi.isPending} inactif={!a || a.relances === 0} onAnnuler={onFermer} />}
    >
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error ?? annonce.error} />
        <p role="status">
          {a
            ? `${accorder(a.relances, qui)} à relancer, pour ${accorder(a.objets, quoi === "constats" ? "service" : "déplacement")}.${a.deja > 0 ? ` ${accorder(a.deja, qui)} déjà relancé${quoi === "constats" ? "" : "e"}${a.deja > 1 ? "s" : ""} aujourd’hui : rien ne leur est renvoyé.` : ""}`
            : "Compte en cours…"}
        </p>
        {a && a.sans_adresse.length > 0 ? (
          <div className="fr-alert fr-alert--warning fr-alert--sm">
            <p>
              Sans adresse, à joindre autrement : {a.sans_adresse.slice(0, 12).join(", ")}
              {a.sans_adresse.length > 12 ? ` et ${a.sans_adresse.length - 12} autres` : ""}.
            </p>
          </div>
        ) : null}
        <ChampLong nom="Ajouter un mot" valeur={message} onChange={setMessage} max={1000} lignes={3} indice="Facultatif. Le courriel dit déjà combien il en reste et où les déclarer." />
      </form>
    </Dialogue>
  );
}
