import { useQuery } from "@tanstack/react-query";
import type { DossierFrais } from "../api/genere";
import { lireDossierFrais } from "../api/genere/sdk.gen";

export function cleDossierFrais(id: string): readonly unknown[] {
  return ["dossier-frais", id];
}

export function useDossierFrais(id: string, actif = true) {
  return useQuery({
    queryKey: cleDossierFrais(id),
    queryFn: ({ signal }) => lireDossierFrais({ path: { id }, signal }),
    enabled: actif,
  });
}

export const VEHICULES = [
  { valeur: "", libelle: "Aucun" },
  { valeur: "voiture", libelle: "Une voiture" },
  { valeur: "moto", libelle: "Une moto de plus de 125 cm³" },
  { valeur: "velomoteur", libelle: "Un vélomoteur, un scooter" },
] as const;

export const ENERGIES = [
  { valeur: "", libelle: "Non précisée" },
  { valeur: "essence", libelle: "Essence" },
  { valeur: "gazole", libelle: "Gazole" },
  { valeur: "hybride", libelle: "Hybride" },
  { valeur: "electrique", libelle: "Électrique" },
  { valeur: "gaz", libelle: "Gaz" },
  { valeur: "autre", libelle: "Autre" },
] as const;

/** The car in one line, as the paper says it. */
export function vehiculeLisible(d: Pick<DossierFrais, "vehicule" | "puissance">): string {
  const nom = VEHICULES.find((v) => v.valeur === (d.vehicule ?? ""))?.libelle ?? "";
  return d.vehicule === "voiture" && d.puissance ? `${nom} de ${d.puissance} CV` : nom;
}

/** How the travel form names what one drives. */
export function moyenDuDossier(
  d: Pick<DossierFrais, "vehicule" | "puissance"> | undefined,
): string | undefined {
  if (d?.vehicule !== "voiture") {
    return d?.vehicule;
  }
  const cv = d.puissance ?? 5;
  return cv <= 5 ? "CV5" : cv <= 7 ? "CV6_7" : "CV8";
}
