import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { probleme } from "../../api/erreur";
import type { BlocLettre, ModeleLettre, VersionConvocation } from "../../api/genere";
import { apercevoirLettre, creerModeleLettre, listerChampsLettre, listerModelesLettre, modifierModeleLettre } from "../../api/genere/sdk.gen";
import { ecrire } from "../../console/journal";
import { fauteDe, Refus } from "../../dossier/Formulaire";
import { cleListe } from "../../grille/donnees";
import { instant } from "../../grille/formats";
import { Champ, ChampChoix } from "../../ui/Champ";
import { TableSimple } from "../../ui/TableSimple";
import { ChoixAffectation } from "./ChoixAffectation";
import styles from "./Convocations.module.css";
import { VERSIONS } from "./mots";

const GENRES = [
  { valeur: "paragraphe", libelle: "Paragraphe" },
  { valeur: "titre", libelle: "Titre" },
  { valeur: "puce", libelle: "Élément de liste" },
  { valeur: "missions", libelle: "Les missions" },
  { valeur: "changements", libelle: "Ce qui change" },
  { valeur: "signature", libelle: "La signature" },
] as const;
const POUR = [
  { valeur: "", libelle: "Toutes les lettres" },
  { valeur: "originale", libelle: "Originale" },
  { valeur: "rectificative", libelle: "Rectificative" },
  { valeur: "annulation", libelle: "Annulation" },
  { valeur: "originale,rectificative", libelle: "Originale et rectificative" },
] as const;
const DESSINES: ReadonlySet<string> = new Set(["missions", "changements", "signature"]);
const DEPART: readonly BlocLettre[] = [{ genre: "paragraphe", texte: "{appel}," }, { genre: "changements", versions: ["rectificative"] }, { genre: "missions" }, { genre: "signature" }];

/** The words of the letters: blocks with named fields, checked when they are saved. */
export function Modeles() {
  const [edite, setEdite] = useState<ModeleLettre | "nouveau">();
  const lus = useQuery({ queryKey: cleListe("modeles-lettre"), queryFn: ({ signal }) => listerModelesLettre({ query: { taille: 200 }, signal }) });
  if (edite) {
    return <EditerModele key={edite === "nouveau" ? "" : edite.id} modele={edite === "nouveau" ? undefined : edite} onFermer={() => setEdite(undefined)} />;
  }
  return (
    <div className={styles["zone"]}>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--sm" onClick={() => setEdite("nouveau")}>
          Nouveau modèle
        </button>
      </div>
      {lus.data ? (
        <TableSimple
          titre="Modèles de lettre"
          colonnes={[
            { titre: "Modèle", valeur: (m) => m.libelle },
            { titre: "Version en usage", nombre: true, valeur: (m) => m.numero },
            { titre: "Modifié", valeur: (m) => `${instant(m.maj_le)}${m.maj_par ? ` par ${m.maj_par}` : ""}` },
            {
              titre: "Geste",
              valeur: (m) => (
                <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" aria-label={`Modifier ${m.libelle}`} onClick={() => setEdite(m)}>
                  Modifier
                </button>
              ),
            },
          ]}
          lignes={lus.data.items}
          cle={(m) => m.id}
          vide="Le modèle de départ sera créé avec le premier paramétrage."
        />
      ) : (
        <p aria-busy="true">Chargement…</p>
      )}
    </div>
  );
}

type BlocEdite = Readonly<{ cle: number; bloc: BlocLettre }>;

function EditerModele({ modele, onFermer }: Readonly<{ modele: ModeleLettre | undefined; onFermer: () => void }>) {
  const client = useQueryClient();
  const [nom, setNom] = useState(modele?.libelle ?? "");
  const [objet, setObjet] = useState(modele?.contenu?.objet ?? "Convocation – {examens}, {session}");
  const [blocs, setBlocs] = useState<readonly BlocEdite[]>(() => (modele?.contenu?.blocs ?? DEPART).map((bloc, cle) => ({ cle, bloc })));
  const champs = useQuery({ queryKey: ["champs-lettre"], queryFn: ({ signal }) => listerChampsLettre({ signal }) });
  const contenu = { objet, blocs: blocs.map((b) => b.bloc) };
  const envoi = useMutation({
    mutationFn: () => {
      const body = { libelle: nom, contenu };
      return modele ? modifierModeleLettre({ path: { id: modele.id }, headers: { "If-Match": `"${modele.version}"` }, body }) : creerModeleLettre({ body });
    },
    onSuccess: (m) => {
      ecrire(`Modèle « ${m.libelle} », version ${m.numero}, en usage.`, "succes");
      void client.invalidateQueries({ queryKey: cleListe("modeles-lettre") });
      onFermer();
    },
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const [ligne, setLigne] = useState("");
  const [version, setVersion] = useState("originale");
  const apercu = useMutation({
    mutationFn: () => apercevoirLettre({ body: { contenu, type: version as VersionConvocation, ...(ligne ? { affectation: ligne } : {}) }, parseAs: "blob" }),
    onSuccess: (pdf) => window.open(URL.createObjectURL(pdf), "_blank", "noopener"),
    onError: (e) => ecrire(probleme(e).detail, "erreur"),
  });
  const erreur = envoi.error ?? apercu.error;
  const poser = (i: number, bloc: BlocLettre) => setBlocs(blocs.map((b, j) => (j === i ? { ...b, bloc } : b)));
  const deplacer = (i: number, de: number) => {
    const l = [...blocs];
    const [x] = l.splice(i, 1);
    if (x) {
      l.splice(i + de, 0, x);
      setBlocs(l);
    }
  };
  const soumettre = (e: FormEvent) => {
    e.preventDefault();
    envoi.mutate();
  };
  return (
    <form className={styles["zone"]} onSubmit={soumettre}>
      <Refus erreur={erreur} />
      <Champ nom="Nom du modèle" valeur={nom} onChange={setNom} max={120} requis faute={fauteDe(erreur, "libelle")} />
      <Champ nom="Objet de la lettre" valeur={objet} onChange={setObjet} max={200} requis faute={fauteDe(erreur, "contenu/objet")} />
      <details>
        <summary>Champs à nommer entre accolades</summary>
        <ul>
          {champs.data?.champs.map((c) => (
            <li key={c.nom}>
              <code>{`{${c.nom}}`}</code> : {c.sens}
            </li>
          ))}
        </ul>
      </details>
      {blocs.map(({ cle, bloc }, i) => (
        <fieldset key={cle} className={styles["carte"]}>
          <legend className="lecture-seule-ecran">Bloc {i + 1}</legend>
          <div>
            <ChampChoix nom={`Genre du bloc ${String(i + 1)}`} valeur={bloc.genre} onChange={(v) => poser(i, { ...bloc, genre: v })} choix={GENRES} />
            <ChampChoix
              nom={`Lettres du bloc ${String(i + 1)}`}
              valeur={bloc.versions?.join(",") ?? ""}
              onChange={(v) => {
                const { versions: _, ...reste } = bloc;
                poser(i, v ? { ...reste, versions: v.split(",") } : reste);
              }}
              choix={POUR}
            />
          </div>
          {DESSINES.has(bloc.genre) ? <p>Dessiné par IMAG’IN à cette place.</p> : <Texte rang={i} valeur={bloc.texte ?? ""} onChange={(texte) => poser(i, { ...bloc, texte })} faute={fauteDe(erreur, `contenu/blocs/${String(i)}/texte`)} />}
          <div className={styles["boutons"]}>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={i === 0} aria-label={`Monter le bloc ${String(i + 1)}`} onClick={() => deplacer(i, -1)}>
              ↑
            </button>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" disabled={i === blocs.length - 1} aria-label={`Descendre le bloc ${String(i + 1)}`} onClick={() => deplacer(i, 1)}>
              ↓
            </button>
            <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" aria-label={`Retirer le bloc ${String(i + 1)}`} onClick={() => setBlocs(blocs.filter((_, j) => j !== i))}>
              Retirer
            </button>
          </div>
        </fieldset>
      ))}
      <fieldset className={styles["carte"]}>
        <legend>Aperçu</legend>
        <ChoixAffectation valeur={ligne} onChange={setLigne} />
        <ChampChoix nom="Version" valeur={version} onChange={setVersion} choix={VERSIONS} />
      </fieldset>
      <div className={styles["boutons"]}>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={() => setBlocs([...blocs, { cle: Math.max(0, ...blocs.map((b) => b.cle)) + 1, bloc: { genre: "paragraphe", texte: "" } }])}>
          Ajouter un bloc
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--secondary" disabled={apercu.isPending} onClick={() => apercu.mutate()}>
          Aperçu (PDF, nouvel onglet)
        </button>
        <button type="submit" className="fr-btn fr-btn--sm" disabled={envoi.isPending}>
          Enregistrer
        </button>
        <button type="button" className="fr-btn fr-btn--sm fr-btn--tertiary" onClick={onFermer}>
          Fermer sans enregistrer
        </button>
      </div>
    </form>
  );
}

function Texte({ rang, valeur, onChange, faute }: Readonly<{ rang: number; valeur: string; onChange: (v: string) => void; faute: string | undefined }>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>Texte du bloc {rang + 1}</label>
      <textarea id={id} className="fr-input" rows={3} maxLength={4000} value={valeur} aria-invalid={faute !== undefined} aria-describedby={faute ? `${id}-f` : undefined} onChange={(e) => onChange(e.target.value)} />
      {faute ? (
        <p id={`${id}-f`} className="fr-error-text">
          {faute}
        </p>
      ) : null}
    </div>
  );
}
