-- IMAOCE : la base intermédiaire entre OCEAN (ou CYCLADES) et IMAG'IN.
--
-- Le système des examens y écrit ; IMAG'IN n'y fait que lire, par le rôle imaoce_lecture. Elle peut vivre sur un autre
-- serveur que celui d'IMAG'IN : l'adresse en est donnée par IMAGIN_IMAOCE_URL. Aucun candidat n'y est nommé : des
-- nombres seulement. À exécuter une fois, par le propriétaire de la base ; rejouer le fichier ne change rien.
--
-- Chaque table porte les colonnes du fichier CSV du même nom, dans le même ordre, précédées de leur chargement.

CREATE SCHEMA IF NOT EXISTS imaoce;
COMMENT ON SCHEMA imaoce IS 'Base intermédiaire des examens : quatre échanges par session, des effectifs et jamais de noms.';

CREATE TABLE IF NOT EXISTS imaoce.chargement (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  academie   text NOT NULL CHECK (academie ~ '^\d{3}$'),
  session    text NOT NULL,
  moment     smallint NOT NULL CHECK (moment BETWEEN 1 AND 4),
  systeme    text NOT NULL CHECK (systeme IN ('OCEAN', 'CYCLADES')),
  etat       text NOT NULL DEFAULT 'en_cours' CHECK (etat IN ('en_cours', 'complet')),
  ouvert_le  timestamptz NOT NULL DEFAULT now(),
  complet_le timestamptz,
  lignes     bigint,
  empreinte  text,
  CHECK ((etat = 'complet') = (complet_le IS NOT NULL))
);
COMMENT ON TABLE  imaoce.chargement IS 'Un envoi d''un échange d''une session. Un envoi est toujours entier : IMAG''IN lit le dernier qui soit complet et laisse les autres.';
COMMENT ON COLUMN imaoce.chargement.session IS 'Code de la session, par exemple 2027-N.';
COMMENT ON COLUMN imaoce.chargement.moment IS '1 réglementation ; 2 inscriptions ; 3 centres, jurys, commissions et origines ; 4 présents.';
COMMENT ON COLUMN imaoce.chargement.empreinte IS 'Résumé du contenu, calculé par clore_chargement : deux envois égaux ont la même empreinte.';
CREATE INDEX IF NOT EXISTS chargement_dernier ON imaoce.chargement (academie, session, moment, complet_le DESC) WHERE etat = 'complet';

-- ── Échange 1 : après la validation du pilote réglementaire
CREATE TABLE IF NOT EXISTS imaoce.session (
  chargement             bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session                text NOT NULL,
  annee                  integer NOT NULL,
  tour                   text NOT NULL CHECK (tour IN ('NORMALE', 'REMPLACEMENT')),
  academie               text NOT NULL,
  date_validation_pilote date,
  PRIMARY KEY (chargement, session)
);
CREATE TABLE IF NOT EXISTS imaoce.reglementation (
  chargement          bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session             text NOT NULL,
  examen              text NOT NULL,
  examen_libelle      text,
  specialite          text NOT NULL,
  specialite_libelle  text,
  groupe_epreuves     smallint,
  epreuve             text NOT NULL,
  epreuve_libelle     text,
  option              text NOT NULL DEFAULT '',
  option_libelle      text,
  nature              text NOT NULL CHECK (nature IN ('E', 'O', 'P', 'EPS', 'VAE')),
  mode_evaluation     text NOT NULL DEFAULT 'PONCTUEL' CHECK (mode_evaluation IN ('PONCTUEL', 'CCF', 'ECA')),
  coefficient         numeric(6, 2),
  duree_min           integer,
  preparation_min     integer,
  anticipee           text NOT NULL DEFAULT 'N' CHECK (anticipee IN ('O', 'N')),
  caractere           text NOT NULL DEFAULT 'O' CHECK (caractere IN ('O', 'F')),
  groupe_remuneration text,
  PRIMARY KEY (chargement, examen, specialite, epreuve, option)
);
COMMENT ON COLUMN imaoce.reglementation.specialite IS 'Cinq chiffres du diplôme, ou la série.';
COMMENT ON COLUMN imaoce.reglementation.groupe_epreuves IS '1 premier groupe, 2 second groupe.';
COMMENT ON COLUMN imaoce.reglementation.nature IS 'E écrit, O oral, P pratique, EPS, VAE.';
COMMENT ON COLUMN imaoce.reglementation.mode_evaluation IS 'PONCTUEL, CCF (contrôle en cours de formation) ou ECA (en cours d''année, sans rémunération).';
COMMENT ON COLUMN imaoce.reglementation.groupe_remuneration IS 'Groupe du taux ; NR : ne donne lieu à aucune rémunération.';

-- ── Échange 2 : après les inscriptions
CREATE TABLE IF NOT EXISTS imaoce.inscriptions (
  chargement   bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session      text NOT NULL,
  examen       text NOT NULL,
  specialite   text NOT NULL,
  epreuve      text NOT NULL,
  option       text NOT NULL DEFAULT '',
  uai_origine  text NOT NULL,
  nb_inscrits  integer NOT NULL CHECK (nb_inscrits >= 0),
  nb_dispenses integer NOT NULL DEFAULT 0 CHECK (nb_dispenses BETWEEN 0 AND nb_inscrits),
  PRIMARY KEY (chargement, examen, specialite, epreuve, option, uai_origine)
);

-- ── Échange 3 : après l'affectation des candidats
CREATE TABLE IF NOT EXISTS imaoce.centres (
  chargement         bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session            text NOT NULL,
  examen             text NOT NULL,
  uai_centre         text NOT NULL,
  type_centre        text NOT NULL CHECK (type_centre IN ('ECRIT', 'ORAL', 'PRATIQUE', 'CORRECTION', 'DELIBERATION')),
  libelle            text,
  capacite_candidats integer CHECK (capacite_candidats >= 0),
  PRIMARY KEY (chargement, examen, uai_centre, type_centre)
);
COMMENT ON COLUMN imaoce.centres.uai_centre IS 'UAI de l''établissement, ou code d''un centre virtuel (SANTORIN) : correction dématérialisée, sans lieu.';
CREATE TABLE IF NOT EXISTS imaoce.jurys (
  chargement              bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session                 text NOT NULL,
  examen                  text NOT NULL,
  specialite              text,
  jury                    text NOT NULL,
  libelle                 text,
  uai_centre_deliberation text,
  date_deliberation       date,
  heure_deliberation      time,
  nb_candidats            integer CHECK (nb_candidats >= 0),
  PRIMARY KEY (chargement, examen, jury)
);
CREATE TABLE IF NOT EXISTS imaoce.commissions (
  chargement               bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session                  text NOT NULL,
  examen                   text NOT NULL,
  specialite               text NOT NULL,
  epreuve                  text NOT NULL,
  option                   text NOT NULL DEFAULT '',
  jury                     text NOT NULL,
  commission               text NOT NULL,
  type                     text NOT NULL CHECK (type ~ '^[A-Z][A-Z_]{1,29}$'),
  uai_centre               text,
  date                     date,
  heure                    time,
  duree_min                integer,
  nb_jours                 integer NOT NULL DEFAULT 1 CHECK (nb_jours BETWEEN 1 AND 60),
  nb_candidats_prevus      integer NOT NULL CHECK (nb_candidats_prevus >= 0),
  nb_intervenants_demandes integer,
  profil_demande           text,
  PRIMARY KEY (chargement, examen, specialite, epreuve, option, jury, commission)
);
COMMENT ON COLUMN imaoce.commissions.type IS 'CORRECTION, INTERROGATION, PRATIQUE, SURVEILLANCE, HARMONISATION, ELABORATION…';
COMMENT ON COLUMN imaoce.commissions.date IS 'Date et heure à la pendule du centre.';
COMMENT ON COLUMN imaoce.commissions.duree_min IS 'Travail d''une journée, en minutes ; 0 ou vide : non dit.';
CREATE TABLE IF NOT EXISTS imaoce.commission_origines (
  chargement   bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session      text NOT NULL,
  examen       text NOT NULL,
  specialite   text,
  epreuve      text,
  option       text NOT NULL DEFAULT '',
  jury         text NOT NULL,
  commission   text NOT NULL,
  uai_origine  text NOT NULL,
  nb_candidats integer NOT NULL CHECK (nb_candidats >= 0),
  CHECK ((specialite IS NULL) = (epreuve IS NULL))
);
COMMENT ON TABLE imaoce.commission_origines IS 'D''où viennent les candidats d''une commission : nul n''examine ses propres élèves. Sans épreuve, la ligne vaut pour toutes les commissions de ce numéro dans le jury.';
CREATE INDEX IF NOT EXISTS commission_origines_chargement ON imaoce.commission_origines (chargement);

-- ── Échange 4 : après le retour des notes
CREATE TABLE IF NOT EXISTS imaoce.presents (
  chargement    bigint NOT NULL REFERENCES imaoce.chargement ON DELETE CASCADE,
  session       text NOT NULL,
  examen        text NOT NULL,
  specialite    text NOT NULL,
  epreuve       text NOT NULL,
  option        text NOT NULL DEFAULT '',
  jury          text NOT NULL,
  commission    text NOT NULL,
  nb_prevus     integer,
  nb_presents   integer NOT NULL CHECK (nb_presents >= 0),
  nb_absents    integer NOT NULL DEFAULT 0 CHECK (nb_absents >= 0),
  date_remontee date,
  PRIMARY KEY (chargement, examen, specialite, epreuve, option, jury, commission)
);

-- ── Écrire : ouvrir un chargement, remplir ses tables, le clore. Rien n'est lu avant.
CREATE OR REPLACE FUNCTION imaoce.ouvrir_chargement(academie text, session text, moment integer, systeme text DEFAULT 'OCEAN') RETURNS bigint
LANGUAGE sql AS $$ INSERT INTO imaoce.chargement (academie, session, moment, systeme) VALUES ($1, $2, $3, $4) RETURNING id $$;

CREATE OR REPLACE FUNCTION imaoce.clore_chargement(numero bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE t text; n bigint; total bigint := 0; m text; resume text := '';
BEGIN
  FOREACH t IN ARRAY ARRAY['session', 'reglementation', 'inscriptions', 'centres', 'jurys', 'commissions', 'commission_origines', 'presents'] LOOP
    EXECUTE format('SELECT count(*), md5(coalesce(string_agg((to_jsonb(x) - ''chargement'')::text, ''|'' ORDER BY (to_jsonb(x) - ''chargement'')::text), ''''))
      FROM imaoce.%I x WHERE chargement = $1', t) INTO n, m USING numero;
    total := total + n;
    resume := resume || t || m;
  END LOOP;
  UPDATE imaoce.chargement SET etat = 'complet', complet_le = clock_timestamp(), lignes = total, empreinte = md5(resume) WHERE id = numero AND etat = 'en_cours';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'le chargement % n''existe pas, ou il est déjà clos', numero;
  END IF;
END $$;

-- ── Lire
DO $$ BEGIN
  CREATE ROLE imaoce_lecture NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT USAGE ON SCHEMA imaoce TO imaoce_lecture;
GRANT SELECT ON ALL TABLES IN SCHEMA imaoce TO imaoce_lecture;
