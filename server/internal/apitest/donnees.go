package apitest

import (
	"crypto/md5"
	"time"

	"github.com/google/uuid"
	types "github.com/oapi-codegen/runtime/types"
)

// Donnees are the fixtures: the same little world in two académies, so that a leak from one to the other shows.
const Donnees = `
INSERT INTO etablissement (academie, id, uai, nom, type, secteur, commune, origine)
SELECT a, md5(a || n)::uuid, lpad(n::text, 7, '0') || 'A', 'LYCEE ' || n, 'LYCEE', 'public', 'Brest', 'ANNUAIRE'
FROM unnest('{014,099}'::text[]) a, generate_series(1, 3) n;
INSERT INTO discipline SELECT a, 'L1300', 'MATHEMATIQUES' FROM unnest('{014,099}'::text[]) a;
INSERT INTO discipline SELECT a, 'L0202', 'LETTRES MODERNES' FROM unnest('{014,099}'::text[]) a;
INSERT INTO matiere SELECT a, '061300', 'MATHEMATIQUES' FROM unnest('{014,099}'::text[]) a;
INSERT INTO mef SELECT a, '20212005110', 'TERMINALE ES' FROM unnest('{014,099}'::text[]) a;
INSERT INTO modalite SELECT a, 'CG', 'COURS GENERAL' FROM unnest('{014,099}'::text[]) a;
INSERT INTO intervenant (academie, id, nom, prenom, origine)
SELECT a, md5(a || 'i' || n)::uuid, (ARRAY['ABGRALL','LE GOFF','LECLERE','MORVAN','ÉVEN'])[n % 5 + 1], 'Prénom' || n, 'EPP'
FROM unnest('{014,099}'::text[]) a, generate_series(1, 60) n;
INSERT INTO intervenant_cle (academie, type, cle, intervenant_id, voie)
SELECT a, 'STS', 'epp:' || n, md5(a || 'i' || n)::uuid, 'SOURCE' FROM unnest('{014,099}'::text[]) a, generate_series(1, 60) n;
INSERT INTO rattachement (academie, id, intervenant_id, etablissement_id, type, discipline, source)
SELECT a, md5(a || 'r' || n)::uuid, md5(a || 'i' || n)::uuid, md5(a || (n % 3 + 1))::uuid, 'principal',
	CASE WHEN n % 2 = 0 THEN 'L1300' ELSE 'L0202' END, 'EPP'
FROM unnest('{014,099}'::text[]) a, generate_series(1, 60) n;
INSERT INTO enseignement (academie, id, annee, intervenant_id, etablissement_id, matiere, mef, modalite, structures, millieme_heures, source)
SELECT a, md5(a || 't' || n)::uuid, 2026, md5(a || 'i' || n)::uuid, md5(a || (n % 3 + 1))::uuid, '061300', '20212005110', 'CG', '{TES1}', 2500, 'STS'
FROM unnest('{014,099}'::text[]) a, generate_series(1, 60) n;
INSERT INTO session (academie, id, code, libelle, annee, tour, etat)
SELECT a, md5(a || 's' || y)::uuid, y || '-N', 'Session ' || y, y, 'NORMALE', CASE y WHEN 2026 THEN 'close' ELSE 'ouverte' END
FROM unnest('{014,099}'::text[]) a, unnest('{2026,2027}'::int[]) y;
INSERT INTO examen SELECT a, 'BTS', 'BREVET DE TECHNICIEN SUPERIEUR' FROM unnest('{014,099}'::text[]) a;
INSERT INTO specialite SELECT a, 'BTS', '31406', 'COMPTABILITE ET GESTION DES ORGANISATIONS' FROM unnest('{014,099}'::text[]) a;
INSERT INTO epreuve_option (academie, id, examen, specialite, epreuve, option, libelle, nature)
SELECT a, md5(a || 'o' || n)::uuid, 'BTS', '31406', 'E' || n, '', 'MATHEMATIQUES ' || n, 'ecrit' FROM unnest('{014,099}'::text[]) a, generate_series(1, 3) n;
INSERT INTO competence SELECT a, md5(a || 'c' || n || o)::uuid, md5(a || 'i' || n)::uuid, md5(a || 'o' || o)::uuid
FROM unnest('{014,099}'::text[]) a, generate_series(1, 60) n, generate_series(1, 2) o;
INSERT INTO competence_auteur (academie, id, competence_id, type, auteur, libelle, etat)
SELECT c.academie, gen_random_uuid(), c.id, 'systeme', '', 'SYS', 'C' FROM competence c;
INSERT INTO centre (academie, id, session_id, etablissement_id, code, libelle, commune, fuseau)
SELECT a, md5(a || 'ce' || y)::uuid, md5(a || 's' || y)::uuid, md5(a || '1')::uuid, '0000001A', 'LYCEE 1', 'Brest', 'Europe/Paris'
FROM unnest('{014,099}'::text[]) a, unnest('{2026,2027}'::int[]) y;
INSERT INTO type_mission SELECT a, 'interrogation', 'Interrogation', true FROM unnest('{014,099}'::text[]) a;
INSERT INTO mission (academie, id, session_id, type, centre_id, examen, epreuve_option_id, etat, origine)
SELECT a, md5(a || 'm' || y || n)::uuid, md5(a || 's' || y)::uuid, 'interrogation', md5(a || 'ce' || y)::uuid, 'BTS', md5(a || 'o1')::uuid, 'ouverte', 'saisie'
FROM unnest('{014,099}'::text[]) a, unnest('{2026,2027}'::int[]) y, generate_series(1, 10) n;
INSERT INTO creneau (academie, id, mission_id, debut, fin, sur_place)
SELECT a, md5(a || 'k' || y || n)::uuid, md5(a || 'm' || y || n)::uuid, make_timestamptz(y, 6, n, 8, 0, 0, 'Europe/Paris'), make_timestamptz(y, 6, n, 12, 0, 0, 'Europe/Paris'), true
FROM unnest('{014,099}'::text[]) a, unnest('{2026,2027}'::int[]) y, generate_series(1, 10) n;
INSERT INTO affectation (academie, id, session_id, mission_id, intervenant_id, role, etat)
SELECT a, md5(a || 'a' || y || n || i)::uuid, md5(a || 's' || y)::uuid, md5(a || 'm' || y || n)::uuid, md5(a || 'i' || i)::uuid, 'interrogateur',
	CASE y WHEN 2026 THEN 'effectuee' ELSE (ARRAY['affectee','convoquee'])[i % 2 + 1] END
FROM unnest('{014,099}'::text[]) a, unnest('{2026,2027}'::int[]) y, generate_series(1, 10) n, generate_series(1, 30) i;
INSERT INTO utilisateur (academie, id, fournisseur, identifiant, nom, prenom, intervenant_id)
SELECT a, md5(a || 'u' || p)::uuid, 'demonstration', p || '.' || a, upper(p), 'Essai', CASE p WHEN 'intervenant' THEN md5(a || 'i1')::uuid END
FROM unnest('{014,099}'::text[]) a, unnest('{administrateur,gestionnaire,gestionnaire_financier,inspecteur,chef_etablissement,chef_centre,intervenant,national}'::text[]) p;
INSERT INTO utilisateur_profil (academie, id, utilisateur_id, profil, etablissement_id, disciplines)
SELECT u.academie, md5(u.academie || 'p' || p)::uuid, u.id, p, CASE WHEN p LIKE 'chef%' THEN md5(u.academie || '1')::uuid END,
	CASE p WHEN 'inspecteur' THEN '{L1300}'::text[] END
FROM utilisateur u, lateral (SELECT split_part(u.identifiant, '.', 1) AS p) x;
INSERT INTO habilitation (academie, id, utilisateur_id, donnee_par)
SELECT a, md5(a || 'h')::uuid, md5(a || 'ugestionnaire')::uuid, 'essai' FROM unnest('{014,099}'::text[]) a;
INSERT INTO campagne (academie, id, service, activite, ouverte)
SELECT a, gen_random_uuid(), s, c, true FROM unnest('{014,099}'::text[]) a, (VALUES ('intervenant', 'competences-saisie'),
	('intervenant', 'missions-consultation'), ('centre', 'missions-consultation'), ('centre', 'constat'), ('etablissement', 'competences-saisie')) v(s, c);
`

// Id is the identifier of a row of the fixtures: md5 of its name.
func Id(nom string) uuid.UUID { return uuid.UUID(md5.Sum([]byte(nom))) }

// Jour is a date of a request; empty, none.
func Jour(s string) *types.Date {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	return &types.Date{Time: t}
}
