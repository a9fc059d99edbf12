import { Link } from "@tanstack/react-router";

/** The filters of one list mean nothing in the other: each view starts from a clean address. */
export function LienVue({ titre, cle, ici }: Readonly<{ titre: string; cle: string; ici: boolean }>) {
  return (
    <Link to="." search={{}} hash={cle} className={`fr-btn fr-btn--sm ${ici ? "" : "fr-btn--tertiary"}`} aria-current={ici ? "page" : false} hashScrollIntoView={false}>
      {titre}
    </Link>
  );
}
