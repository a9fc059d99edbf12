-- Missions, créneaux, affectations, and the wall against double booking.
-- +goose Up
-- +goose StatementBegin
CREATE TABLE centre (
  academie         text NOT NULL,
  id               uuid NOT NULL,
  session_id       uuid NOT NULL,
  etablissement_id uuid,                    -- none for a virtual centre (dematerialised marking)
  code             text NOT NULL,
  libelle          text NOT NULL,
  commune          text,
  fuseau           text NOT NULL,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, etablissement_id) REFERENCES etablissement (academie, id),
  CONSTRAINT centre_code_unique UNIQUE (academie, session_id, code)
);
CREATE INDEX centre_etablissement ON centre (academie, etablissement_id);
CALL cloisonner('centre');

CREATE TABLE type_mission (
  academie  text NOT NULL REFERENCES academie,
  code      text NOT NULL,
  libelle   text NOT NULL,
  sur_place boolean NOT NULL,
  PRIMARY KEY (academie, code)
);
CALL cloisonner('type_mission');

CREATE TABLE mission (
  academie          text NOT NULL,
  id                uuid NOT NULL,
  session_id        uuid NOT NULL,
  type              text NOT NULL,
  centre_id         uuid NOT NULL,
  examen            text,
  epreuve_option_id uuid,
  etat              text NOT NULL DEFAULT 'brouillon' CHECK (etat IN ('brouillon', 'ouverte', 'close', 'annulee')),
  origine           text NOT NULL CHECK (origine IN ('ocean', 'saisie')),
  besoin            integer NOT NULL DEFAULT 1 CHECK (besoin >= 0),
  version           integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, type) REFERENCES type_mission (academie, code),
  FOREIGN KEY (academie, centre_id) REFERENCES centre (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  FOREIGN KEY (academie, epreuve_option_id) REFERENCES epreuve_option (academie, id)
);
CREATE INDEX mission_session ON mission (academie, session_id);
CREATE INDEX mission_centre ON mission (academie, centre_id);
CALL cloisonner('mission');
CREATE TRIGGER mission_transition BEFORE INSERT OR UPDATE OF etat ON mission
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('mission', '', 'brouillon'), ('mission', 'brouillon', 'ouverte'), ('mission', 'ouverte', 'close'),
  ('mission', 'brouillon', 'annulee'), ('mission', 'ouverte', 'annulee');

CREATE TABLE creneau (
  academie   text NOT NULL,
  id         uuid NOT NULL,
  mission_id uuid NOT NULL,
  debut      timestamptz NOT NULL,
  fin        timestamptz NOT NULL,
  sur_place  boolean NOT NULL,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id) ON DELETE CASCADE,
  CONSTRAINT creneau_ordre CHECK (fin > debut)
);
CREATE INDEX creneau_mission ON creneau (academie, mission_id);
CALL cloisonner('creneau');

-- nom, prenom, examen, debut, fin repeat what intervenant, mission and creneau say: they are the keys by which
-- gestionnaires sort a hundred thousand lines. The triggers below keep them.
CREATE TABLE affectation (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  session_id     uuid NOT NULL,
  mission_id     uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  role           text NOT NULL CHECK (role IN ('president', 'vice_president', 'membre', 'correcteur', 'interrogateur',
                   'coordonnateur', 'secretaire', 'surveillant', 'reserviste')),
  etat           text NOT NULL CHECK (etat IN ('proposee', 'affectee', 'convoquee', 'effectuee', 'non_effectuee', 'desaffectee')),
  motif          text,
  nom            text NOT NULL DEFAULT '',
  prenom         text NOT NULL DEFAULT '',
  type           text NOT NULL DEFAULT '',
  examen         text,
  debut          timestamptz NOT NULL,  -- a mission without créneau takes nobody
  fin            timestamptz NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id),
  CONSTRAINT affectation_motif_requis CHECK (etat <> 'desaffectee' OR motif IS NOT NULL)
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_scale_factor = 0.01);
CREATE UNIQUE INDEX affectation_unique ON affectation (academie, mission_id, intervenant_id) WHERE etat <> 'desaffectee';
CREATE INDEX affectation_intervenant ON affectation (academie, intervenant_id);
CREATE INDEX affectation_grille_nom ON affectation (academie, session_id, etat, nom, prenom, id);
CREATE INDEX affectation_session_nom ON affectation (academie, session_id, nom, prenom, id);
CREATE INDEX affectation_nom ON affectation (academie, nom, prenom, id);
CREATE INDEX affectation_debut ON affectation (academie, debut, id);
CREATE INDEX affectation_session_debut ON affectation (academie, session_id, debut, id);
CALL cloisonner('affectation');

CREATE FUNCTION affectation_recopier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT i.nom, i.prenom INTO NEW.nom, NEW.prenom
    FROM intervenant i WHERE i.academie = NEW.academie AND i.id = NEW.intervenant_id;
  SELECT m.type, m.examen INTO NEW.type, NEW.examen
    FROM mission m WHERE m.academie = NEW.academie AND m.id = NEW.mission_id;
  SELECT min(c.debut), max(c.fin) INTO NEW.debut, NEW.fin
    FROM creneau c WHERE c.academie = NEW.academie AND c.mission_id = NEW.mission_id;
  RETURN NEW;
END $$;
-- A loader that brings the copies itself (nom filled) is spared a hundred thousand look-ups.
CREATE TRIGGER affectation_recopier BEFORE INSERT ON affectation
  FOR EACH ROW WHEN (NEW.nom = '') EXECUTE FUNCTION affectation_recopier();

CREATE FUNCTION affectation_suivre_intervenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE affectation SET nom = NEW.nom, prenom = NEW.prenom
   WHERE academie = NEW.academie AND intervenant_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER intervenant_suivi AFTER UPDATE OF nom, prenom ON intervenant
  FOR EACH ROW WHEN (NEW.nom <> OLD.nom OR NEW.prenom <> OLD.prenom) EXECUTE FUNCTION affectation_suivre_intervenant();

CREATE FUNCTION affectation_suivre_mission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE affectation SET type = NEW.type, examen = NEW.examen
   WHERE academie = NEW.academie AND mission_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER mission_suivi AFTER UPDATE OF type, examen ON mission
  FOR EACH ROW EXECUTE FUNCTION affectation_suivre_mission();

CREATE TRIGGER affectation_transition BEFORE INSERT OR UPDATE OF etat ON affectation
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('affectation', '', 'proposee'), ('affectation', '', 'affectee'),
  ('affectation', 'proposee', 'affectee'), ('affectation', 'affectee', 'convoquee'), ('affectation', 'convoquee', 'affectee'),
  ('affectation', 'convoquee', 'effectuee'), ('affectation', 'convoquee', 'non_effectuee'),
  ('affectation', 'proposee', 'desaffectee'), ('affectation', 'affectee', 'desaffectee'), ('affectation', 'convoquee', 'desaffectee');

-- One row per person and créneau: the exclusion constraint is the last wall against double booking,
-- whatever the examen, the session or the code path.
CREATE TABLE occupation (
  academie       text NOT NULL,
  affectation_id uuid NOT NULL,
  creneau_id     uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  periode        tstzrange NOT NULL,
  sur_place      boolean NOT NULL,
  active         boolean NOT NULL,
  PRIMARY KEY (academie, affectation_id, creneau_id),
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, creneau_id) REFERENCES creneau (academie, id) ON DELETE CASCADE,
  CONSTRAINT occupation_sans_chevauchement
    EXCLUDE USING gist (academie WITH =, intervenant_id WITH =, periode WITH &&) WHERE (sur_place AND active)
);
CREATE INDEX occupation_creneau ON occupation (academie, creneau_id);
CALL cloisonner('occupation');

CREATE FUNCTION occupation_affecter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO occupation (academie, affectation_id, creneau_id, intervenant_id, periode, sur_place, active)
  SELECT n.academie, n.id, c.id, n.intervenant_id, tstzrange(c.debut, c.fin), c.sur_place,
         n.etat NOT IN ('proposee', 'desaffectee')
    FROM nouvelles n JOIN creneau c ON c.academie = n.academie AND c.mission_id = n.mission_id;
  RETURN NULL;
END $$;
CREATE TRIGGER affectation_occupation AFTER INSERT ON affectation
  REFERENCING NEW TABLE AS nouvelles FOR EACH STATEMENT EXECUTE FUNCTION occupation_affecter();

CREATE FUNCTION occupation_suivre() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE occupation SET active = NEW.etat NOT IN ('proposee', 'desaffectee'), intervenant_id = NEW.intervenant_id
   WHERE academie = NEW.academie AND affectation_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER affectation_occupation_suivi AFTER UPDATE OF etat, intervenant_id ON affectation
  FOR EACH ROW WHEN (NEW.etat <> OLD.etat OR NEW.intervenant_id <> OLD.intervenant_id) EXECUTE FUNCTION occupation_suivre();

CREATE FUNCTION creneau_suivre() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE la text := coalesce(NEW.academie, OLD.academie); lm uuid := coalesce(NEW.mission_id, OLD.mission_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO occupation
    SELECT a.academie, a.id, NEW.id, a.intervenant_id, tstzrange(NEW.debut, NEW.fin), NEW.sur_place,
           a.etat NOT IN ('proposee', 'desaffectee')
      FROM affectation a WHERE a.academie = NEW.academie AND a.mission_id = NEW.mission_id;
  ELSIF TG_OP = 'UPDATE' THEN
    UPDATE occupation SET periode = tstzrange(NEW.debut, NEW.fin), sur_place = NEW.sur_place
     WHERE academie = NEW.academie AND creneau_id = NEW.id;
  END IF;
  UPDATE affectation a SET debut = b.debut, fin = b.fin
    FROM (SELECT min(c.debut) AS debut, max(c.fin) AS fin FROM creneau c WHERE c.academie = la AND c.mission_id = lm) b
   WHERE a.academie = la AND a.mission_id = lm AND (a.debut, a.fin) IS DISTINCT FROM (b.debut, b.fin);
  RETURN NULL;
END $$;
CREATE TRIGGER creneau_suivi AFTER INSERT OR UPDATE OR DELETE ON creneau
  FOR EACH ROW EXECUTE FUNCTION creneau_suivre();

-- Exact totals without counting: every statement appends the difference it makes, readers add them up,
-- a periodic job folds them. Appending never makes two writers wait for each other, as one counter row would.
CREATE TABLE affectation_compte (
  academie   text NOT NULL,
  id         uuid NOT NULL DEFAULT gen_random_uuid(),
  session_id uuid NOT NULL,
  etat       text NOT NULL,
  nombre     bigint NOT NULL,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id)
);
CREATE INDEX affectation_compte_cle ON affectation_compte (academie, session_id, etat) INCLUDE (nombre);
CALL cloisonner('affectation_compte', 'SELECT, INSERT, DELETE');

CREATE FUNCTION affectation_compter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO affectation_compte (academie, session_id, etat, nombre)
    SELECT academie, session_id, etat, count(*) FROM nouvelles GROUP BY 1, 2, 3;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO affectation_compte (academie, session_id, etat, nombre)
    SELECT academie, session_id, etat, -count(*) FROM anciennes GROUP BY 1, 2, 3;
  ELSE
    INSERT INTO affectation_compte (academie, session_id, etat, nombre)
    SELECT academie, session_id, etat, sum(n) FROM (
      SELECT academie, session_id, etat, 1 AS n FROM nouvelles
      UNION ALL SELECT academie, session_id, etat, -1 FROM anciennes) d
    GROUP BY 1, 2, 3 HAVING sum(n) <> 0;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER affectation_compte_i AFTER INSERT ON affectation
  REFERENCING NEW TABLE AS nouvelles FOR EACH STATEMENT EXECUTE FUNCTION affectation_compter();
CREATE TRIGGER affectation_compte_u AFTER UPDATE ON affectation
  REFERENCING OLD TABLE AS anciennes NEW TABLE AS nouvelles FOR EACH STATEMENT EXECUTE FUNCTION affectation_compter();
CREATE TRIGGER affectation_compte_d AFTER DELETE ON affectation
  REFERENCING OLD TABLE AS anciennes FOR EACH STATEMENT EXECUTE FUNCTION affectation_compter();
-- +goose StatementEnd
