import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useId, useState, type ReactNode } from "react";
import type { Commune } from "../api/genere";
import { listerCommunes } from "../api/genere/sdk.gen";
import { Champ } from "../ui/Champ";
import { communeNommee } from "./commune";

type Props = Readonly<{
  nom?: string;
  commune: string;
  codePostal?: string;
  code: string;
  onChange: (commune: string, code: string) => void;
  mention?: ReactNode;
  faute?: string | undefined;
}>;

const AUCUNE: readonly Commune[] = [];

/** A town by its name; its INSEE code, on which rights to travel expenses hang, comes with it as soon as it is certain. */
export function ChampCommune({ nom = "Commune", commune, codePostal = "", code, onChange, mention, faute }: Props) {
  const id = useId();
  // Looking at a file asks nothing and changes nothing: only typing does.
  const [touchee, setTouchee] = useState(false);
  const q = useDeferredValue(commune.trim());
  const { data: connues = AUCUNE } = useQuery({
    queryKey: ["communes-proposees", q],
    queryFn: async ({ signal }) => (await listerCommunes({ query: { q, taille: 20 }, signal })).items,
    enabled: touchee && q.length >= 2,
    placeholderData: (avant) => avant,
  });
  const trouvee = communeNommee(connues, commune, codePostal)?.code_insee;
  useEffect(() => {
    if (touchee && trouvee && code === "") {
      onChange(commune, trouvee);
    }
  }, [touchee, trouvee, code, commune, onChange]);
  const dit = code ? `Code INSEE ${code}` : commune.trim().length < 2 ? "Choisissez-la dans la liste" : "Sans code INSEE : commune hors de la liste";
  const taper = (v: string) => {
    setTouchee(true);
    onChange(v, communeNommee(connues, v, codePostal)?.code_insee ?? "");
  };
  return (
    <>
      <Champ
        nom={nom}
        valeur={commune}
        max={80}
        onChange={taper}
        liste={id}
        indice={
          <>
            {mention}
            {dit}
          </>
        }
        faute={faute}
      />
      <datalist id={id}>
        {connues.map((c) => (
          <option key={c.code_insee} value={c.nom}>
            {[c.code_insee, c.codes_postaux].filter(Boolean).join(" – ")}
          </option>
        ))}
      </datalist>
    </>
  );
}
