-- +goose Up
-- Who keeps a session in memory to answer at once asks here, at each question, whether anything it was made of has changed:
-- one line per transaction that wrote. Neither a counter nor a date would do: two transactions that write together would
-- wait for each other on the one, and commit in another order than the other. A line is compared with the snapshot of what
-- was read: what that snapshot did not see is a change, whenever it is committed.
CREATE TABLE veille (
  academie text NOT NULL,
  xid      bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  le       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, xid)
);
CALL cloisonner('veille', 'SELECT, INSERT, DELETE');

-- +goose StatementBegin
CREATE FUNCTION noter_veille() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'code' THEN
    INSERT INTO veille (academie) SELECT DISTINCT l.code FROM lignes l ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO veille (academie) SELECT DISTINCT l.academie FROM lignes l ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE PROCEDURE veiller(t regclass, cle text DEFAULT 'academie') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER veille_i AFTER INSERT ON %s REFERENCING NEW TABLE AS lignes FOR EACH STATEMENT EXECUTE FUNCTION noter_veille(%L)', t, cle);
  EXECUTE format('CREATE TRIGGER veille_u AFTER UPDATE ON %s REFERENCING NEW TABLE AS lignes FOR EACH STATEMENT EXECUTE FUNCTION noter_veille(%L)', t, cle);
  EXECUTE format('CREATE TRIGGER veille_d AFTER DELETE ON %s REFERENCING OLD TABLE AS lignes FOR EACH STATEMENT EXECUTE FUNCTION noter_veille(%L)', t, cle);
END $$;
-- +goose StatementEnd

-- Everything that the reading of a session reads.
CALL veiller('academie', 'code');
-- +goose StatementBegin
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['session', 'mission', 'creneau', 'mission_besoin', 'mission_origine', 'affectation', 'intervenant', 'rattachement', 'competence',
    'competence_auteur', 'etablissement', 'commune', 'commune_limitrophe', 'centre', 'type_mission', 'epreuve_option', 'regle_affectation', 'cumul_interdit',
    'regle_disponibilite', 'regle_situation', 'situation', 'dispense', 'indisponibilite', 'proposition', 'voeu', 'regle_jury'] LOOP
    EXECUTE format('CALL veiller(%L)', t);
  END LOOP;
END $$;
-- +goose StatementEnd
