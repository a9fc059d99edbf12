-- What archiving a session means; when a mission begins and ends, kept beside it for the lists and the calendar.
-- +goose Up
-- +goose StatementBegin
-- An archived session is only read, whatever the code path: every table that hangs from it refuses the application.
-- One question per statement, not per row: a load of a hundred thousand rows asks it once.
CREATE FUNCTION refuser_archive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'session archivée : % ne change plus', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'session_archivee';
END $$;

CREATE FUNCTION session_archivee_par_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'imagin_app' AND EXISTS (SELECT 1 FROM touchees t JOIN session s ON s.academie = t.academie AND s.id = t.session_id
      WHERE s.etat = 'archivee') THEN
    RAISE EXCEPTION 'session archivée : % ne change plus', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'session_archivee';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION session_archivee_par_mission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_user = 'imagin_app' AND EXISTS (SELECT 1 FROM touchees t JOIN mission m ON m.academie = t.academie AND m.id = t.mission_id
      JOIN session s ON s.academie = m.academie AND s.id = m.session_id WHERE s.etat = 'archivee') THEN
    RAISE EXCEPTION 'session archivée : % ne change plus', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = 'session_archivee';
  END IF;
  RETURN NULL;
END $$;

-- par: 'session' when the table has session_id, 'mission' when it has mission_id. A later migration calls it for its own.
CREATE PROCEDURE proteger_archive(t regclass, par text DEFAULT 'session') LANGUAGE plpgsql AS $$
DECLARE nom text := (SELECT relname FROM pg_class WHERE oid = t);
BEGIN
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS touchees FOR EACH STATEMENT EXECUTE FUNCTION session_archivee_par_%s()', nom || '_archive_i', t, par);
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING OLD TABLE AS touchees FOR EACH STATEMENT EXECUTE FUNCTION session_archivee_par_%s()', nom || '_archive_u', t, par);
  EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING NEW TABLE AS touchees FOR EACH STATEMENT EXECUTE FUNCTION session_archivee_par_%s()', nom || '_archive_v', t, par);
  EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS touchees FOR EACH STATEMENT EXECUTE FUNCTION session_archivee_par_%s()', nom || '_archive_d', t, par);
END $$;

CREATE TRIGGER session_archivee BEFORE UPDATE OR DELETE ON session FOR EACH ROW
  WHEN (OLD.etat = 'archivee') EXECUTE FUNCTION refuser_archive();

-- Every table that stands on a session now, by its own key or by its mission's. Not the counters, which are only
-- folded, nor the machinery of imports. What asked the same question row by row gives way.
DO $$
DECLARE x record;
BEGIN
  FOR x IN SELECT c.oid::regclass AS t, g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
    WHERE p.proname = 'refuser_session_archivee'
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', x.tgname, x.t);
  END LOOP;
  DROP FUNCTION refuser_session_archivee();
  FOR x IN SELECT c.oid::regclass AS t, CASE WHEN bool_or(a.attname = 'session_id') THEN 'session' ELSE 'mission' END AS par
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('session_id', 'mission_id') AND NOT a.attisdropped
    WHERE k.contype = 'f' AND k.confrelid IN ('session'::regclass, 'mission'::regclass) AND a.attnum = ANY (k.conkey) AND c.relname NOT IN ('affectation_compte', 'import', 'generation')
    GROUP BY c.oid
  LOOP
    CALL proteger_archive(x.t, x.par);
  END LOOP;
END $$;

-- The first and last instants of its créneaux: six thousand missions are sorted and shown by day without reading them.
ALTER TABLE mission ADD COLUMN debut timestamptz, ADD COLUMN fin timestamptz;
UPDATE mission m SET debut = b.debut, fin = b.fin
  FROM (SELECT academie, mission_id, min(debut) AS debut, max(fin) AS fin FROM creneau GROUP BY 1, 2) b
 WHERE m.academie = b.academie AND m.id = b.mission_id;
CREATE INDEX mission_session_debut ON mission (academie, session_id, debut, id);
CREATE INDEX creneau_debut ON creneau (academie, debut);

CREATE FUNCTION mission_borner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE mission m SET debut = s.debut, fin = s.fin
    FROM (SELECT t.academie, t.mission_id, min(c.debut) AS debut, max(c.fin) AS fin
            FROM (SELECT DISTINCT academie, mission_id FROM touches) t
            LEFT JOIN creneau c ON c.academie = t.academie AND c.mission_id = t.mission_id GROUP BY 1, 2) s
   WHERE m.academie = s.academie AND m.id = s.mission_id AND (m.debut, m.fin) IS DISTINCT FROM (s.debut, s.fin);
  RETURN NULL;
END $$;
CREATE TRIGGER creneau_bornes_i AFTER INSERT ON creneau REFERENCING NEW TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION mission_borner();
CREATE TRIGGER creneau_bornes_u AFTER UPDATE ON creneau REFERENCING NEW TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION mission_borner();
CREATE TRIGGER creneau_bornes_d AFTER DELETE ON creneau REFERENCING OLD TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION mission_borner();

-- People follow the créneaux of their mission: one statement, whatever the number of créneaux. A session moved by a week
-- is twenty thousand places; créneau by créneau it took a minute.
DROP TRIGGER creneau_suivi ON creneau;
DROP FUNCTION creneau_suivre();
CREATE FUNCTION creneau_suivre() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO occupation (academie, affectation_id, creneau_id, intervenant_id, periode, sur_place, active)
    SELECT a.academie, a.id, t.id, a.intervenant_id, tstzrange(t.debut, t.fin), t.sur_place, a.etat NOT IN ('proposee', 'desaffectee')
      FROM touches t JOIN affectation a ON a.academie = t.academie AND a.mission_id = t.mission_id;
  ELSIF TG_OP = 'UPDATE' THEN
    UPDATE occupation o SET periode = tstzrange(t.debut, t.fin), sur_place = t.sur_place
      FROM touches t WHERE o.academie = t.academie AND o.creneau_id = t.id
       AND (o.periode, o.sur_place) IS DISTINCT FROM (tstzrange(t.debut, t.fin), t.sur_place);
  END IF;
  UPDATE affectation a SET debut = b.debut, fin = b.fin
    FROM (SELECT x.academie, x.mission_id, min(c.debut) AS debut, max(c.fin) AS fin FROM (SELECT DISTINCT academie, mission_id FROM touches) x
            LEFT JOIN creneau c ON c.academie = x.academie AND c.mission_id = x.mission_id GROUP BY 1, 2) b
   WHERE a.academie = b.academie AND a.mission_id = b.mission_id AND (a.debut, a.fin) IS DISTINCT FROM (b.debut, b.fin);
  RETURN NULL;
END $$;
CREATE TRIGGER creneau_suivi AFTER INSERT ON creneau REFERENCING NEW TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION creneau_suivre();
CREATE TRIGGER creneau_suivi_u AFTER UPDATE ON creneau REFERENCING NEW TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION creneau_suivre();
CREATE TRIGGER creneau_suivi_d AFTER DELETE ON creneau REFERENCING OLD TABLE AS touches FOR EACH STATEMENT EXECUTE FUNCTION creneau_suivre();

-- The discipline of an épreuve groups the calendar. Unless somebody said it, that of most of those who may examine it.
ALTER TABLE epreuve_option ADD COLUMN discipline text;
CREATE FUNCTION discipline_epreuve(aca text, epreuve uuid) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT r.discipline FROM (SELECT c.intervenant_id FROM competence c WHERE c.academie = aca AND c.epreuve_option_id = epreuve LIMIT 200) h
    JOIN rattachement r ON r.academie = aca AND r.intervenant_id = h.intervenant_id AND r.type = 'principal'
   WHERE r.discipline IS NOT NULL GROUP BY r.discipline ORDER BY count(*) DESC, r.discipline LIMIT 1
$$;
-- +goose StatementEnd
