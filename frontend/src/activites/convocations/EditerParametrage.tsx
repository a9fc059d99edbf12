import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { EcritureParametrage, Parametrage } from "../../api/genere";
import { creerParametrage, listerModelesLettre, listerSessions, modifierParametrage } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { Envoi, fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { Champ, ChampChoix, Champs } from "../../ui/Champ";
import { Dialogue } from "../../ui/Dialogue";
import { LANGUES, ORDRES, PAR_LETTRE, SIGNATAIRES } from "./mots";

type Props = Readonly<{ parametrage: Parametrage | undefined; onFermer: () => void }>;

const OUI_NON = [
  { valeur: "oui", libelle: "Oui" },
  { valeur: "non", libelle: "Non" },
] as const;

const VIDE = { libelle: "", session: "", filtre: "", modele: "", signataire: "academie", regroupement: "personne", ordre: "nom", langue: "fr", service: "Division des examens et concours", adresse: "", ville: "", contact: "", tel: "", mel: "" };

/** Nothing typed is lost by a refusal: the dialog stays, with the fault beside its field. */
export function EditerParametrage({ parametrage: p, onFermer }: Props) {
  const formulaire = useId();
  const sessions = useQuery({ queryKey: [...cleListe("sessions"), "choix"], queryFn: ({ signal }) => listerSessions({ query: { tri: "-code", taille: 50 }, signal }) });
  const modeles = useQuery({ queryKey: [...cleListe("modeles-lettre"), "choix"], queryFn: ({ signal }) => listerModelesLettre({ query: { taille: 200 }, signal }) });
  const [s, poser] = useState<typeof VIDE>(() => (p ? { ...VIDE, ...p } : VIDE));
  const [partage, setPartage] = useState(p?.partage ? "oui" : "non");
  const [copie, setCopie] = useState(p?.copie_chef === false ? "non" : "oui");
  const [jours, setJours] = useState(String(p?.reponse_jours ?? 8));
  const [relance, setRelance] = useState(String(p?.relance_jours ?? 0));
  const session = s.session || (sessions.data?.items.find((x) => x.etat === "ouverte") ?? sessions.data?.items[0])?.id || "";
  const envoi = useMutation({
    mutationFn: () => {
      const { modele, ...reste } = s;
      const body = {
        libelle: reste.libelle, filtre: reste.filtre, service: reste.service, adresse: reste.adresse, ville: reste.ville, contact: reste.contact, tel: reste.tel, mel: reste.mel,
        signataire: reste.signataire, regroupement: reste.regroupement, ordre: reste.ordre, langue: reste.langue,
        session, partage: partage === "oui", copie_chef: copie === "oui", reponse_jours: Number(jours), relance_jours: Number(relance), ...(modele ? { modele } : {}),
      } as EcritureParametrage;
      return p ? modifierParametrage({ path: { id: p.id }, headers: { "If-Match": `"${p.version}"` }, body }) : creerParametrage({ body });
    },
    onSuccess: (g) => {
      ecrire(`Paramétrage « ${g.libelle} » enregistré.`, "succes");
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const champ = (nom: string, cle: keyof typeof VIDE, reste: { max?: number; requis?: boolean; indice?: string; type?: "email" | "tel"; code?: boolean } = {}) => (
    <Champ nom={nom} valeur={s[cle]} onChange={(v) => poser({ ...s, [cle]: v })} faute={fauteDe(envoi.error, cle)} {...reste} />
  );
  const liste = (nom: string, cle: keyof typeof VIDE, choix: readonly Readonly<{ valeur: string; libelle: string }>[]) => <ChampChoix nom={nom} valeur={s[cle]} onChange={(v) => poser({ ...s, [cle]: v })} choix={choix} />;
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <Dialogue titre={p ? `Modifier « ${p.libelle} »` : "Nouveau paramétrage d’édition"} ouvert onFermer={onFermer} actions={<Envoi formulaire={formulaire} nom="Enregistrer" enCours={envoi.isPending} onAnnuler={onFermer} />}>
      <form id={formulaire} onSubmit={soumettre}>
        <Refus erreur={envoi.error} />
        <Champs>
          {champ("Nom", "libelle", { max: 120, requis: true })}
          <ChampChoix nom="Session" valeur={session} onChange={(v) => poser({ ...s, session: v })} choix={(sessions.data?.items ?? []).map((x) => ({ valeur: x.id, libelle: `${x.code} – ${x.libelle}` }))} />
          {champ("Filtre des affectations", "filtre", { max: 4000, code: true, indice: "Vide : toutes. Par exemple examen==BTS;centre==0350030H" })}
          <ChampChoix nom="Modèle de lettre" valeur={s.modele} onChange={(v) => poser({ ...s, modele: v })} choix={[{ valeur: "", libelle: "Modèle de départ" }, ...(modeles.data?.items ?? []).map((m) => ({ valeur: m.id, libelle: m.libelle }))]} />
          {liste("Regroupement", "regroupement", PAR_LETTRE)}
          {liste("Signature", "signataire", SIGNATAIRES)}
          {liste("Ordre des lettres", "ordre", ORDRES)}
          {liste("Langue du courriel", "langue", LANGUES)}
          <ChampChoix nom="Copie au chef d’établissement" valeur={copie} onChange={setCopie} choix={OUI_NON} />
          <ChampChoix nom="Partager avec mes collègues et les centres" valeur={partage} onChange={setPartage} choix={OUI_NON} />
          {champ("Service qui convoque", "service", { max: 200, requis: true })}
          {champ("Adresse du service", "adresse", { max: 400 })}
          {champ("Ville, pour la date", "ville", { max: 80 })}
          {champ("Affaire suivie par", "contact", { max: 120 })}
          {champ("Téléphone", "tel", { max: 40, type: "tel" })}
          {champ("Courriel", "mel", { max: 254, type: "email" })}
          <Champ nom="Jours pour répondre" type="number" valeur={jours} onChange={setJours} faute={fauteDe(envoi.error, "reponse_jours")} />
          <Champ nom="Passé ce délai, relancer tous les (jours)" type="number" valeur={relance} onChange={setRelance} indice="0 : jamais de soi-même" faute={fauteDe(envoi.error, "relance_jours")} />
        </Champs>
      </form>
    </Dialogue>
  );
}
