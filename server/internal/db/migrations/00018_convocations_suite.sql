-- +goose Up
-- +goose StatementBegin

-- A few letters written at once, in the transaction of what they tell, have no tâche.
ALTER TABLE traitement_convocation ALTER tache_id DROP NOT NULL;
ALTER TABLE traitement_convocation DROP CONSTRAINT traitement_convocation_genre_check,
  ADD CONSTRAINT traitement_convocation_genre_check CHECK (genre IN ('officiel', 'rectificatif', 'centre', 'ponctuel')),
  ADD CONSTRAINT traitement_tache CHECK (tache_id IS NOT NULL OR genre = 'ponctuel');

-- Whose day, or whose right to travel, is no longer that of the mission. What somebody has entered keeps the right it was given.
CREATE FUNCTION efm_bouges(aca text, affectations uuid[]) RETURNS TABLE (affectation_id uuid, commence boolean) LANGUAGE sql STABLE AS $$
  SELECT e.affectation_id, x.commence
    FROM etat_frais e JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id
    JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
    JOIN intervenant i ON i.academie = e.academie AND i.id = e.intervenant_id
    LEFT JOIN rattachement r ON r.academie = e.academie AND r.intervenant_id = e.intervenant_id AND r.type = 'principal'
    LEFT JOIN etablissement et ON et.academie = r.academie AND et.id = r.etablissement_id
    CROSS JOIN LATERAL (SELECT bool_or(p.etat NOT IN ('non_effectuee', 'sans_objet', 'invalidable')) AS commence,
      max(p.regle) FILTER (WHERE p.genre = 'deplacement') AS regle FROM efm_part p WHERE p.academie = e.academie AND p.etat_frais_id = e.id) x
    CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT 1 FROM creneau c WHERE c.academie = e.academie AND c.mission_id = e.mission_id AND c.sur_place)
      THEN droit_deplacement(e.academie, commune_de_mission(e.academie, e.mission_id), i.code_commune, et.code_commune) ELSE 'DEP.DISTANCE' END AS regle) d
   WHERE e.academie = aca AND e.affectation_id = ANY (affectations)
     AND (e.jour <> (a.debut AT TIME ZONE ce.fuseau)::date OR NOT x.commence AND x.regle IS DISTINCT FROM d.regle)
$$;

-- The états de frais follow their mission to its new day and place. Refused, like taking them back, once one has begun.
CREATE FUNCTION efm_suivre(aca text, affectations uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE bouges uuid[] := ARRAY(SELECT b.affectation_id FROM efm_bouges(aca, affectations) b);
BEGIN
  PERFORM efm_retirer(aca, bouges);
  RETURN efm_creer(aca, bouges);
END $$;

-- +goose StatementEnd
