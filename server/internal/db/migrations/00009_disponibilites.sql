-- Who is available, when, and why not: indisponibilités, situations, dispenses, vœux; the word of the schools; mail.
-- +goose Up
-- +goose StatementBegin

-- The rules of the académie. One row each, made with it.
CREATE TABLE regle_disponibilite (
  academie           text NOT NULL PRIMARY KEY REFERENCES academie,
  id                 uuid NOT NULL DEFAULT uuid_v7(),
  temps_partiel      text NOT NULL DEFAULT 'jour_libere' CHECK (temps_partiel IN ('aucune', 'jour_libere', 'prorata')),
  prorata_jours      integer NOT NULL DEFAULT 12 CONSTRAINT regle_prorata CHECK (prorata_jours BETWEEN 1 AND 200), -- days on site of a full-time person, per session
  stagiaire_types    text[] NOT NULL DEFAULT '{SURVEILLANCE}',  -- types of mission for which stagiaires may be called
  dispense_limite    date,                                      -- last day to ask without saying what could not be foreseen
  dispense_avis_jours integer NOT NULL DEFAULT 8 CONSTRAINT regle_avis CHECK (dispense_avis_jours BETWEEN 0 AND 60), -- after which one decides without the chef
  mel_service        text,                                      -- where answers to our mails go
  mel_etablissement  text,                                      -- where schools without an address are reached: ce.{uai}@…
  version            integer NOT NULL DEFAULT 1,
  maj_le             timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT regle_mel_etablissement CHECK (mel_etablissement ~ '^[^@\s]*\{uai\}[^@\s]*@[^@\s]+$')
);
CALL cloisonner('regle_disponibilite', 'SELECT, UPDATE');
CREATE TRIGGER regle_disponibilite_journal AFTER UPDATE ON regle_disponibilite FOR EACH ROW EXECUTE FUNCTION journaliser();

-- What HR files say of a person, read as a situation: position = 'CLM' is a long leave. Patterns are those of LIKE,
-- over text without accents nor capitals.
CREATE TABLE regle_situation (
  academie text NOT NULL REFERENCES academie,
  id       uuid NOT NULL DEFAULT uuid_v7(),
  champ    text NOT NULL CHECK (champ IN ('position', 'grade', 'corps', 'fonction')),
  modele   text NOT NULL CONSTRAINT regle_situation_modele CHECK (modele = lower(modele) AND length(modele) BETWEEN 1 AND 60),
  genre    text NOT NULL CHECK (genre IN ('conge_long', 'stagiaire', 'contractuel')),
  PRIMARY KEY (academie, id),
  CONSTRAINT regle_situation_unique UNIQUE (academie, champ, modele, genre)
);
CALL cloisonner('regle_situation');
CREATE TRIGGER regle_situation_journal AFTER UPDATE OR DELETE ON regle_situation FOR EACH ROW EXECUTE FUNCTION journaliser();
CREATE TRIGGER regle_situation_ajout AFTER INSERT ON regle_situation FOR EACH ROW WHEN (current_user = 'imagin_app') EXECUTE FUNCTION journaliser();

CREATE FUNCTION creer_regles_disponibilite(aca text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO regle_disponibilite (academie) VALUES (aca);
  INSERT INTO regle_situation (academie, champ, modele, genre) SELECT aca, v.* FROM (VALUES
    ('position', 'clm%', 'conge_long'), ('position', 'cld%', 'conge_long'), ('position', '%longue maladie%', 'conge_long'),
    ('position', '%longue duree%', 'conge_long'), ('position', '%grave maladie%', 'conge_long'), ('position', '%parental%', 'conge_long'),
    ('position', '%maternite%', 'conge_long'), ('position', '%adoption%', 'conge_long'), ('position', 'dispo%', 'conge_long'),
    ('position', '%formation professionnelle%', 'conge_long'),
    ('grade', '%stag%', 'stagiaire'), ('corps', '%stagiaire%', 'stagiaire'),
    ('grade', 'contract%', 'contractuel'), ('grade', '%contractuel%', 'contractuel'), ('corps', '%contractuel%', 'contractuel'),
    ('grade', 'maitre aux%', 'contractuel'), ('grade', 'vacataire%', 'contractuel')) v(champ, modele, genre);
$$;
SELECT creer_regles_disponibilite(code) FROM academie;
CREATE FUNCTION academie_disponibilites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM creer_regles_disponibilite(NEW.code); RETURN NULL; END $$;
CREATE TRIGGER academie_disponibilites AFTER INSERT ON academie FOR EACH ROW EXECUTE FUNCTION academie_disponibilites();

-- A situation said by a person: it replaces what the files let us deduce for the same genre. 'leve' says that the deduced
-- one does not hold (a stagiaire whom his inspecteur accepts, a contractuel whose contract the file cuts short).
CREATE TABLE situation (
  academie       text NOT NULL,
  id             uuid NOT NULL DEFAULT uuid_v7(),
  intervenant_id uuid NOT NULL,
  genre          text NOT NULL CHECK (genre IN ('conge_long', 'admissible', 'stagiaire', 'contractuel', 'temps_partiel')),
  leve           boolean NOT NULL DEFAULT false,
  debut          date,                -- first day; none: from always
  fin            date,                -- last day; none: until further notice
  quotite        integer,             -- of a temps partiel, %
  jours          smallint[] NOT NULL DEFAULT '{}', -- freed days of a temps partiel, 1 = Monday
  commentaire    text,
  saisi_par      text NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT situation_dates CHECK (fin >= debut),
  CONSTRAINT situation_periode_requise CHECK (leve OR genre <> 'admissible' OR (debut IS NOT NULL AND fin IS NOT NULL)),
  CONSTRAINT situation_quotite CHECK (leve OR (genre = 'temps_partiel') = (quotite IS NOT NULL)),
  CONSTRAINT situation_quotite_bornes CHECK (quotite BETWEEN 1 AND 99),
  CONSTRAINT situation_jours CHECK (jours <@ '{1,2,3,4,5,6,7}'::smallint[] AND (genre = 'temps_partiel' OR jours = '{}'))
);
CREATE INDEX situation_intervenant ON situation (academie, intervenant_id);
CALL cloisonner('situation');

-- A period during which somebody cannot come: instants, half-open, entered as half days of the académie's zone or as hours.
CREATE TABLE indisponibilite (
  academie         text NOT NULL,
  id               uuid NOT NULL DEFAULT uuid_v7(),
  intervenant_id   uuid NOT NULL,
  debut            timestamptz NOT NULL,
  fin              timestamptz NOT NULL,
  motif            text NOT NULL CHECK (motif IN ('absence', 'formation', 'sortie_scolaire', 'examen_local', 'conge', 'mandat', 'autre')),
  commentaire      text,
  source           text NOT NULL CHECK (source IN ('etablissement', 'gestionnaire')),
  etablissement_id uuid,                 -- the school that entered it, and alone may change it besides the gestionnaire
  fichier_id       uuid,
  etat             text NOT NULL DEFAULT 'active' CHECK (etat IN ('active', 'retiree')),
  saisi_par        text NOT NULL,
  cree_le          timestamptz NOT NULL DEFAULT now(),
  version          integer NOT NULL DEFAULT 1,
  maj_le           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, etablissement_id) REFERENCES etablissement (academie, id),
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id),
  CONSTRAINT indisponibilite_ordre CHECK (fin > debut),
  CONSTRAINT indisponibilite_duree CHECK (fin <= debut + interval '400 days'),
  CONSTRAINT indisponibilite_source CHECK ((source = 'etablissement') = (etablissement_id IS NOT NULL))
);
CREATE INDEX indisponibilite_intervenant ON indisponibilite (academie, intervenant_id, debut);
CREATE INDEX indisponibilite_debut ON indisponibilite (academie, debut, id);
CREATE UNIQUE INDEX indisponibilite_unique ON indisponibilite (academie, intervenant_id, debut, fin) WHERE etat = 'active';
CALL cloisonner('indisponibilite');
CREATE TRIGGER indisponibilite_transition BEFORE INSERT OR UPDATE OF etat ON indisponibilite
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('indisponibilite', '', 'active'), ('indisponibilite', 'active', 'retiree');

-- Asked by the intervenant for a session. Its motive may be health data: sealed by the application, as the proof is.
CREATE TABLE dispense (
  academie        text NOT NULL,
  id              uuid NOT NULL DEFAULT uuid_v7(),
  intervenant_id  uuid NOT NULL,
  session_id      uuid NOT NULL,
  examen          text,               -- none: every examen
  debut           date,               -- none: the whole session
  fin             date,
  motif           bytea NOT NULL CONSTRAINT dispense_motif_chiffre CHECK (get_byte(motif, 0) = 1 AND octet_length(motif) >= 30),
  fichier_id      uuid,
  partage_chef    boolean NOT NULL DEFAULT false,  -- the person lets the chef read motive and proof
  imprevu         boolean NOT NULL DEFAULT false,  -- asked after the deadline, for what could not be foreseen
  etat            text NOT NULL DEFAULT 'demandee' CHECK (etat IN ('demandee', 'avis_rendu', 'accordee', 'refusee', 'retiree')),
  demandee_le     timestamptz NOT NULL DEFAULT now(),
  avis            text CHECK (avis IN ('favorable', 'defavorable', 'non_rendu')),
  avis_motif      text,
  avis_par        text,
  avis_le         timestamptz,
  reponse         bytea CONSTRAINT dispense_reponse_chiffree CHECK (get_byte(reponse, 0) = 1),
  decision_par    text,
  decision_le     timestamptz,
  version         integer NOT NULL DEFAULT 1,
  maj_le          timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id),
  CONSTRAINT dispense_dates CHECK ((debut IS NULL) = (fin IS NULL) AND fin >= debut),
  CONSTRAINT dispense_avis_rendu CHECK (etat IN ('demandee', 'retiree') OR avis IS NOT NULL),
  CONSTRAINT dispense_decision CHECK ((etat IN ('accordee', 'refusee')) = (decision_le IS NOT NULL))
);
CREATE INDEX dispense_intervenant ON dispense (academie, intervenant_id);
CREATE INDEX dispense_etat ON dispense (academie, etat, demandee_le, id);
-- One request at a time for the same thing.
CREATE UNIQUE INDEX dispense_unique ON dispense (academie, intervenant_id, session_id, coalesce(examen, ''), coalesce(debut, '-infinity'::date))
  WHERE etat IN ('demandee', 'avis_rendu');
CALL cloisonner('dispense');
CREATE TRIGGER dispense_transition BEFORE INSERT OR UPDATE OF etat ON dispense FOR EACH ROW EXECUTE FUNCTION verifier_transition();
-- A decision may be taken back, never the avis skipped.
INSERT INTO transition VALUES ('dispense', '', 'demandee'), ('dispense', 'demandee', 'avis_rendu'), ('dispense', 'avis_rendu', 'accordee'),
  ('dispense', 'avis_rendu', 'refusee'), ('dispense', 'accordee', 'refusee'), ('dispense', 'refusee', 'accordee'),
  ('dispense', 'demandee', 'retiree'), ('dispense', 'avis_rendu', 'retiree');

-- What an intervenant would like. It informs affectation and binds nobody.
CREATE TABLE voeu (
  academie         text NOT NULL,
  id               uuid NOT NULL DEFAULT uuid_v7(),
  intervenant_id   uuid NOT NULL,
  session_id       uuid NOT NULL,
  genre            text NOT NULL CHECK (genre IN ('periode', 'etablissement', 'distance', 'type_mission', 'collegue')),
  sens             text NOT NULL DEFAULT 'souhaite' CHECK (sens IN ('souhaite', 'evite')),
  debut            date,
  fin              date,
  etablissement_id uuid,               -- where a centre of the session is, or will be
  distance_km      integer,            -- no further than
  type_mission     text,
  collegue_id      uuid,               -- to travel with
  commentaire      text,
  version          integer NOT NULL DEFAULT 1,
  maj_le           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, etablissement_id) REFERENCES etablissement (academie, id),
  FOREIGN KEY (academie, type_mission) REFERENCES type_mission (academie, code),
  FOREIGN KEY (academie, collegue_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT voeu_complet CHECK (
    (genre = 'periode') = (debut IS NOT NULL AND fin IS NOT NULL) AND (genre = 'etablissement') = (etablissement_id IS NOT NULL)
    AND (genre = 'distance') = (distance_km IS NOT NULL) AND (genre = 'type_mission') = (type_mission IS NOT NULL)
    AND (genre = 'collegue') = (collegue_id IS NOT NULL)),
  CONSTRAINT voeu_dates CHECK (fin >= debut),
  CONSTRAINT voeu_distance CHECK (distance_km BETWEEN 1 AND 500),
  CONSTRAINT voeu_soi CHECK (collegue_id <> intervenant_id)
);
CREATE UNIQUE INDEX voeu_unique ON voeu (academie, intervenant_id, session_id, genre, coalesce(debut, '-infinity'::date), coalesce(fin, '-infinity'::date),
  coalesce(etablissement_id, collegue_id, '00000000-0000-0000-0000-000000000000'::uuid), coalesce(type_mission, ''));
CREATE INDEX voeu_session ON voeu (academie, session_id, intervenant_id);
CALL cloisonner('voeu');

-- A school says that it has finished entering compétences for a session; it may take its word back.
CREATE TABLE saisie_competence (
  academie         text NOT NULL,
  id               uuid NOT NULL DEFAULT uuid_v7(),
  session_id       uuid NOT NULL,
  etablissement_id uuid NOT NULL,
  etat             text NOT NULL DEFAULT 'terminee' CHECK (etat IN ('terminee', 'rouverte')),
  commentaire      text,
  declaree_le      timestamptz NOT NULL DEFAULT now(),
  declaree_par     text NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  maj_le           timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, etablissement_id) REFERENCES etablissement (academie, id),
  CONSTRAINT saisie_competence_unique UNIQUE (academie, session_id, etablissement_id)
);
CREATE INDEX saisie_competence_etablissement ON saisie_competence (academie, etablissement_id);
CALL cloisonner('saisie_competence');
CREATE TRIGGER saisie_competence_transition BEFORE INSERT OR UPDATE OF etat ON saisie_competence
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('saisie_competence', '', 'terminee'), ('saisie_competence', 'terminee', 'rouverte'), ('saisie_competence', 'rouverte', 'terminee');

-- The schools concerned by a session that is being prepared: those whose people have a compétence; what each said, and how
-- often it was reminded. One row per session and school.
CREATE VIEW saisie_etablissement WITH (security_invoker = true) AS
  SELECT e.academie, md5(s.id::text || e.id::text)::uuid AS id, s.id AS session_id, s.code AS session_code, e.id AS etablissement_id, e.uai, e.nom, e.commune,
         coalesce(c.etat, 'attendue') AS etat, c.declaree_le, c.declaree_par, c.commentaire, v.personnels, v.competences, v.avis,
         coalesce(e.mel, replace(r.mel_etablissement, '{uai}', lower(e.uai))) AS mel
    FROM session s JOIN etablissement e ON e.academie = s.academie AND e.ouvert
    JOIN regle_disponibilite r ON r.academie = e.academie
    JOIN (SELECT t.academie, t.etablissement_id, count(DISTINCT t.intervenant_id) AS personnels, count(DISTINCT k.id) AS competences,
                 count(DISTINCT k.id) FILTER (WHERE EXISTS (SELECT 1 FROM competence_auteur u WHERE u.academie = k.academie AND u.competence_id = k.id
                   AND u.type = 'etablissement')) AS avis
            FROM rattachement t JOIN competence k ON k.academie = t.academie AND k.intervenant_id = t.intervenant_id
           WHERE t.effectif GROUP BY 1, 2) v ON v.academie = e.academie AND v.etablissement_id = e.id
    LEFT JOIN saisie_competence c ON c.academie = e.academie AND c.session_id = s.id AND c.etablissement_id = e.id
   WHERE s.etat IN ('preparation', 'ouverte');
GRANT SELECT ON saisie_etablissement TO imagin_app, imagin_national;

-- A campagne may be about one examen: it then wins over the general one, until it says that the examen follows again.
ALTER TABLE campagne ADD COLUMN suit boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT campagne_suit CHECK (NOT suit OR examen IS NOT NULL),
  ADD FOREIGN KEY (academie, examen) REFERENCES examen (academie, code);

-- Mail. A row is what must be said, to whom, about what; a job of the queue sends it. The body is sealed.
CREATE TABLE courriel (
  academie       text NOT NULL REFERENCES academie,
  id             uuid NOT NULL DEFAULT uuid_v7(),
  genre          text NOT NULL,                  -- dispense_decision, relance_competences, convocation…
  objet          text NOT NULL,                  -- what it is about: a table's name and its row
  objet_id       text NOT NULL,
  cle            text,                           -- at most one mail per key: who asks twice sends once
  intervenant_id uuid,                           -- to whom, when it is one of ours
  destinataire   text NOT NULL CONSTRAINT courriel_destinataire CHECK (destinataire ~ '^[^@\s<>]+@[^@\s<>]+$' AND length(destinataire) <= 254),
  nom            text NOT NULL DEFAULT '',
  repondre_a     text,
  sujet          text NOT NULL CONSTRAINT courriel_sujet CHECK (sujet !~ '[\r\n]' AND length(sujet) <= 250),
  corps          bytea NOT NULL CONSTRAINT courriel_corps_chiffre CHECK (get_byte(corps, 0) = 1),
  entetes        jsonb NOT NULL DEFAULT '{}',    -- headers of its kind: List-Unsubscribe, Disposition-Notification-To…
  priorite       smallint NOT NULL DEFAULT 3 CHECK (priorite BETWEEN 1 AND 4),   -- 1 first
  message_id     text NOT NULL,                  -- stable: a server that sees it twice can tell
  etat           text NOT NULL DEFAULT 'en_attente' CHECK (etat IN ('en_attente', 'en_cours', 'envoye', 'echec', 'rejete', 'annule')),
  canal          text CHECK (canal IN ('smtp', 'local')),
  essais         integer NOT NULL DEFAULT 0,
  prochain_le    timestamptz,
  envoye_le      timestamptz,
  lu_le          timestamptz,                    -- in the local mailbox
  erreur         text,
  cree_le        timestamptz NOT NULL DEFAULT now(),
  cree_par       text NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE SET NULL (intervenant_id),
  CONSTRAINT courriel_message_unique UNIQUE (academie, message_id),
  CONSTRAINT courriel_cle_unique UNIQUE (academie, cle),
  CONSTRAINT courriel_envoye CHECK ((etat IN ('envoye', 'rejete')) <= (envoye_le IS NOT NULL AND canal IS NOT NULL))
);
CREATE INDEX courriel_cree_le ON courriel (academie, cree_le, id);
CREATE INDEX courriel_objet ON courriel (academie, objet, objet_id);
CREATE INDEX courriel_intervenant ON courriel (academie, intervenant_id);
CREATE INDEX courriel_envoye_le ON courriel (academie, envoye_le) WHERE envoye_le IS NOT NULL;
CREATE INDEX courriel_a_envoyer ON courriel (academie, prochain_le) WHERE etat IN ('en_attente', 'en_cours');
CALL cloisonner('courriel');
CREATE TRIGGER courriel_transition BEFORE INSERT OR UPDATE OF etat ON courriel FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('courriel', '', 'en_attente'), ('courriel', 'en_attente', 'en_cours'), ('courriel', 'en_cours', 'en_attente'),
  ('courriel', 'en_cours', 'envoye'), ('courriel', 'en_cours', 'echec'), ('courriel', 'echec', 'en_attente'), ('courriel', 'envoye', 'rejete'),
  ('courriel', 'rejete', 'en_attente'), ('courriel', 'en_attente', 'annule'), ('courriel', 'echec', 'annule');

CREATE TABLE courriel_piece (
  academie    text NOT NULL,
  courriel_id uuid NOT NULL,
  rang        smallint NOT NULL,
  fichier_id  uuid NOT NULL,
  nom         text NOT NULL,
  type        text NOT NULL,               -- application/pdf, text/calendar; method=REQUEST…
  PRIMARY KEY (academie, courriel_id, rang),
  FOREIGN KEY (academie, courriel_id) REFERENCES courriel (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id)
);
CREATE INDEX courriel_piece_fichier ON courriel_piece (academie, fichier_id);
CALL cloisonner('courriel_piece');

-- The same bytes are kept once.
CREATE INDEX fichier_empreinte ON fichier (academie, empreinte);

-- The situations that hold: what a person said, else what the files let us deduce.
CREATE FUNCTION situations(aca text, qui uuid[])
RETURNS TABLE (intervenant_id uuid, genre text, debut date, fin date, quotite integer, jours smallint[], deduite boolean)
LANGUAGE sql STABLE AS $$
  WITH p AS MATERIALIZED (
    SELECT i.id, i.position_le, sans_accent(coalesce(i.position, '')) AS position, sans_accent(coalesce(i.grade, '')) AS grade,
           sans_accent(coalesce(i.corps, '')) AS corps, sans_accent(coalesce(i.fonction, '')) AS fonction
      FROM intervenant i WHERE i.academie = aca AND (qui IS NULL OR i.id = ANY (qui))),
  r AS MATERIALIZED (
    SELECT x.intervenant_id, min(x.debut) FILTER (WHERE x.type = 'principal') AS debut,
           CASE WHEN bool_and(x.fin IS NOT NULL) THEN max(x.fin) END AS fin,
           CASE WHEN bool_and(x.quotite IS NOT NULL) THEN sum(x.quotite)::int END AS quotite
      FROM rattachement x WHERE x.academie = aca AND x.effectif AND (qui IS NULL OR x.intervenant_id = ANY (qui)) GROUP BY 1),
  d AS (
    SELECT DISTINCT ON (p.id, g.genre) p.id, g.genre, CASE g.genre WHEN 'conge_long' THEN p.position_le WHEN 'contractuel' THEN r.debut END AS debut,
           CASE g.genre WHEN 'contractuel' THEN r.fin END AS fin
      FROM p JOIN regle_situation g ON g.academie = aca
       AND CASE g.champ WHEN 'position' THEN p.position WHEN 'grade' THEN p.grade WHEN 'corps' THEN p.corps ELSE p.fonction END LIKE g.modele
      LEFT JOIN r ON r.intervenant_id = p.id
    UNION ALL
    SELECT p.id, 'temps_partiel', NULL, NULL FROM p JOIN r ON r.intervenant_id = p.id WHERE r.quotite BETWEEN 1 AND 99)
  SELECT s.intervenant_id, s.genre, s.debut, s.fin, s.quotite, s.jours, false
    FROM situation s WHERE s.academie = aca AND NOT s.leve AND (qui IS NULL OR s.intervenant_id = ANY (qui))
  UNION ALL
  SELECT d.id, d.genre, d.debut, d.fin, CASE WHEN d.genre = 'temps_partiel' THEN r.quotite END, '{}'::smallint[], true
    FROM d LEFT JOIN r ON r.intervenant_id = d.id
   WHERE NOT EXISTS (SELECT 1 FROM situation s WHERE s.academie = aca AND s.intervenant_id = d.id AND s.genre = d.genre)
$$;

-- Days of the académie's zone, as instants, both included; none: without end.
CREATE FUNCTION jours_en_instants(debut date, fin date, zone text) RETURNS tstzrange LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT tstzrange(debut::timestamp AT TIME ZONE zone, (fin + 1)::timestamp AT TIME ZONE zone)
$$;

-- The one answer to "who is not available, when, and why". One row per person and reason, as a period; qui NULL is
-- everyone. What depends on days (freed days of a temps partiel, prorata) is unfolded from du to au, both included.
--   raison   stable code; donnee what a sentence needs
--   session_id, examen, types_permis   limits of the reason: this session, this examen, not these types of mission
--   portee   tout: whatever touches the period; sur_place: only work on site; moitie: work on site that touches it,
--            work at home when half of it or more is covered
CREATE FUNCTION blocages(aca text, qui uuid[], du date, au date)
RETURNS TABLE (intervenant_id uuid, raison text, periode tstzrange, portee text, session_id uuid, examen text, types_permis text[], donnee jsonb)
LANGUAGE sql STABLE AS $$
  WITH z AS MATERIALIZED (
    SELECT a.fuseau, r.temps_partiel, r.prorata_jours, r.stagiaire_types, jours_en_instants(du, au, a.fuseau) AS fenetre
      FROM academie a JOIN regle_disponibilite r ON r.academie = a.code WHERE a.code = aca),
  s AS MATERIALIZED (SELECT * FROM situations(aca, qui)),
  o AS MATERIALIZED (
    SELECT o.intervenant_id, f.session_id, o.periode, o.affectation_id, o.creneau_id FROM z, occupation o JOIN affectation f ON f.academie = aca AND f.id = o.affectation_id
     WHERE o.academie = aca AND o.active AND o.sur_place AND (qui IS NULL OR f.intervenant_id = ANY (qui))),
  -- prorata: the days already taken in a session, when they are as many as the share allows
  pleins AS (
    SELECT s.intervenant_id, s.quotite, o.session_id, count(DISTINCT (lower(o.periode) AT TIME ZONE z.fuseau)::date) AS pris,
           range_agg(jours_en_instants((lower(o.periode) AT TIME ZONE z.fuseau)::date, (lower(o.periode) AT TIME ZONE z.fuseau)::date, z.fuseau)) AS jours,
           ceil(z.prorata_jours * s.quotite / 100.0)::int AS plafond, z.fenetre
      FROM z, s JOIN o USING (intervenant_id) WHERE z.temps_partiel = 'prorata' AND s.genre = 'temps_partiel'
     GROUP BY s.intervenant_id, s.quotite, o.session_id, z.prorata_jours, z.fenetre)
  SELECT i.id, CASE i.etat WHEN 'ecarte' THEN 'ecarte' ELSE 'historise' END, tstzrange(NULL, NULL), 'tout', NULL::uuid, NULL::text, NULL::text[], '{}'::jsonb
    FROM intervenant i WHERE i.academie = aca AND i.etat <> 'actif' AND (qui IS NULL OR i.id = ANY (qui))
  UNION ALL
  SELECT s.intervenant_id, s.genre, jours_en_instants(s.debut, s.fin, z.fuseau), 'tout', NULL, NULL, NULL,
         jsonb_strip_nulls(jsonb_build_object('debut', s.debut, 'fin', s.fin, 'deduite', s.deduite))
    FROM z, s WHERE s.genre IN ('conge_long', 'admissible')
  UNION ALL
  SELECT s.intervenant_id, s.genre, jours_en_instants(s.debut, s.fin, z.fuseau), 'tout', NULL, NULL, z.stagiaire_types,
         jsonb_build_object('types', z.stagiaire_types, 'deduite', s.deduite)
    FROM z, s WHERE s.genre = 'stagiaire'
  UNION ALL
  SELECT s.intervenant_id, 'hors_contrat', h.periode, 'tout', NULL, NULL, NULL, jsonb_strip_nulls(jsonb_build_object('debut', s.debut, 'fin', s.fin, 'deduite', s.deduite))
    FROM z, s, LATERAL unnest('{(,)}'::tstzmultirange - tstzmultirange(jours_en_instants(s.debut, s.fin, z.fuseau))) h(periode) WHERE s.genre = 'contractuel'
  UNION ALL
  SELECT s.intervenant_id, 'temps_partiel', jours_en_instants(j.jour::date, j.jour::date, z.fuseau), 'sur_place', NULL, NULL, NULL,
         jsonb_build_object('quotite', s.quotite, 'jours', s.jours)
    FROM z, s, LATERAL generate_series(greatest(s.debut, du)::timestamp, least(s.fin, au)::timestamp, '1 day') j(jour)
   WHERE z.temps_partiel = 'jour_libere' AND s.genre = 'temps_partiel' AND s.jours <> '{}' AND extract(isodow FROM j.jour)::smallint = ANY (s.jours)
  UNION ALL
  SELECT p.intervenant_id, 'quotite_atteinte', l.periode, 'sur_place', p.session_id, NULL, NULL,
         jsonb_build_object('quotite', p.quotite, 'jours', p.pris, 'plafond', p.plafond)
    FROM pleins p, LATERAL unnest(tstzmultirange(p.fenetre) - p.jours) l(periode) WHERE p.pris >= p.plafond
  UNION ALL
  SELECT n.intervenant_id, 'indisponibilite', tstzrange(n.debut, n.fin), 'moitie', NULL, NULL, NULL,
         jsonb_build_object('debut', n.debut, 'fin', n.fin, 'motif', n.motif, 'source', n.source)
    FROM z, indisponibilite n WHERE n.academie = aca AND n.etat = 'active' AND tstzrange(n.debut, n.fin) && z.fenetre AND (qui IS NULL OR n.intervenant_id = ANY (qui))
  UNION ALL
  SELECT d.intervenant_id, 'dispense', jours_en_instants(d.debut, d.fin, z.fuseau), 'tout', d.session_id, d.examen, NULL,
         jsonb_strip_nulls(jsonb_build_object('debut', d.debut, 'fin', d.fin, 'examen', d.examen))
    FROM z, dispense d WHERE d.academie = aca AND d.etat = 'accordee' AND (qui IS NULL OR d.intervenant_id = ANY (qui))
  UNION ALL
  SELECT o.intervenant_id, 'occupe', o.periode, 'sur_place', NULL, NULL, NULL,
         jsonb_build_object('debut', lower(o.periode), 'fin', upper(o.periode), 'affectation', o.affectation_id, 'creneau', o.creneau_id)
    FROM z, o WHERE o.periode && z.fenetre
$$;

-- Does a reason hold for a créneau? The same question is asked in Go by disponibilite.Blocage.Bloque.
CREATE FUNCTION bloque(periode tstzrange, portee text, types_permis text[], session_b uuid, examen_b text,
                       debut timestamptz, fin timestamptz, sur_place boolean, type text, session_c uuid, examen_c text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT periode && tstzrange(debut, fin)
     AND (session_b IS NULL OR session_b = session_c) AND (examen_b IS NULL OR examen_b = examen_c) IS TRUE
     AND (types_permis IS NULL OR type <> ALL (types_permis))
     AND CASE WHEN sur_place OR portee = 'tout' THEN true WHEN portee = 'sur_place' THEN false
              ELSE 2 * extract(epoch FROM least(upper(periode), fin) - greatest(lower(periode), debut)) >= extract(epoch FROM fin - debut) END
$$;

-- For given créneaux: the pairs that do not go together, and why. No row for a pair: the person is available.
-- Over everyone and a whole session, read blocages instead: it says as much in a thousandth of the rows.
CREATE FUNCTION indisponibles(aca text, qui uuid[], creneaux uuid[])
RETURNS TABLE (intervenant_id uuid, creneau_id uuid, raison text, donnee jsonb)
LANGUAGE sql STABLE AS $$
  WITH c AS MATERIALIZED (
    SELECT k.id, k.debut, k.fin, k.sur_place, m.type, m.session_id, m.examen FROM creneau k JOIN mission m ON m.academie = aca AND m.id = k.mission_id
     WHERE k.academie = aca AND k.id = ANY (creneaux))
  SELECT b.intervenant_id, c.id, b.raison, b.donnee
    FROM (SELECT (min(debut) - interval '1 day')::date AS du, (max(fin) + interval '1 day')::date AS au FROM c) f,
         LATERAL blocages(aca, qui, f.du, f.au) b, c
   WHERE bloque(b.periode, b.portee, b.types_permis, b.session_id, b.examen, c.debut, c.fin, c.sur_place, c.type, c.session_id, c.examen)
     AND (b.raison <> 'occupe' OR b.donnee->>'creneau' <> c.id::text)
$$;
-- +goose StatementEnd
