-- What archiving a session means.
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
-- +goose StatementEnd
