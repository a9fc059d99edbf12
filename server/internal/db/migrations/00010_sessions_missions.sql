-- Sessions, réglementation, what OCEAN sends (centres, jurys, commissions, présents), and the missions made of it.
-- +goose Up
-- +goose StatementBegin

-- Sessions.
ALTER TABLE session
  ADD COLUMN pilote_valide_le date,             -- validation of the pilote réglementaire, as OCEAN says it
  ADD COLUMN preparee_de      uuid,             -- the session whose rules, centres and parameters were copied
  ADD COLUMN close_le         timestamptz,
  ADD COLUMN archivee_le      timestamptz,
  ADD COLUMN maj_le           timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT session_dates CHECK (fin IS NULL OR debut IS NULL OR fin >= debut),
  ADD FOREIGN KEY (academie, preparee_de) REFERENCES session (academie, id);

-- An archived session is read-only, whatever the code path.
CREATE FUNCTION refuser_session_archivee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ligne record;
BEGIN
  IF TG_OP = 'DELETE' THEN ligne := OLD; ELSE ligne := NEW; END IF;
  IF current_user = 'imagin_app' AND EXISTS (SELECT 1 FROM session s
     WHERE s.academie = ligne.academie AND s.id = ligne.session_id AND s.etat = 'archivee') THEN
    RAISE EXCEPTION 'session archivée' USING ERRCODE = '23514', CONSTRAINT = 'session_archivee';
  END IF;
  RETURN ligne;
END $$;

-- Réglementation. What a file no longer names is kept: past missions refer to it.
ALTER TABLE examen     ADD COLUMN origine text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')), ADD COLUMN historise_le timestamptz;
ALTER TABLE specialite ADD COLUMN origine text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')), ADD COLUMN historise_le timestamptz;
ALTER TABLE epreuve_option
  ADD COLUMN groupe_epreuves    smallint CHECK (groupe_epreuves BETWEEN 1 AND 9),   -- 1: first group, 2: second group (rattrapage)
  ADD COLUMN mode_evaluation    text NOT NULL DEFAULT 'ponctuel' CHECK (mode_evaluation IN ('ponctuel', 'ccf', 'eca')),
  ADD COLUMN coefficient        numeric(6, 2) CHECK (coefficient >= 0),
  ADD COLUMN preparation_min    integer CHECK (preparation_min >= 0),
  ADD COLUMN anticipee          boolean NOT NULL DEFAULT false,
  ADD COLUMN caractere          text NOT NULL DEFAULT 'obligatoire' CHECK (caractere IN ('obligatoire', 'facultatif')),
  ADD COLUMN groupe_remuneration text,            -- NR: generates no pay
  ADD COLUMN origine            text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')),
  ADD COLUMN saisis             text[] NOT NULL DEFAULT '{}',   -- fields corrected by hand: no file overwrites them
  ADD COLUMN historise_le       timestamptz,
  ADD COLUMN version            integer NOT NULL DEFAULT 1,
  ADD COLUMN maj_le             timestamptz NOT NULL DEFAULT now();
CREATE INDEX epreuve_option_recherche ON epreuve_option USING gin ((sans_accent(epreuve || ' ' || option || ' ' || libelle)) gin_trgm_ops);

-- Which épreuves-options a session has, and which give rise to missions: CCF never does unless somebody says so.
CREATE TABLE session_epreuve (
  academie          text NOT NULL,
  id                uuid NOT NULL DEFAULT uuid_v7(),
  session_id        uuid NOT NULL,
  epreuve_option_id uuid NOT NULL,
  donne_lieu        boolean NOT NULL,
  choisi_par        text,                         -- a person decided; NULL: what the mode of évaluation implies
  choisi_le         timestamptz,
  saisis            text[] GENERATED ALWAYS AS (CASE WHEN choisi_par IS NULL THEN '{}'::text[] ELSE '{donne_lieu}'::text[] END) STORED,
  origine           text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')),
  retire_le         timestamptz,                  -- OCEAN no longer names it for this session
  version           integer NOT NULL DEFAULT 1,
  maj_le            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, epreuve_option_id) REFERENCES epreuve_option (academie, id),
  CONSTRAINT session_epreuve_unique UNIQUE (academie, session_id, epreuve_option_id)
);
CREATE INDEX session_epreuve_epreuve ON session_epreuve (academie, epreuve_option_id);
CALL cloisonner('session_epreuve');

-- Candidates are counts by establishment of origin, never names.
CREATE TABLE inscription (
  academie          text NOT NULL,
  id                uuid NOT NULL DEFAULT uuid_v7(),
  session_id        uuid NOT NULL,
  epreuve_option_id uuid NOT NULL,
  uai_origine       text NOT NULL,                -- may be unknown here: other académies, individuals
  inscrits          integer NOT NULL CHECK (inscrits >= 0),
  dispenses         integer NOT NULL DEFAULT 0 CHECK (dispenses >= 0),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, epreuve_option_id) REFERENCES epreuve_option (academie, id),
  CONSTRAINT inscription_unique UNIQUE (academie, session_id, epreuve_option_id, uai_origine),
  CONSTRAINT inscription_dispenses CHECK (dispenses <= inscrits)
);
CALL cloisonner('inscription');

-- Centres. A virtual one (dematerialised marking, harmonisation) has no place and nobody travels to it.
ALTER TABLE centre
  ADD COLUMN virtuel        boolean NOT NULL DEFAULT false,
  ADD COLUMN adresse        text,                 -- what differs from the establishment's own; NULL: the same
  ADD COLUMN code_postal    text,
  ADD COLUMN code_commune   text,
  ADD COLUMN latitude       double precision,
  ADD COLUMN longitude      double precision,
  ADD COLUMN zone           text,                 -- bassin
  ADD COLUMN capacite       integer CHECK (capacite >= 0),        -- candidates at once
  ADD COLUMN chef_nom       text, ADD COLUMN chef_mel text, ADD COLUMN chef_telephone text,
  ADD COLUMN origine        text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')),
  ADD COLUMN saisis         text[] NOT NULL DEFAULT '{}',
  ADD COLUMN retire_le      timestamptz,
  ADD COLUMN version        integer NOT NULL DEFAULT 1,
  ADD COLUMN maj_le         timestamptz NOT NULL DEFAULT now(),
  ADD CONSTRAINT centre_virtuel_sans_lieu CHECK (NOT virtuel OR etablissement_id IS NULL);
CREATE INDEX centre_recherche ON centre USING gin ((sans_accent(code || ' ' || libelle || ' ' || coalesce(commune, ''))) gin_trgm_ops);

-- What a centre serves: kinds of work, for an examen or for all of them.
CREATE TABLE centre_usage (
  academie  text NOT NULL,
  id        uuid NOT NULL DEFAULT uuid_v7(),
  centre_id uuid NOT NULL,
  examen    text,                                 -- NULL: every examen
  genre     text NOT NULL CHECK (genre IN ('ecrit', 'oral', 'pratique', 'correction', 'deliberation')),
  capacite  integer CHECK (capacite >= 0),
  origine   text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, centre_id) REFERENCES centre (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  CONSTRAINT centre_usage_unique UNIQUE NULLS NOT DISTINCT (academie, centre_id, examen, genre)
);
CALL cloisonner('centre_usage');

-- Jurys and commissions. Dates and hours are those of the wall clock of their centre.
CREATE TABLE jury (
  academie        text NOT NULL,
  id              uuid NOT NULL DEFAULT uuid_v7(),
  session_id      uuid NOT NULL,
  examen          text NOT NULL,
  specialite      text,
  code            text NOT NULL,
  libelle         text NOT NULL,
  centre_id       uuid,                           -- where it deliberates
  deliberation_le date,
  deliberation_a  time,
  candidats       integer CHECK (candidats >= 0),
  origine         text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')),
  saisis          text[] NOT NULL DEFAULT '{}',
  retire_le       timestamptz,                    -- OCEAN no longer names it
  version         integer NOT NULL DEFAULT 1,
  maj_le          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  FOREIGN KEY (academie, examen, specialite) REFERENCES specialite (academie, examen, code),
  FOREIGN KEY (academie, centre_id) REFERENCES centre (academie, id),
  CONSTRAINT jury_unique UNIQUE (academie, session_id, examen, code)
);
CREATE INDEX jury_centre ON jury (academie, centre_id);
CALL cloisonner('jury');

CREATE TABLE commission (
  academie          text NOT NULL,
  id                uuid NOT NULL DEFAULT uuid_v7(),
  session_id        uuid NOT NULL,
  jury_id           uuid NOT NULL,
  examen            text NOT NULL,
  epreuve_option_id uuid NOT NULL,
  code              text NOT NULL,
  type              text NOT NULL CHECK (type ~ '^[A-Z][A-Z_]{1,29}$'),   -- CORRECTION, INTERROGATION, PRATIQUE, SURVEILLANCE…
  centre_id         uuid,
  le                date,
  a                 time,
  duree_min         integer CHECK (duree_min BETWEEN 0 AND 1440),         -- a day's work, in minutes; 0: not said
  nb_jours          integer NOT NULL DEFAULT 1 CHECK (nb_jours BETWEEN 1 AND 60),
  candidats         integer NOT NULL DEFAULT 0 CHECK (candidats >= 0),    -- expected
  demandes          integer CHECK (demandes BETWEEN 0 AND 500),           -- intervenants asked for
  profil            text,
  presents          integer CHECK (presents >= 0),                        -- fourth exchange
  absents           integer CHECK (absents >= 0),
  remonte_le        date,
  origine           text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('ocean', 'saisie')),
  saisis            text[] NOT NULL DEFAULT '{}',
  retire_le         timestamptz,                  -- OCEAN no longer names it
  version           integer NOT NULL DEFAULT 1,
  maj_le            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, jury_id) REFERENCES jury (academie, id),
  FOREIGN KEY (academie, epreuve_option_id) REFERENCES epreuve_option (academie, id),
  FOREIGN KEY (academie, centre_id) REFERENCES centre (academie, id),
  CONSTRAINT commission_unique UNIQUE (academie, session_id, jury_id, epreuve_option_id, code)
);
CREATE INDEX commission_jury ON commission (academie, jury_id);
CREATE INDEX commission_centre ON commission (academie, centre_id);
CREATE INDEX commission_epreuve ON commission (academie, epreuve_option_id);
CALL cloisonner('commission');

CREATE TABLE commission_origine (
  academie      text NOT NULL,
  id            uuid NOT NULL DEFAULT uuid_v7(),
  commission_id uuid NOT NULL,
  uai_origine   text NOT NULL,
  candidats     integer NOT NULL CHECK (candidats >= 0),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, commission_id) REFERENCES commission (academie, id) ON DELETE CASCADE,
  CONSTRAINT commission_origine_unique UNIQUE (academie, commission_id, uai_origine)
);
CALL cloisonner('commission_origine');

-- Kinds of mission. Every académie has them all to begin with.
ALTER TABLE type_mission
  ADD COLUMN remunere         boolean NOT NULL DEFAULT true,
  ADD COLUMN exige_competence boolean NOT NULL DEFAULT false,   -- somebody holding the compétence of the épreuve-option
  ADD COLUMN charge_unite     text CHECK (charge_unite IN ('copies', 'candidats', 'heures', 'demi_journees')),
  ADD COLUMN rang             smallint NOT NULL DEFAULT 99,
  ADD COLUMN actif            boolean NOT NULL DEFAULT true;
CREATE FUNCTION types_de_depart(aca text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO type_mission (academie, code, libelle, sur_place, remunere, exige_competence, charge_unite, rang) VALUES
    (aca, 'ELABORATION', 'Élaboration de sujets', true, true, true, 'demi_journees', 1),
    (aca, 'HARMONISATION', 'Harmonisation', false, true, true, 'heures', 2),
    (aca, 'SURVEILLANCE', 'Surveillance', true, true, false, 'heures', 3),
    (aca, 'CORRECTION', 'Correction', false, true, true, 'copies', 4),
    (aca, 'INTERROGATION', 'Interrogation', true, true, true, 'candidats', 5),
    (aca, 'DELIBERATION', 'Délibération', true, true, false, 'demi_journees', 6),
    (aca, 'COORDINATION', 'Coordination', true, true, false, 'demi_journees', 7),
    (aca, 'SECRETARIAT', 'Secrétariat d’examen', true, true, false, 'heures', 8),
    (aca, 'ACCOMPAGNEMENT', 'Accompagnement de candidats', true, true, false, 'heures', 9),
    (aca, 'AIDE_DEROULEMENT', 'Aide au déroulement des épreuves', true, true, false, 'heures', 10),
    (aca, 'TRAVAUX_ADMIN', 'Travaux administratifs', true, true, false, 'heures', 11)
  ON CONFLICT (academie, code) DO UPDATE SET remunere = excluded.remunere, exige_competence = excluded.exige_competence,
    charge_unite = excluded.charge_unite, rang = excluded.rang
$$;
SELECT types_de_depart(code) FROM academie;

-- How missions are made: for each commission, jury or centre, how many people of which role, for how many candidates.
-- The most precise rule for a source, a kind of mission and a role wins.
CREATE TABLE regle_generation (
  academie     text NOT NULL,
  id           uuid NOT NULL DEFAULT uuid_v7(),
  session_id   uuid NOT NULL,
  source       text NOT NULL CHECK (source IN ('commission', 'jury', 'centre')),
  genre        text NOT NULL DEFAULT '',          -- type of the commission, or kind of the centre; '' for a jury
  examen       text,                              -- NULL: every examen
  nature       text CHECK (nature IN ('ecrit', 'oral', 'pratique', 'eps', 'vae')),
  type_mission text NOT NULL,
  role         text NOT NULL CHECK (role IN ('president', 'vice_president', 'membre', 'correcteur', 'interrogateur',
                 'coordonnateur', 'secretaire', 'surveillant')),
  base         text NOT NULL CHECK (base IN ('forfait', 'candidats', 'demandes')),  -- candidats are the copies of a correction
  nombre       integer NOT NULL CHECK (nombre BETWEEN 0 AND 500),
  par          integer NOT NULL DEFAULT 1 CHECK (par BETWEEN 1 AND 100000),         -- nombre people for every `par` of the base
  minimum      integer NOT NULL DEFAULT 0 CHECK (minimum BETWEEN 0 AND 500),
  maximum      integer CHECK (maximum BETWEEN 0 AND 500),
  reserve_pct  integer NOT NULL DEFAULT 0 CHECK (reserve_pct BETWEEN 0 AND 100),
  reserve_min  integer NOT NULL DEFAULT 0 CHECK (reserve_min BETWEEN 0 AND 50),
  duree_min    integer CHECK (duree_min BETWEEN 15 AND 1440),                       -- where the source says none
  actif        boolean NOT NULL DEFAULT true,
  version      integer NOT NULL DEFAULT 1,
  maj_le       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  FOREIGN KEY (academie, type_mission) REFERENCES type_mission (academie, code),
  CONSTRAINT regle_generation_unique UNIQUE NULLS NOT DISTINCT (academie, session_id, source, genre, examen, nature, type_mission, role),
  CONSTRAINT regle_generation_bornes CHECK (maximum IS NULL OR maximum >= minimum),
  CONSTRAINT regle_generation_genre CHECK ((source = 'jury') = (genre = ''))
);
CALL cloisonner('regle_generation');

-- The rules a session begins with when it was prepared from none; (session, académie).
CREATE FUNCTION regles_de_depart(aca text, ses uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO regle_generation (academie, session_id, source, genre, nature, type_mission, role, base, nombre, par, minimum, maximum, reserve_pct, reserve_min, duree_min) VALUES
    (aca, ses, 'commission', 'CORRECTION',    NULL,   'CORRECTION',    'correcteur',     'demandes',  1,   1, 1, NULL, 0, 0, NULL),
    (aca, ses, 'commission', 'INTERROGATION', NULL,   'INTERROGATION', 'interrogateur',  'demandes',  1,   1, 1, NULL, 0, 0, 480),
    (aca, ses, 'commission', 'PRATIQUE',      NULL,   'INTERROGATION', 'interrogateur',  'demandes',  1,   1, 1, NULL, 0, 0, 480),
    (aca, ses, 'commission', 'SURVEILLANCE',  NULL,   'SURVEILLANCE',  'surveillant',    'candidats', 2,  25, 2, NULL, 0, 0, 240),
    (aca, ses, 'commission', 'HARMONISATION', NULL,   'HARMONISATION', 'coordonnateur',  'demandes',  1,   1, 1, NULL, 0, 0, NULL),
    (aca, ses, 'commission', 'ELABORATION',   NULL,   'ELABORATION',   'membre',         'demandes',  1,   1, 2, NULL, 0, 0, 420),
    (aca, ses, 'jury',       '',              NULL,   'DELIBERATION',  'president',      'forfait',   1,   1, 1, 1,    0, 0, 240),
    (aca, ses, 'jury',       '',              NULL,   'DELIBERATION',  'vice_president', 'forfait',   1,   1, 1, 1,    0, 0, 240),
    (aca, ses, 'jury',       '',              NULL,   'DELIBERATION',  'membre',         'candidats', 1,  50, 2, 12,   0, 0, 240),
    (aca, ses, 'centre',     'oral',          NULL,   'COORDINATION',  'coordonnateur',  'candidats', 1, 200, 1, 3,    0, 0, 540),
    (aca, ses, 'centre',     'deliberation',  NULL,   'SECRETARIAT',   'secretaire',     'forfait',   1,   1, 1, 2,    0, 0, 480)
  ON CONFLICT DO NOTHING
$$;

-- Missions.
ALTER TABLE mission
  ALTER COLUMN centre_id DROP NOT NULL,           -- a draft may wait for its centre
  ADD COLUMN libelle        text,
  ADD COLUMN jury_id        uuid,
  ADD COLUMN commission_id  uuid,
  ADD COLUMN cle_generation text,                 -- what generation finds it by: commission:<id>:<type>; NULL when made by hand
  ADD COLUMN candidats      integer CHECK (candidats >= 0),   -- candidates or copies expected
  ADD COLUMN charge         integer CHECK (charge >= 0),      -- of one person, in charge_unite
  ADD COLUMN charge_unite   text CHECK (charge_unite IN ('copies', 'candidats', 'heures', 'demi_journees')),
  ADD COLUMN reserve        integer NOT NULL DEFAULT 0 CHECK (reserve >= 0),  -- réservistes wanted besides besoin
  ADD COLUMN consigne       text,                 -- said on the convocation
  ADD COLUMN saisis         text[] NOT NULL DEFAULT '{}',     -- parts corrected by hand: centre, creneaux, besoins, candidats, libelle, etat
  ADD COLUMN retire_le      timestamptz,          -- its commission is no longer in OCEAN
  ADD COLUMN motif          text,                 -- why it was cancelled
  ADD COLUMN cree_le        timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN maj_le         timestamptz NOT NULL DEFAULT now(),
  ADD FOREIGN KEY (academie, jury_id) REFERENCES jury (academie, id),
  ADD FOREIGN KEY (academie, commission_id) REFERENCES commission (academie, id),
  ADD CONSTRAINT mission_centre_requis CHECK (centre_id IS NOT NULL OR etat IN ('brouillon', 'annulee')),
  ADD CONSTRAINT mission_cle_unique UNIQUE (academie, session_id, cle_generation);
CREATE INDEX mission_commission ON mission (academie, commission_id) WHERE commission_id IS NOT NULL;
CREATE INDEX mission_jury ON mission (academie, jury_id) WHERE jury_id IS NOT NULL;
CREATE INDEX mission_epreuve ON mission (academie, epreuve_option_id) WHERE epreuve_option_id IS NOT NULL;
-- What OCEAN took away and gives back.
INSERT INTO transition VALUES ('mission', 'annulee', 'brouillon');

-- Needs by role; réservistes besides. Their sums are kept on the mission.
CREATE TABLE mission_besoin (
  academie    text NOT NULL,
  id          uuid NOT NULL DEFAULT uuid_v7(),
  mission_id  uuid NOT NULL,
  role        text NOT NULL CHECK (role IN ('president', 'vice_president', 'membre', 'correcteur', 'interrogateur',
                'coordonnateur', 'secretaire', 'surveillant')),
  nombre      integer NOT NULL CHECK (nombre BETWEEN 0 AND 500),
  reservistes integer NOT NULL DEFAULT 0 CHECK (reservistes BETWEEN 0 AND 500),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id) ON DELETE CASCADE,
  CONSTRAINT mission_besoin_unique UNIQUE (academie, mission_id, role)
);
CALL cloisonner('mission_besoin');
CREATE FUNCTION mission_sommer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE mission m SET besoin = s.nombre, reserve = s.reservistes
    FROM (SELECT t.academie, t.mission_id, coalesce(sum(b.nombre), 0) AS nombre, coalesce(sum(b.reservistes), 0) AS reservistes
            FROM (SELECT DISTINCT academie, mission_id FROM touches) t
            LEFT JOIN mission_besoin b ON b.academie = t.academie AND b.mission_id = t.mission_id GROUP BY 1, 2) s
   WHERE m.academie = s.academie AND m.id = s.mission_id AND (m.besoin, m.reserve) IS DISTINCT FROM (s.nombre, s.reservistes);
  RETURN NULL;
END $$;
CREATE TRIGGER mission_besoin_i AFTER INSERT ON mission_besoin REFERENCING NEW TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION mission_sommer();
CREATE TRIGGER mission_besoin_u AFTER UPDATE ON mission_besoin REFERENCING NEW TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION mission_sommer();
CREATE TRIGGER mission_besoin_d AFTER DELETE ON mission_besoin REFERENCING OLD TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION mission_sommer();

-- Whose pupils: nobody examines those he taught.
CREATE TABLE mission_origine (
  academie    text NOT NULL,
  id          uuid NOT NULL DEFAULT uuid_v7(),
  mission_id  uuid NOT NULL,
  uai_origine text NOT NULL,
  candidats   integer NOT NULL CHECK (candidats >= 0),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id) ON DELETE CASCADE,
  CONSTRAINT mission_origine_unique UNIQUE (academie, mission_id, uai_origine)
);
CREATE INDEX mission_origine_uai ON mission_origine (academie, uai_origine);
CALL cloisonner('mission_origine');

-- What changed under people who are already affected or convoked: kept until somebody deals with it.
CREATE TABLE mission_alerte (
  academie     text NOT NULL,
  id           uuid NOT NULL DEFAULT uuid_v7(),
  mission_id   uuid NOT NULL,
  session_id   uuid NOT NULL,
  nature       text NOT NULL CHECK (nature IN ('retiree', 'revenue', 'candidats', 'besoins', 'creneaux', 'centre', 'saisie')),
  avant        jsonb,
  apres        jsonb,
  affectes     integer NOT NULL DEFAULT 0,        -- people touched, when it was raised
  convoques    integer NOT NULL DEFAULT 0,
  suite        text NOT NULL,                     -- the next step proposed, in French
  le           timestamptz NOT NULL DEFAULT now(),
  traitee_le   timestamptz,
  traitee_par  text,
  decision     text CHECK (decision IN ('appliquee', 'ecartee', 'sans_objet')),
  version      integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id)
);
CREATE UNIQUE INDEX mission_alerte_ouverte ON mission_alerte (academie, mission_id, nature) WHERE traitee_le IS NULL;
CREATE INDEX mission_alerte_session ON mission_alerte (academie, session_id, le, id);
CALL cloisonner('mission_alerte');

-- With people affected, a mission cannot be cancelled; convoked, the run is cancelled first.
CREATE FUNCTION mission_garder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user <> 'imagin_app' THEN RETURN NEW; END IF;
  IF EXISTS (SELECT 1 FROM affectation a WHERE a.academie = NEW.academie AND a.mission_id = NEW.id AND a.etat = 'convoquee') THEN
    RAISE EXCEPTION 'mission convoquée' USING ERRCODE = '23514', CONSTRAINT = 'mission_convoquee';
  ELSIF EXISTS (SELECT 1 FROM affectation a WHERE a.academie = NEW.academie AND a.mission_id = NEW.id AND a.etat <> 'desaffectee') THEN
    RAISE EXCEPTION 'mission affectée' USING ERRCODE = '23514', CONSTRAINT = 'mission_affectee';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mission_annulation BEFORE UPDATE OF etat ON mission
  FOR EACH ROW WHEN (NEW.etat = 'annulee' AND OLD.etat <> 'annulee') EXECUTE FUNCTION mission_garder();

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['centre', 'session_epreuve', 'inscription', 'jury', 'commission', 'regle_generation', 'mission', 'affectation'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuser_session_archivee()', t || '_archivee', t);
  END LOOP;
END $$;

-- A generation: its difference is read, then applied if it is still the same.
CREATE TABLE generation (
  academie    text NOT NULL,
  id          uuid NOT NULL,
  session_id  uuid NOT NULL,
  tache_id    uuid NOT NULL,
  etat        text NOT NULL DEFAULT 'demandee' CHECK (etat IN ('demandee', 'simulee', 'appliquee', 'abandonnee')),
  ouvrir      boolean NOT NULL DEFAULT true,      -- complete missions are opened
  simulation  boolean NOT NULL DEFAULT true,      -- stop once the difference is known
  accepte     text,                               -- digest of the difference that somebody accepted
  difference  text,
  message     text,
  comptes     jsonb NOT NULL DEFAULT '{}',
  lancee_le   timestamptz NOT NULL DEFAULT now(),
  lancee_par  text NOT NULL,
  appliquee_le timestamptz,
  version     integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, tache_id) REFERENCES tache (academie, id)
);
CREATE INDEX generation_session ON generation (academie, session_id, lancee_le, id);
CALL cloisonner('generation');
CREATE TRIGGER generation_transition BEFORE INSERT OR UPDATE OF etat ON generation
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('generation', '', 'demandee'), ('generation', 'demandee', 'simulee'), ('generation', 'demandee', 'appliquee'),
  ('generation', 'demandee', 'abandonnee'), ('generation', 'simulee', 'demandee'), ('generation', 'simulee', 'abandonnee');

CREATE TABLE generation_ecart (
  academie      text NOT NULL,
  id            uuid NOT NULL DEFAULT uuid_v7(),
  generation_id uuid NOT NULL,
  nature        text NOT NULL CHECK (nature IN ('creee', 'modifiee', 'retiree', 'revenue', 'alerte')),
  mission_id    uuid,
  libelle       text NOT NULL,
  champs        jsonb,                            -- {"champ": [before, after]}
  affectes      integer NOT NULL DEFAULT 0,
  convoques     integer NOT NULL DEFAULT 0,
  PRIMARY KEY (academie, generation_id, id),
  FOREIGN KEY (academie, generation_id) REFERENCES generation (academie, id) ON DELETE CASCADE
);
CALL cloisonner('generation_ecart');

-- Jury composition: rules as data, checked as warnings. NULL qualité: worked out from corps, grade and fonction.
ALTER TABLE intervenant ADD COLUMN qualite text CHECK (qualite IN ('enseignant', 'universitaire', 'inspecteur',
  'profession_employeur', 'profession_salarie', 'autre'));
CREATE TABLE regle_jury (
  academie   text NOT NULL REFERENCES academie,
  id         uuid NOT NULL DEFAULT uuid_v7(),
  examen     text NOT NULL,                       -- a code the académie may not have yet
  moment     text NOT NULL DEFAULT 'deliberation' CHECK (moment IN ('deliberation', 'interrogation')),
  epreuve    text,                                -- an interrogation of which épreuve; NULL: all
  exigence   text NOT NULL CHECK (exigence IN ('role_qualite', 'nombre_minimal', 'part_minimale', 'parite',
               'disciplines_differentes', 'specialites_representees')),
  roles      text[] NOT NULL DEFAULT '{}',        -- of whom; empty: of everybody but réservistes
  qualites   text[] NOT NULL DEFAULT '{}',
  face_a     text[] NOT NULL DEFAULT '{}',        -- parité: with whom
  minimum    integer CHECK (minimum BETWEEN 1 AND 50),
  part       integer CHECK (part BETWEEN 1 AND 100),   -- per cent
  libelle    text NOT NULL,                       -- what the rule asks for, in French
  reference  text,                                -- the text it comes from
  actif      boolean NOT NULL DEFAULT true,
  rang       smallint NOT NULL DEFAULT 1,
  version    integer NOT NULL DEFAULT 1,
  maj_le     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  CONSTRAINT regle_jury_unique UNIQUE (academie, examen, moment, rang)
);
CALL cloisonner('regle_jury');
CREATE FUNCTION jurys_de_depart(aca text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO regle_jury (academie, examen, rang, moment, epreuve, exigence, roles, qualites, face_a, minimum, part, libelle, reference) VALUES
    (aca, 'BG', 1, 'deliberation', NULL, 'role_qualite', '{president}', '{universitaire}', '{}', 1, NULL, 'Le président est un enseignant-chercheur nommé par le recteur.', 'Code de l’éducation, art. D334-21'),
    (aca, 'BG', 2, 'deliberation', NULL, 'role_qualite', '{vice_president}', '{agrege,certifie}', '{}', NULL, NULL, 'Les présidents adjoints sont choisis parmi les agrégés, à défaut parmi les certifiés.', 'Code de l’éducation, art. D334-21'),
    (aca, 'BG', 3, 'interrogation', 'GO', 'disciplines_differentes', '{interrogateur}', '{}', '{}', 2, NULL, 'Le grand oral réunit deux professeurs de disciplines différentes.', 'Note de service du grand oral'),
    (aca, 'BTN', 1, 'deliberation', NULL, 'role_qualite', '{president}', '{universitaire}', '{}', 1, NULL, 'Le président est un enseignant-chercheur nommé par le recteur.', 'Code de l’éducation, art. D336-20'),
    (aca, 'BTN', 2, 'deliberation', NULL, 'part_minimale', '{}', '{profession_employeur,profession_salarie}', '{}', NULL, 33, 'Un tiers du jury représente la profession, employeurs et salariés.', 'Code de l’éducation, art. D336-20'),
    (aca, 'BTN', 3, 'deliberation', NULL, 'nombre_minimal', '{}', '{enseignant_prive}', '{}', 1, NULL, 'Sauf impossibilité, un enseignant de l’enseignement privé siège.', 'Code de l’éducation, art. D336-20'),
    (aca, 'BTN', 4, 'interrogation', 'GO', 'disciplines_differentes', '{interrogateur}', '{}', '{}', 2, NULL, 'Le grand oral réunit deux professeurs de disciplines différentes.', 'Note de service du grand oral'),
    (aca, 'BTS', 1, 'deliberation', NULL, 'role_qualite', '{president}', '{universitaire,inspecteur}', '{}', 1, NULL, 'Le président est un enseignant-chercheur ou un IA-IPR.', 'Code de l’éducation, art. D643-31'),
    (aca, 'BTS', 2, 'deliberation', NULL, 'parite', '{}', '{enseignant,universitaire}', '{profession_employeur,profession_salarie}', NULL, NULL, 'Le jury compte autant d’enseignants que de membres de la profession.', 'Code de l’éducation, art. D643-31'),
    (aca, 'BTS', 3, 'deliberation', NULL, 'nombre_minimal', '{}', '{universitaire}', '{}', 1, NULL, 'Un enseignant-chercheur siège parmi les enseignants.', 'Code de l’éducation, art. D643-31'),
    (aca, 'BTS', 4, 'deliberation', NULL, 'parite', '{}', '{profession_employeur}', '{profession_salarie}', NULL, NULL, 'Employeurs et salariés sont en nombre égal.', 'Code de l’éducation, art. D643-31'),
    (aca, 'BP', 1, 'deliberation', NULL, 'parite', '{}', '{enseignant,universitaire}', '{profession_employeur,profession_salarie}', NULL, NULL, 'Le jury compte autant d’enseignants que de membres de la profession.', 'Code de l’éducation, art. D337-117'),
    (aca, 'CAP', 1, 'deliberation', NULL, 'specialites_representees', '{}', '{}', '{}', 1, NULL, 'Chaque spécialité servie par le jury y est représentée.', 'Code de l’éducation, art. D337-22')
  ON CONFLICT DO NOTHING
$$;
SELECT jurys_de_depart(code) FROM academie;

-- Exchanges with OCEAN and CYCLADES are imports like the others, of one session and one of its four moments.
ALTER TABLE import
  ADD COLUMN session_id uuid,
  ADD COLUMN moment     smallint CHECK (moment BETWEEN 1 AND 4),
  ADD COLUMN systeme    text CHECK (systeme IN ('OCEAN', 'CYCLADES', 'FICHIER')),
  ADD COLUMN chargement text,                     -- the load of the IMAOCE base that was fetched
  ADD FOREIGN KEY (academie, session_id) REFERENCES session (academie, id);
CREATE INDEX import_session ON import (academie, session_id, moment, depose_le) WHERE session_id IS NOT NULL;

CREATE FUNCTION academie_de_depart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM types_de_depart(NEW.code);
  PERFORM jurys_de_depart(NEW.code);
  INSERT INTO source_echange (academie, code) SELECT NEW.code, unnest(ARRAY['imaoce_reglementation', 'imaoce_inscriptions', 'imaoce_commissions', 'imaoce_presents']);
  RETURN NULL;
END $$;
CREATE TRIGGER academie_examens AFTER INSERT ON academie FOR EACH ROW EXECUTE FUNCTION academie_de_depart();

INSERT INTO source_echange (academie, code) SELECT a.code, s FROM academie a,
  unnest(ARRAY['imaoce_reglementation', 'imaoce_inscriptions', 'imaoce_commissions', 'imaoce_presents']) s;

CREATE UNLOGGED TABLE staging.reglementation (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, examen_libelle text NOT NULL, specialite text NOT NULL, specialite_libelle text NOT NULL,
  groupe_epreuves smallint, epreuve text NOT NULL, option text NOT NULL, libelle text NOT NULL, nature text NOT NULL, mode_evaluation text NOT NULL,
  coefficient numeric(6, 2), duree_min integer, preparation_min integer, anticipee boolean NOT NULL, caractere text NOT NULL, groupe_remuneration text
);
CREATE UNLOGGED TABLE staging.inscription (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, specialite text NOT NULL, epreuve text NOT NULL, option text NOT NULL,
  uai_origine text NOT NULL, inscrits integer NOT NULL, dispenses integer NOT NULL
);
CREATE UNLOGGED TABLE staging.centre (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, uai text NOT NULL, genre text NOT NULL, libelle text NOT NULL, capacite integer
);
CREATE UNLOGGED TABLE staging.jury (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, specialite text, code text NOT NULL, libelle text NOT NULL,
  uai_centre text, le date, a time, candidats integer
);
CREATE UNLOGGED TABLE staging.commission (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, specialite text NOT NULL, epreuve text NOT NULL, option text NOT NULL, jury text NOT NULL,
  code text NOT NULL, type text NOT NULL, uai_centre text, le date, a time, duree_min integer, nb_jours integer NOT NULL, candidats integer NOT NULL,
  demandes integer, profil text
);
CREATE UNLOGGED TABLE staging.commission_origine (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, specialite text, epreuve text, option text, jury text NOT NULL, code text NOT NULL,
  uai_origine text NOT NULL, candidats integer NOT NULL
);
CREATE UNLOGGED TABLE staging.presents (
  import_id uuid NOT NULL, ligne integer NOT NULL, examen text NOT NULL, specialite text NOT NULL, epreuve text NOT NULL, option text NOT NULL, jury text NOT NULL,
  code text NOT NULL, presents integer NOT NULL, absents integer NOT NULL, remonte_le date
);
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['reglementation', 'inscription', 'centre', 'jury', 'commission', 'commission_origine', 'presents'] LOOP
    EXECUTE format('CREATE INDEX ON staging.%I (import_id)', t);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON staging.%I TO imagin_app', t);
  END LOOP;
END $$;
CREATE FUNCTION staging.analyser_imaoce(recu boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF recu THEN
    ANALYZE staging.reglementation; ANALYZE staging.inscription; ANALYZE staging.centre; ANALYZE staging.jury;
    ANALYZE staging.commission; ANALYZE staging.commission_origine; ANALYZE staging.presents;
  ELSE
    ANALYZE public.epreuve_option; ANALYZE public.session_epreuve; ANALYZE public.inscription; ANALYZE public.centre; ANALYZE public.centre_usage;
    ANALYZE public.jury; ANALYZE public.commission; ANALYZE public.commission_origine; ANALYZE public.mission; ANALYZE public.creneau;
    ANALYZE public.mission_besoin; ANALYZE public.mission_origine;
  END IF;
END $$;
REVOKE ALL ON FUNCTION staging.analyser_imaoce(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staging.analyser_imaoce(boolean) TO imagin_app;
-- +goose StatementEnd
