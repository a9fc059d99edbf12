-- Affectation: the rules of the académie, the plans that the engine or people propose, and what each place owes to whom.
-- +goose Up
-- +goose StatementBegin

ALTER TABLE etablissement ADD COLUMN bassin text;

-- What an académie decided of a rule, for an examen or for all. No row: the rule is as the catalogue has it.
CREATE TABLE regle_affectation (
  academie text NOT NULL REFERENCES academie,
  id       uuid NOT NULL DEFAULT uuid_v7(),
  code     text NOT NULL CHECK (code ~ '^[a-z_]{3,40}$'),
  examen   text,
  force    text NOT NULL CHECK (force IN ('imperative', 'souple', 'sans')),
  poids    integer NOT NULL DEFAULT 0 CONSTRAINT regle_affectation_poids CHECK (poids BETWEEN 0 AND 10000000),     -- centimes
  valeur   integer NOT NULL DEFAULT 0 CONSTRAINT regle_affectation_valeur CHECK (valeur BETWEEN 0 AND 100000),
  decide_par text NOT NULL,
  version  integer NOT NULL DEFAULT 1,
  maj_le   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  CONSTRAINT regle_affectation_unique UNIQUE NULLS NOT DISTINCT (academie, code, examen)
);
CALL cloisonner('regle_affectation');
CREATE TRIGGER regle_affectation_journal AFTER INSERT OR UPDATE OR DELETE ON regle_affectation FOR EACH ROW EXECUTE FUNCTION journaliser();

-- Two works that one person may not hold in one session; NULL stands for any.
CREATE TABLE cumul_interdit (
  academie text NOT NULL REFERENCES academie,
  id       uuid NOT NULL DEFAULT uuid_v7(),
  examen_a text, type_a text, examen_b text, type_b text,
  motif    text NOT NULL,
  version  integer NOT NULL DEFAULT 1,
  maj_le   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, examen_a) REFERENCES examen (academie, code),
  FOREIGN KEY (academie, examen_b) REFERENCES examen (academie, code),
  FOREIGN KEY (academie, type_a) REFERENCES type_mission (academie, code),
  FOREIGN KEY (academie, type_b) REFERENCES type_mission (academie, code),
  CONSTRAINT cumul_interdit_unique UNIQUE NULLS NOT DISTINCT (academie, examen_a, type_a, examen_b, type_b),
  CONSTRAINT cumul_interdit_deux CHECK ((examen_a, type_a) IS DISTINCT FROM (examen_b, type_b) AND num_nonnulls(examen_a, type_a) > 0 AND num_nonnulls(examen_b, type_b) > 0)
);
CALL cloisonner('cumul_interdit');
CREATE TRIGGER cumul_interdit_journal AFTER INSERT OR UPDATE OR DELETE ON cumul_interdit FOR EACH ROW EXECUTE FUNCTION journaliser();

-- A plan d'affectation is a proposal: computed, corrected by hand, computed again around what was locked, published once.
CREATE TABLE plan (
  academie     text NOT NULL REFERENCES academie,
  id           uuid NOT NULL,
  session_id   uuid NOT NULL,
  libelle      text NOT NULL CONSTRAINT plan_libelle CHECK (length(libelle) BETWEEN 1 AND 120),
  etat         text NOT NULL DEFAULT 'en_calcul' CHECK (etat IN ('en_calcul', 'propose', 'publie', 'archive', 'abandonne')),
  perimetre    jsonb NOT NULL DEFAULT '{}',    -- {"examens": […], "types": […]}; empty: the whole session
  parametres   jsonb NOT NULL DEFAULT '{}',    -- the rules as they were, the seed, the budget
  depart       uuid,                           -- the plan it was copied from
  graine       bigint NOT NULL DEFAULT 1,
  budget       bigint NOT NULL DEFAULT 0,      -- units of work; 0: by the size
  ecart_vise   integer NOT NULL DEFAULT 1000,  -- millionths at which to stop
  moteur       text,                           -- version
  tache_id     uuid,
  calcule_le   timestamptz,
  cout         bigint, borne bigint,           -- centimes
  ecart        integer,                        -- millionths
  places       integer, pourvues integer, vides integer, reserves_vides integer,
  personnes    integer, km bigint, frais bigint,
  deplaces     integer,                        -- affectations that would be undone
  nouveaux     integer,                        -- affectations that would be made
  a_reconvoquer integer,
  gini         integer,                        -- thousandths, of the missions of those who have at least one or could
  charge_min   integer, charge_max integer, au_plafond integer,
  termes       jsonb,                          -- cost by rule
  rejets       jsonb,                          -- pairs put aside, by rule
  rejouable    boolean, preuve_complete boolean,
  duree_ms     integer,
  modifie_main integer NOT NULL DEFAULT 0,     -- edits by hand since it was computed: cost and bound are then of before
  cree_par     text NOT NULL, cree_le timestamptz NOT NULL DEFAULT now(),
  publie_par   text, publie_le timestamptz,
  version      integer NOT NULL DEFAULT 1,
  maj_le       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, tache_id) REFERENCES tache (academie, id),
  FOREIGN KEY (academie, depart) REFERENCES plan (academie, id)
);
CREATE INDEX plan_session ON plan (academie, session_id, cree_le, id);
CALL cloisonner('plan');
CREATE TRIGGER plan_transition BEFORE INSERT OR UPDATE OF etat ON plan FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('plan', '', 'en_calcul'), ('plan', 'en_calcul', 'propose'), ('plan', 'en_calcul', 'abandonne'), ('plan', 'propose', 'en_calcul'),
  ('plan', 'propose', 'publie'), ('plan', 'propose', 'archive'), ('plan', 'propose', 'abandonne'), ('plan', 'publie', 'archive');
CALL proteger_archive('plan');

-- A place of a plan: one seat of a mission for one role, and who sits there.
CREATE TABLE plan_place (
  academie       text NOT NULL,
  id             uuid NOT NULL DEFAULT uuid_v7(),
  plan_id        uuid NOT NULL,
  mission_id     uuid NOT NULL,
  role           text NOT NULL,
  rang           smallint NOT NULL,
  intervenant_id uuid,
  affectation_id uuid,                         -- the affectation that stands, when the person has it already
  convoquee      boolean NOT NULL DEFAULT false, -- the person is convoked there: no plan moves her
  verrou         boolean NOT NULL DEFAULT false,
  par            text NOT NULL DEFAULT 'moteur' CHECK (par IN ('moteur', 'main')),
  cout           integer NOT NULL DEFAULT 0,   -- centimes
  termes         jsonb NOT NULL DEFAULT '[]',  -- [{"regle", "centimes", "quantite"}]
  km             integer,
  prix           bigint,                       -- what the seat is worth in the proof, centimes
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, plan_id) REFERENCES plan (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id),
  CONSTRAINT plan_place_unique UNIQUE (academie, plan_id, mission_id, role, rang),
  CONSTRAINT plan_place_verrou CHECK (NOT verrou OR intervenant_id IS NOT NULL)
);
CREATE UNIQUE INDEX plan_place_personne ON plan_place (academie, plan_id, mission_id, intervenant_id) WHERE intervenant_id IS NOT NULL;
CREATE INDEX plan_place_intervenant ON plan_place (academie, plan_id, intervenant_id);
CREATE INDEX plan_place_mission ON plan_place (academie, mission_id);
CALL cloisonner('plan_place');

-- A published plan is what was decided: it no longer changes.
CREATE FUNCTION plan_place_figer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ligne plan_place := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF current_user = 'imagin_app' AND EXISTS (SELECT 1 FROM plan p WHERE p.academie = ligne.academie AND p.id = ligne.plan_id AND p.etat IN ('publie', 'archive')) THEN
    RAISE EXCEPTION 'plan publié' USING ERRCODE = '23514', CONSTRAINT = 'plan_fige';
  END IF;
  RETURN ligne;
END $$;
CREATE TRIGGER plan_place_fige BEFORE UPDATE OR DELETE ON plan_place FOR EACH ROW EXECUTE FUNCTION plan_place_figer();

-- Pairs that a gestionnaire refused in a plan.
CREATE TABLE plan_interdit (
  academie       text NOT NULL,
  id             uuid NOT NULL DEFAULT uuid_v7(),
  plan_id        uuid NOT NULL,
  mission_id     uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  motif          text,
  decide_par     text NOT NULL,
  decide_le      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, plan_id) REFERENCES plan (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT plan_interdit_unique UNIQUE (academie, plan_id, mission_id, intervenant_id)
);
CALL cloisonner('plan_interdit');

-- Where an affectation comes from: by hand, from a plan, from a replacement; and whom it replaces.
ALTER TABLE affectation
  ADD COLUMN origine   text NOT NULL DEFAULT 'main' CHECK (origine IN ('main', 'plan', 'remplacement')),
  ADD COLUMN plan_id   uuid,
  ADD COLUMN remplace  uuid,
  ADD FOREIGN KEY (academie, plan_id) REFERENCES plan (academie, id),
  ADD FOREIGN KEY (academie, remplace) REFERENCES affectation (academie, id);
CREATE INDEX affectation_mission ON affectation (academie, mission_id);

-- What each person bears in a session, beside those of the same discipline who bear something.
CREATE VIEW charge WITH (security_invoker = true) AS
  WITH c AS NOT MATERIALIZED (
    SELECT a.academie, a.session_id, a.intervenant_id, r.discipline, count(*)::int AS missions,
           coalesce(sum(m.charge) FILTER (WHERE m.charge_unite = 'copies'), 0)::int AS copies
      FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
      LEFT JOIN rattachement r ON r.academie = a.academie AND r.intervenant_id = a.intervenant_id AND r.type = 'principal' AND r.effectif
     WHERE a.etat IN ('affectee', 'convoquee', 'effectuee') GROUP BY 1, 2, 3, 4)
  SELECT c.academie, md5(c.session_id::text || c.intervenant_id)::uuid AS id, c.session_id, c.intervenant_id, c.discipline, c.missions, c.copies, m.mediane
    FROM c JOIN (SELECT academie, session_id, coalesce(discipline, '') AS discipline, percentile_cont(0.5) WITHIN GROUP (ORDER BY missions) AS mediane FROM c GROUP BY 1, 2, 3) m
      ON m.academie = c.academie AND m.session_id = c.session_id AND m.discipline = coalesce(c.discipline, '');
GRANT SELECT ON charge TO imagin_app, imagin_national;
-- +goose StatementEnd
