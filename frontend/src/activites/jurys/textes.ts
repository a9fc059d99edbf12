const QUALITES: Readonly<Record<string, string>> = {
  enseignant: "enseignant",
  enseignant_public: "enseignement public",
  enseignant_prive: "enseignement privé",
  agrege: "agrégé",
  certifie: "certifié",
  universitaire: "enseignant-chercheur",
  inspecteur: "inspecteur",
  profession_employeur: "profession (employeur)",
  profession_salarie: "profession (salarié)",
  autre: "autre",
};

export const nomQualite = (q: string): string => QUALITES[q] ?? q;

const CHAMPS: Readonly<Record<string, string>> = {
  libelle: "Libellé",
  centre_id: "Centre",
  deliberation_le: "Date",
  deliberation_a: "Heure",
  le: "Date",
  a: "Heure",
  duree_min: "Durée",
  nb_jours: "Jours",
  candidats: "Candidats",
  demandes: "Intervenants demandés",
};

export const nomTenu = (champ: string): string => CHAMPS[champ] ?? champ;
