-- Convocations, the rest: letters written at once, états de frais that follow their mission, contestations that ask for a
-- dispense, mails sent by rounds.
-- +goose Up
-- +goose StatementBegin

-- A few letters written at once, in the transaction of what they tell, have no tâche.
ALTER TABLE traitement_convocation ALTER tache_id DROP NOT NULL;
ALTER TABLE traitement_convocation DROP CONSTRAINT traitement_convocation_genre_check,
  ADD CONSTRAINT traitement_convocation_genre_check CHECK (genre IN ('officiel', 'rectificatif', 'centre', 'ponctuel')),
  ADD CONSTRAINT traitement_tache CHECK (tache_id IS NOT NULL OR genre = 'ponctuel');

-- A contestation may ask for a dispense: the motive is sealed there, the proof is read one at a time.
ALTER TABLE convocation ADD dispense_id uuid, ADD FOREIGN KEY (academie, dispense_id) REFERENCES dispense (academie, id);

-- Those who do not answer in time are reminded by themselves, as often as the setting says; 0, never.
ALTER TABLE parametrage_edition ADD relance_jours integer NOT NULL DEFAULT 0 CONSTRAINT parametrage_relance CHECK (relance_jours BETWEEN 0 AND 30);

-- A mail is held by the round that sends it, or will: taken up again after a death, the round knows what it had in hand.
ALTER TABLE courriel ADD tournee_id uuid;
UPDATE courriel SET tournee_id = id WHERE etat IN ('en_attente', 'en_cours');
CREATE INDEX courriel_en_attente ON courriel (academie, priorite, prochain_le) WHERE etat = 'en_attente';
CREATE INDEX courriel_tournee ON courriel (academie, tournee_id) WHERE etat IN ('en_attente', 'en_cours');

-- What a centre tells one person beyond, or instead of, what the mission says to all: room, door, hour of welcome.
CREATE TABLE consigne_affectation (
  academie       text NOT NULL,
  affectation_id uuid NOT NULL,
  texte          text NOT NULL CONSTRAINT consigne_affectation_texte CHECK (length(trim(texte)) BETWEEN 1 AND 1000),
  ecrite_par     text NOT NULL,
  ecrite_le      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, affectation_id),
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id) ON DELETE CASCADE
);
CALL cloisonner('consigne_affectation');

CREATE OR REPLACE FUNCTION convocation_empreintes(aca text, affectations uuid[])
RETURNS TABLE (affectation_id uuid, empreinte text) LANGUAGE sql STABLE AS $$
  SELECT a.id, md5(concat_ws('|', a.role, m.type, m.examen, m.epreuve_option_id, m.jury_id, m.commission_id, coalesce(x.texte, m.consigne), ce.code, ce.libelle, ce.commune, ce.adresse, ce.fuseau,
      (SELECT string_agg(concat_ws(' ', extract(epoch FROM c.debut)::bigint, extract(epoch FROM c.fin)::bigint, c.sur_place), ',' ORDER BY c.debut, c.id)
         FROM creneau c WHERE c.academie = a.academie AND c.mission_id = a.mission_id)))
    FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
    LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
    LEFT JOIN consigne_affectation x ON x.academie = a.academie AND x.affectation_id = a.id
   WHERE a.academie = aca AND a.id = ANY (affectations)
$$;

-- Why états de frais can no longer be taken back: sent for payment, or the service was seen to be done.
CREATE FUNCTION efm_tenus(aca text, affectations uuid[]) RETURNS TABLE (affectation_id uuid, pourquoi text) LANGUAGE sql STABLE AS $$
  SELECT e.affectation_id, CASE WHEN x.transmis THEN 'transmis' ELSE 'constat' END
    FROM etat_frais e
    CROSS JOIN LATERAL (SELECT coalesce(bool_or(p.etat IN ('transmis', 'accepte', 'rejete')), false) AS transmis FROM efm_part p WHERE p.academie = e.academie AND p.etat_frais_id = e.id) x
   WHERE e.academie = aca AND e.affectation_id = ANY (affectations)
     AND (x.transmis OR EXISTS (SELECT 1 FROM constat k WHERE k.academie = e.academie AND k.affectation_id = e.affectation_id))
$$;

-- Takes états de frais back when a convocation is cancelled, as long as nothing was sent for payment. What somebody had
-- entered goes to the journal.
CREATE OR REPLACE FUNCTION efm_retirer(aca text, affectations uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE personnes uuid[]; tenu text; n integer;
BEGIN
  SELECT max(t.pourquoi) INTO tenu FROM efm_tenus(aca, affectations) t;
  IF tenu IS NOT NULL THEN
    RAISE EXCEPTION 'états de frais tenus' USING ERRCODE = '23503', CONSTRAINT = 'etat_frais_' || tenu;
  END IF;
  personnes := ARRAY(SELECT DISTINCT intervenant_id FROM etat_frais WHERE academie = aca AND affectation_id = ANY (affectations));
  INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, avant)
    SELECT aca, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, coalesce(nullif(current_setting('app.qui', true), ''), 'maintenance'),
           nullif(current_setting('app.profil', true), ''), nullif(current_setting('app.depuis', true), ''), 'retrait', 'etat_frais', e.id::text, x.parts
      FROM etat_frais e CROSS JOIN LATERAL (SELECT bool_or(p.etat NOT IN ('non_effectuee', 'sans_objet', 'invalidable')) AS commence, jsonb_agg(to_jsonb(p)) AS parts
        FROM efm_part p WHERE p.academie = e.academie AND p.etat_frais_id = e.id) x
     WHERE e.academie = aca AND e.affectation_id = ANY (affectations) AND x.commence;
  BEGIN
    DELETE FROM etat_frais WHERE academie = aca AND affectation_id = ANY (affectations);
    GET DIAGNOSTICS n = ROW_COUNT;
  EXCEPTION WHEN foreign_key_violation THEN -- a lot holds one of them
    RAISE EXCEPTION 'états de frais tenus' USING ERRCODE = '23503', CONSTRAINT = 'etat_frais_transmis';
  END;
  PERFORM efm_porter(aca, personnes);
  RETURN n;
END $$;

-- Whose day, or whose right to travel, is no longer that of the mission; commence when a person has entered something.
CREATE FUNCTION efm_bouges(aca text, affectations uuid[]) RETURNS TABLE (affectation_id uuid, commence boolean) LANGUAGE sql STABLE AS $$
  SELECT e.affectation_id, x.commence OR EXISTS (SELECT 1 FROM constat k WHERE k.academie = e.academie AND k.affectation_id = e.affectation_id)
    FROM etat_frais e JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id
    JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
    JOIN intervenant i ON i.academie = e.academie AND i.id = e.intervenant_id
    LEFT JOIN rattachement r ON r.academie = e.academie AND r.intervenant_id = e.intervenant_id AND r.type = 'principal'
    LEFT JOIN etablissement et ON et.academie = r.academie AND et.id = r.etablissement_id
    CROSS JOIN LATERAL (SELECT bool_or(p.etat NOT IN ('non_effectuee', 'sans_objet', 'invalidable', 'effectuee')
        OR EXISTS (SELECT 1 FROM deplacement d WHERE d.academie = p.academie AND d.part_id = p.id)) AS commence,
      bool_and(p.etat IN ('non_effectuee', 'sans_objet', 'invalidable')) AS neuf, max(p.regle) FILTER (WHERE p.genre = 'deplacement') AS regle FROM efm_part p WHERE p.academie = e.academie AND p.etat_frais_id = e.id) x
    CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT 1 FROM creneau c WHERE c.academie = e.academie AND c.mission_id = e.mission_id AND c.sur_place)
      THEN droit_deplacement(e.academie, commune_de_mission(e.academie, e.mission_id), i.code_commune, et.code_commune) ELSE 'DEP.DISTANCE' END AS regle) d
   WHERE e.academie = aca AND e.affectation_id = ANY (affectations) AND a.etat <> 'desaffectee'
     AND (e.jour <> (a.debut AT TIME ZONE ce.fuseau)::date OR x.neuf AND x.regle IS DISTINCT FROM d.regle)
$$;

-- États de frais follow their mission to its new day and place, as long as nobody has entered anything. Gives how many.
CREATE FUNCTION efm_suivre(aca text, affectations uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE bouges uuid[];
BEGIN
  IF EXISTS (SELECT 1 FROM efm_bouges(aca, affectations) b WHERE b.commence) THEN
    RAISE EXCEPTION 'états de frais commencés' USING ERRCODE = '23503', CONSTRAINT = 'etat_frais_commence';
  END IF;
  bouges := ARRAY(SELECT b.affectation_id FROM efm_bouges(aca, affectations) b);
  PERFORM efm_retirer(aca, bouges);
  RETURN efm_creer(aca, bouges);
END $$;

-- +goose StatementEnd
