import { TitrePage } from "../../ui/Page";
import type { PropsPage } from "../contexte";
import { Signatures } from "./Signatures";

/** The signature of one's own établissement, or centre. */
export function PageSignature({ activite }: PropsPage) {
  return (
    <>
      <TitrePage titre={activite.libelle} />
      <Signatures />
    </>
  );
}
