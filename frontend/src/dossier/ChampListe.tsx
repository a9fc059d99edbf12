import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useId, useState } from "react";
import { Champ } from "../ui/Champ";

export type ChoixListe = Readonly<{ id: string; libelle: string }>;

type Props = Readonly<{
  nom: string;
  /** Names the kept answers. */
  cle: string;
  libelle: string;
  id: string;
  chercher: (q: string, signal: AbortSignal) => Promise<readonly ChoixListe[]>;
  onChange: (id: string, libelle: string) => void;
  requis?: boolean;
  faute?: string | undefined;
  vide?: string;
}>;

const AUCUN: readonly ChoixListe[] = [];

/** One thing among thousands, by any word of its name; nothing is chosen until its whole name is there. */
export function ChampListe({ nom, cle, libelle, id, chercher, onChange, requis = false, faute, vide = "Facultatif" }: Props) {
  const liste = useId();
  const [touche, setTouche] = useState(false);
  const q = useDeferredValue(libelle.trim());
  const { data: connus = AUCUN } = useQuery({
    queryKey: ["proposes", cle, q],
    queryFn: ({ signal }) => chercher(id === "" ? q.split(" – ")[0]?.slice(0, 90) ?? "" : "", signal),
    enabled: touche && id === "",
    placeholderData: (avant) => avant,
  });
  const taper = (v: string) => {
    setTouche(true);
    onChange(connus.find((c) => c.libelle === v)?.id ?? "", v);
  };
  return (
    <>
      <Champ nom={nom} valeur={libelle} onChange={taper} liste={liste} max={200} requis={requis} faute={faute} indice={id ? "Choisi" : libelle.trim() === "" ? vide : "Choisissez dans la liste"} />
      <datalist id={liste}>
        {connus.map((c) => (
          <option key={c.id} value={c.libelle}>
            {c.libelle}
          </option>
        ))}
      </datalist>
    </>
  );
}
