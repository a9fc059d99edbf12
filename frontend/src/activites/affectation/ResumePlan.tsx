import type { Plan } from "../../api/genere";
import { instant, montant, nombre } from "../../grille/formats";
import { Fiche } from "../../ui/Page";
import { ActionsPlan } from "./ActionsPlan";
import { Termes } from "./Termes";
import { certificat, ecartProuve } from "./textes";

const chiffre = (n: number | undefined) => (n === undefined ? undefined : nombre(n));

export function ResumePlan({ plan: p }: Readonly<{ plan: Plan }>) {
  return (
    <>
      {p.calcule_le ? (
        <p>
          <strong>{certificat(p)}</strong> {p.preuve_complete === false ? "La preuve porte sur les personnes proposées d’abord." : ""}
        </p>
      ) : null}
      <ActionsPlan plan={p} />
      <Fiche
        champs={[
          ["Places pourvues", p.places === undefined ? undefined : `${nombre(p.pourvues ?? 0)} sur ${nombre(p.places)}`],
          ["Places vides", p.vides === undefined ? undefined : `${nombre(p.vides)} (et ${nombre(p.reserves_vides ?? 0)} en réserve)`],
          ["Coût", p.cout === undefined ? undefined : montant(p.cout)],
          ["Aucun plan sous", p.borne === undefined ? undefined : montant(p.borne)],
          ["Écart prouvé", ecartProuve(p.ecart)],
          ["Frais de déplacement estimés", p.frais === undefined ? undefined : montant(p.frais)],
          ["Kilomètres (aller)", chiffre(p.km)],
          ["Personnes appelées", chiffre(p.personnes)],
          ["Charge", p.charge_max === undefined ? undefined : `de ${p.charge_min ?? 0} à ${p.charge_max} missions, ${p.au_plafond ?? 0} personnes au plafond`],
          ["Inégalité (Gini)", p.gini === undefined ? undefined : nombre(p.gini / 1000)],
          ["Affectations nouvelles", chiffre(p.nouveaux)],
          ["Affectations défaites", chiffre(p.deplaces)],
          ["Retouches à la main", p.modifie_main > 0 ? nombre(p.modifie_main) : undefined],
          ["Périmètre", [...(p.perimetre.examens ?? []), ...(p.perimetre.types ?? [])].join(", ") || "toute la session"],
          ["Calculé", p.calcule_le ? `${instant(p.calcule_le)}, en ${nombre(Math.round((p.duree_ms ?? 0) / 100) / 10)} s, graine ${p.graine}` : undefined],
          ["Publié", p.publie_le ? `${instant(p.publie_le)} par ${p.publie_par ?? ""}` : undefined],
        ]}
      />
      {p.termes ? <Termes termes={p.termes} /> : null}
    </>
  );
}
