package demo

// ordresMini is the smallest académie in which everybody can sign in.
var ordresMini = []string{
	`INSERT INTO academie (code, libelle) VALUES ('014', 'Rennes')`,
	`INSERT INTO etablissement (academie, id, uai, nom, type, nature, secteur, commune, code_commune, code_postal, origine)
	 VALUES ('014', '01900000-0000-7000-8000-000000000001', '0290001U', 'LGT A. JULES BREST', 'LYCEE', '300', 'public', 'Brest', '29019', '29200', 'ANNUAIRE')`,
	`INSERT INTO discipline VALUES ('014', 'L1300', 'MATHEMATIQUES')`,
	`INSERT INTO intervenant (academie, id, nom, prenom, civilite, origine, fonction) VALUES
	 ('014', '01900000-0000-7000-8000-000000000002', 'LECLERE', 'Claire', 'Mme', 'EPP', 'ENS')`,
	`INSERT INTO rattachement (academie, id, intervenant_id, etablissement_id, type, fonction, discipline, source) VALUES
	 ('014', '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', 'principal', 'ENS', 'L1300', 'EPP')`,
	`INSERT INTO utilisateur (academie, id, fournisseur, identifiant, nom, prenom, intervenant_id)
	 SELECT '014', gen_random_uuid(), 'demonstration', x.i, x.n, x.p, x.inter::uuid FROM (VALUES
	 ('claire.leclere', 'LECLERE', 'Claire', '01900000-0000-7000-8000-000000000002'), ('gaelle.morvan', 'MORVAN', 'Gaëlle', NULL),
	 ('admin.demo', 'DEMO', 'Admin', NULL), ('yves.kermarrec', 'KERMARREC', 'Yves', NULL), ('anne.lebihan', 'LE BIHAN', 'Anne', NULL),
	 ('nadia.national', 'NATIONAL', 'Nadia', NULL), ('paul.finances', 'FINANCES', 'Paul', NULL)) AS x(i, n, p, inter)`,
	`INSERT INTO utilisateur_profil (academie, id, utilisateur_id, profil, etablissement_id, disciplines)
	 SELECT '014', gen_random_uuid(), u.id, x.profil,
	   CASE WHEN x.profil LIKE 'chef%' THEN '01900000-0000-7000-8000-000000000001'::uuid END,
	   CASE WHEN x.profil = 'inspecteur' THEN '{L1300}'::text[] END
	 FROM (VALUES ('claire.leclere', 'intervenant'), ('gaelle.morvan', 'gestionnaire'), ('admin.demo', 'administrateur'),
	 ('admin.demo', 'gestionnaire'), ('yves.kermarrec', 'chef_etablissement'), ('yves.kermarrec', 'chef_centre'),
	 ('anne.lebihan', 'inspecteur'), ('nadia.national', 'national'), ('paul.finances', 'gestionnaire_financier')) AS x(i, profil)
	 JOIN utilisateur u ON u.identifiant = x.i`,
	`INSERT INTO campagne (academie, id, service, activite, ouverte, message)
	 SELECT '014', gen_random_uuid(), s, a, o, m FROM (VALUES
	 ('intervenant', 'competences-saisie', true, 'Vérifiez vos compétences avant le 15 décembre.'),
	 ('intervenant', 'missions-consultation', true, NULL), ('intervenant', 'etats-frais', false, 'La saisie ouvrira après les épreuves.'),
	 ('etablissement', 'competences-saisie', true, NULL), ('centre', 'missions-consultation', true, NULL)) AS x(s, a, o, m)`,
}
