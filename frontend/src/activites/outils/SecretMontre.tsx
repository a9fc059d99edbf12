import { Dialogue } from "../../ui/Dialogue";

export type Montre = Readonly<{ titre: string; lignes: readonly (readonly [string, string])[] }>;

/** A secret is shown once: it is not kept here, only its digest is. */
export function SecretMontre({ montre, onFermer }: Readonly<{ montre: Montre; onFermer: () => void }>) {
  return (
    <Dialogue
      titre={montre.titre}
      ouvert
      onFermer={onFermer}
      actions={
        <button type="button" className="fr-btn fr-btn--sm" onClick={onFermer}>
          C’est noté
        </button>
      }
    >
      <p>Notez ceci maintenant et remettez-le au responsable de l’outil par un moyen sûr : il ne sera plus montré.</p>
      <dl>
        {montre.lignes.map(([nom, valeur]) => (
          <div key={nom}>
            <dt>{nom}</dt>
            <dd>
              <code>{valeur}</code>
            </dd>
          </div>
        ))}
      </dl>
    </Dialogue>
  );
}
