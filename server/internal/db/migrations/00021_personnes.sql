-- What is kept of people comes to its end: one door for each category, for the application has no right to erase by itself
-- what a session, an amount or a journal holds. Each counts, or erases, what is older than an instant.
-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION verifier_purge(aca text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF aca IS DISTINCT FROM current_setting('app.academie', true) THEN RAISE EXCEPTION 'autre académie'; END IF;
END $$;

-- When a session is over, for what hangs from it.
CREATE FUNCTION fin_de_session(s session) RETURNS date LANGUAGE sql STABLE AS $$ SELECT coalesce(s.fin, make_date(s.annee, 12, 31)) $$;

-- Files that no row needs any more, whatever table it is in.
CREATE FUNCTION effacer_fichiers(aca text, ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ailleurs text := (SELECT coalesce(string_agg(format(' AND NOT EXISTS (SELECT 1 FROM %s x WHERE x.academie = f.academie AND x.%I = f.id)', k.conrelid::regclass, a.attname), ''), '')
  FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
  WHERE k.contype = 'f' AND k.confrelid = 'fichier'::regclass AND k.confdeltype <> 'c');
BEGIN
  EXECUTE 'DELETE FROM fichier f WHERE f.academie = $1 AND f.id = ANY ($2)' || ailleurs USING aca, ids;
END $$;

CREATE FUNCTION purger_disponibilites(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; d uuid[]; i uuid[]; v uuid[]; s uuid[]; f uuid[];
BEGIN
  PERFORM verifier_purge(aca);
  SELECT array_agg(x.id), array_agg(x.fichier_id) INTO d, f FROM dispense x LEFT JOIN session ON session.academie = x.academie AND session.id = x.session_id
    WHERE x.academie = aca AND coalesce(x.fin, fin_de_session(session), x.demandee_le) < avant;
  SELECT array_agg(x.id), f || array_agg(x.fichier_id) INTO i, f FROM indisponibilite x WHERE x.academie = aca AND x.fin < avant;
  SELECT array_agg(x.id) INTO v FROM voeu x LEFT JOIN session ON session.academie = x.academie AND session.id = x.session_id
    WHERE x.academie = aca AND coalesce(x.fin, fin_de_session(session), x.maj_le) < avant;
  SELECT array_agg(x.id) INTO s FROM situation x WHERE x.academie = aca AND x.fin < avant;
  n := coalesce(cardinality(d), 0) + coalesce(cardinality(i), 0) + coalesce(cardinality(v), 0) + coalesce(cardinality(s), 0);
  IF compter OR n = 0 THEN RETURN n; END IF;
  UPDATE convocation SET dispense_id = NULL WHERE academie = aca AND dispense_id = ANY (d);
  DELETE FROM dispense x WHERE x.academie = aca AND x.id = ANY (d);
  DELETE FROM indisponibilite x WHERE x.academie = aca AND x.id = ANY (i);
  DELETE FROM voeu x WHERE x.academie = aca AND x.id = ANY (v);
  DELETE FROM situation x WHERE x.academie = aca AND x.id = ANY (s);
  PERFORM effacer_fichiers(aca, f);
  RETURN n;
END $$;

-- Claims with their lines, journeys and proofs: accounting documents, kept for years.
CREATE FUNCTION purger_frais(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; ids uuid[]; f uuid[];
BEGIN
  PERFORM verifier_purge(aca);
  -- What a lot still kept paid stays with it.
  SELECT array_agg(e.id), count(*) INTO ids, n FROM etat_frais e WHERE e.academie = aca AND e.jour < avant
    AND NOT EXISTS (SELECT 1 FROM efm_part p JOIN lot_ligne l ON l.academie = p.academie AND l.part_id = p.id
      WHERE p.academie = e.academie AND p.etat_frais_id = e.id AND l.etat IN ('en_lot', 'recu', 'accepte'));
  IF compter OR n = 0 THEN RETURN n; END IF;
  SELECT array_agg(j.fichier_id) INTO f FROM justificatif j JOIN efm_part p ON p.academie = j.academie AND p.id = j.part_id
    WHERE p.academie = aca AND p.etat_frais_id = ANY (ids);
  DELETE FROM etat_frais WHERE academie = aca AND id = ANY (ids);
  PERFORM effacer_fichiers(aca, f);
  RETURN n;
END $$;

-- Who did what in a session, and the letters: what pays a claim stays with it.
CREATE FUNCTION purger_affectations(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; finies uuid[]; a uuid[]; c uuid[]; f uuid[];
BEGIN
  PERFORM verifier_purge(aca);
  SELECT array_agg(s.id) INTO finies FROM session s WHERE s.academie = aca AND s.etat IN ('close', 'archivee') AND fin_de_session(s) < avant;
  SELECT array_agg(x.id) INTO a FROM affectation x WHERE x.academie = aca AND x.session_id = ANY (finies)
    AND NOT EXISTS (SELECT 1 FROM etat_frais e WHERE e.academie = x.academie AND e.affectation_id = x.id);
  SELECT array_agg(x.id), array_agg(x.preuve_id) INTO c, f FROM convocation x WHERE x.academie = aca AND x.session_id = ANY (finies);
  n := coalesce(cardinality(a), 0) + coalesce(cardinality(c), 0);
  IF compter OR n = 0 THEN RETURN n; END IF;
  DELETE FROM convocation_mission WHERE academie = aca AND convocation_id = ANY (c);
  DELETE FROM convocation WHERE academie = aca AND id = ANY (c);
  DELETE FROM traitement_convocation WHERE academie = aca AND session_id = ANY (finies);
  DELETE FROM constat_signature x USING mission m WHERE x.academie = aca AND m.academie = aca AND m.id = x.mission_id AND m.session_id = ANY (finies)
    AND NOT EXISTS (SELECT 1 FROM etat_frais e WHERE e.academie = aca AND e.mission_id = m.id);
  DELETE FROM constat_cle WHERE academie = aca AND affectation_id = ANY (a);
  DELETE FROM constat x WHERE x.academie = aca AND x.affectation_id = ANY (a)
    AND NOT EXISTS (SELECT 1 FROM constat_signature s WHERE s.academie = aca AND s.mission_id = x.mission_id);
  a := ARRAY(SELECT x.id FROM affectation x WHERE x.academie = aca AND x.id = ANY (a) AND NOT EXISTS (SELECT 1 FROM constat k WHERE k.academie = aca AND k.affectation_id = x.id));
  UPDATE affectation SET plan_id = NULL WHERE academie = aca AND session_id = ANY (finies) AND plan_id IS NOT NULL;
  DELETE FROM plan WHERE academie = aca AND session_id = ANY (finies);
  UPDATE affectation SET remplace = NULL WHERE academie = aca AND remplace = ANY (a);
  DELETE FROM affectation WHERE academie = aca AND id = ANY (a);
  PERFORM effacer_fichiers(aca, f);
  RETURN n;
END $$;

-- People whom no source knows any more, and of whom nothing else is kept.
CREATE FUNCTION purger_vivier(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; ids uuid[]; t record;
BEGIN
  PERFORM verifier_purge(aca);
  SELECT array_agg(i.id), count(*) INTO ids, n FROM intervenant i WHERE i.academie = aca AND i.etat = 'historise' AND i.maj_le < avant
    AND NOT EXISTS (SELECT 1 FROM affectation x WHERE x.academie = i.academie AND x.intervenant_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM convocation x WHERE x.academie = i.academie AND x.intervenant_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM plan_place x WHERE x.academie = i.academie AND x.intervenant_id = i.id)
    AND NOT EXISTS (SELECT 1 FROM etat_frais x WHERE x.academie = i.academie AND x.intervenant_id = i.id);
  IF compter OR n = 0 THEN RETURN n; END IF;
  UPDATE utilisateur SET intervenant_id = NULL WHERE academie = aca AND intervenant_id = ANY (ids);
  DELETE FROM calcul_competence_ecart WHERE academie = aca AND intervenant_id = ANY (ids);
  FOR t IN SELECT k.conrelid::regclass AS nom, a.attname AS colonne FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[2]
    WHERE k.contype = 'f' AND k.confrelid = 'intervenant'::regclass AND k.confdeltype = 'a' AND k.conrelid <> 'utilisateur'::regclass LOOP
    EXECUTE format('DELETE FROM %s WHERE academie = $1 AND %I = ANY ($2)', t.nom, t.colonne) USING aca, ids;
  END LOOP;
  DELETE FROM intervenant WHERE academie = aca AND id = ANY (ids);
  RETURN n;
END $$;

CREATE FUNCTION purger_courriels(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; ids uuid[]; f uuid[];
BEGIN
  PERFORM verifier_purge(aca);
  SELECT array_agg(id), count(*) INTO ids, n FROM courriel WHERE academie = aca AND cree_le < avant AND etat NOT IN ('en_attente', 'en_cours');
  IF compter OR n = 0 THEN RETURN n; END IF;
  SELECT array_agg(fichier_id) INTO f FROM courriel_piece WHERE academie = aca AND courriel_id = ANY (ids);
  DELETE FROM courriel WHERE academie = aca AND id = ANY (ids);
  PERFORM effacer_fichiers(aca, f);
  RETURN n;
END $$;

-- Accounts that have served nobody for long. Tools are not people.
CREATE FUNCTION purger_comptes(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; ids uuid[];
BEGIN
  PERFORM verifier_purge(aca);
  SELECT array_agg(u.id), count(*) INTO ids, n FROM utilisateur u WHERE u.academie = aca AND u.vu_le < avant
    AND NOT EXISTS (SELECT 1 FROM client_api c WHERE c.academie = u.academie AND c.utilisateur_id = u.id)
    AND NOT EXISTS (SELECT 1 FROM proposition p WHERE p.academie = u.academie AND p.utilisateur_id = u.id)
    AND NOT EXISTS (SELECT 1 FROM session_web s WHERE s.academie = u.academie AND s.utilisateur_id = u.id AND s.expire_le > avant);
  IF compter OR n = 0 THEN RETURN n; END IF;
  DELETE FROM session_web WHERE academie = aca AND utilisateur_id = ANY (ids);
  DELETE FROM utilisateur_profil WHERE academie = aca AND utilisateur_id = ANY (ids);
  DELETE FROM utilisateur WHERE academie = aca AND id = ANY (ids);
  RETURN n;
END $$;

-- What a tâche did stays in what it did; who asked for it goes.
CREATE FUNCTION purger_taches(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint;
BEGIN
  PERFORM verifier_purge(aca);
  SELECT count(*) INTO n FROM tache WHERE academie = aca AND cree_le < avant AND etat NOT IN ('en_attente', 'en_cours') AND cree_par <> '';
  IF compter OR n = 0 THEN RETURN n; END IF;
  UPDATE tache SET cree_par = '', utilisateur_id = NULL, message = NULL WHERE academie = aca AND cree_le < avant AND etat NOT IN ('en_attente', 'en_cours') AND cree_par <> '';
  RETURN n;
END $$;

DO $$ DECLARE f text; BEGIN
  FOREACH f IN ARRAY ARRAY['disponibilites', 'frais', 'affectations', 'vivier', 'courriels', 'comptes', 'taches'] LOOP
    EXECUTE format('REVOKE ALL ON FUNCTION purger_%s(text, timestamptz, boolean) FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION purger_%s(text, timestamptz, boolean) TO imagin_app', f);
  END LOOP;
END $$;

-- More of what tools follow. A row that is part of another one tells of the other: a créneau changes its mission.
CREATE FUNCTION noter_changement_du_tout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('INSERT INTO changement (academie, ressource, objet_id, operation) SELECT DISTINCT l.academie, %L, l.%I, ''modification'' FROM lignes l
    WHERE l.academie IN (SELECT c.academie FROM client_api c)', TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;
CREATE PROCEDURE suivre_partie(t regclass, ressource text, colonne text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER suivi_partie_i AFTER INSERT ON %s REFERENCING NEW TABLE AS lignes FOR EACH STATEMENT EXECUTE FUNCTION noter_changement_du_tout(%L, %L)', t, ressource, colonne);
  EXECUTE format('CREATE TRIGGER suivi_partie_u AFTER UPDATE ON %s REFERENCING NEW TABLE AS lignes FOR EACH STATEMENT EXECUTE FUNCTION noter_changement_du_tout(%L, %L)', t, ressource, colonne);
  EXECUTE format('CREATE TRIGGER suivi_partie_d AFTER DELETE ON %s REFERENCING OLD TABLE AS lignes FOR EACH STATEMENT EXECUTE FUNCTION noter_changement_du_tout(%L, %L)', t, ressource, colonne);
END $$;
CALL suivre('rattachement', 'rattachements');
CALL suivre('enseignement', 'enseignements');
CALL suivre('epreuve_option', 'epreuves-options');
CALL suivre('competence', 'competences');
CALL suivre_partie('competence_auteur', 'competences', 'competence_id');
CALL suivre('indisponibilite', 'indisponibilites');
CALL suivre('centre', 'centres');
CALL suivre('jury', 'jurys');
CALL suivre('commission', 'commissions');
CALL suivre_partie('creneau', 'missions', 'mission_id');
CALL suivre_partie('mission_besoin', 'missions', 'mission_id');
CALL suivre('convocation', 'convocations');
CALL suivre('etat_frais', 'etats-frais');
CALL suivre_partie('efm_part', 'etats-frais', 'etat_frais_id');

-- What a person asks about her data, followed to its answer. Never two at once about the same thing.
CREATE TABLE demande_droit (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  texte          text NOT NULL CONSTRAINT demande_droit_texte CHECK (length(trim(texte)) BETWEEN 5 AND 2000),
  etat           text NOT NULL DEFAULT 'demandee' CHECK (etat IN ('demandee', 'faite', 'refusee')),
  demandee_le    timestamptz NOT NULL DEFAULT now(),
  reponse        text,
  repondue_par   text,
  repondue_le    timestamptz,
  version        integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT demande_droit_reponse CHECK ((etat = 'demandee') = (reponse IS NULL))
);
CREATE INDEX demande_droit_intervenant ON demande_droit (academie, intervenant_id, demandee_le);
CALL cloisonner('demande_droit', 'SELECT, INSERT, UPDATE');
CREATE TRIGGER demande_droit_transition BEFORE INSERT OR UPDATE OF etat ON demande_droit FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('demande_droit', '', 'demandee'), ('demande_droit', 'demandee', 'faite'), ('demande_droit', 'demandee', 'refusee');
-- +goose StatementEnd
