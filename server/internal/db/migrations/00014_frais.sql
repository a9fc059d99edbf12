-- Frais: dated values and distances that the académie decides, and one état de frais per convoked affectation, whose two
-- parts live apart.
-- +goose Up
-- +goose StatementBegin

-- National values come with the product. Here are the académie's own decisions: only added, the latest that covers a day
-- is in force; without value, it gives the national one back.
CREATE TABLE bareme (
  academie   text NOT NULL REFERENCES academie,
  id         uuid NOT NULL,
  code       text NOT NULL CONSTRAINT bareme_code CHECK (code ~ '^[A-Z][A-Z0-9_.]{1,59}$'),
  libelle    text NOT NULL,
  devise     text CHECK (devise IN ('EUR', 'XPF')),
  unite      text NOT NULL,
  valeur     bigint CONSTRAINT bareme_valeur CHECK (valeur BETWEEN 0 AND 10000000000),   -- ten-thousandths
  debut      date NOT NULL,
  fin        date,
  source     text NOT NULL,
  confiance  text NOT NULL CHECK (confiance IN ('officielle', 'secondaire', 'non_verifiee')),
  motif      text,
  decide_par text NOT NULL,
  decide_le  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (academie, id),
  CONSTRAINT bareme_dates CHECK (fin IS NULL OR fin >= debut)
);
CREATE INDEX bareme_code_le ON bareme (academie, code, decide_le);
CALL cloisonner('bareme', 'SELECT, INSERT');
CREATE TRIGGER bareme_journal AFTER INSERT ON bareme FOR EACH ROW EXECUTE FUNCTION journaliser();

-- Which codes price an examen. NR: not remunerated. Both empty: back to the national choice.
CREATE TABLE examen_taux (
  academie   text NOT NULL,
  id         uuid NOT NULL,
  examen     text NOT NULL,
  copie      text,
  oral       text,
  debut      date NOT NULL,
  fin        date,
  source     text NOT NULL,
  motif      text,
  decide_par text NOT NULL,
  decide_le  timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  CONSTRAINT examen_taux_dates CHECK (fin IS NULL OR fin >= debut),
  CONSTRAINT examen_taux_deux CHECK ((copie IS NULL) = (oral IS NULL))
);
CREATE INDEX examen_taux_le ON examen_taux (academie, examen, decide_le);
CALL cloisonner('examen_taux', 'SELECT, INSERT');
CREATE TRIGGER examen_taux_journal AFTER INSERT ON examen_taux FOR EACH ROW EXECUTE FUNCTION journaliser();

-- Shortest route between two communes, both ways. An estimate by great circle is never paid before somebody confirms it.
CREATE TABLE distance (
  academie    text NOT NULL,
  id          uuid NOT NULL,
  insee_a     text NOT NULL,
  insee_b     text NOT NULL,
  metres      integer NOT NULL CONSTRAINT distance_metres CHECK (metres BETWEEN 0 AND 20000000),
  methode     text NOT NULL CHECK (methode IN ('TABLE', 'ROUTAGE', 'MANUEL', 'ESTIMEE')),
  source      text NOT NULL,
  motif       text,
  corrige_par text NOT NULL,
  maj_le      timestamptz NOT NULL DEFAULT now(),
  version     integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, insee_a) REFERENCES commune (academie, code_insee),
  FOREIGN KEY (academie, insee_b) REFERENCES commune (academie, code_insee),
  CONSTRAINT distance_unique UNIQUE (academie, insee_a, insee_b),
  CONSTRAINT distance_ordre CHECK (insee_a < insee_b)
);
CREATE INDEX distance_b ON distance (academie, insee_b);
CALL cloisonner('distance');
CREATE TRIGGER distance_journal AFTER INSERT OR UPDATE OR DELETE ON distance FOR EACH ROW EXECUTE FUNCTION journaliser();

-- What a type of mission is paid by. Left empty, its code says it: correction by the copy, interrogation by the hour,
-- the rest is a duty.
ALTER TABLE type_mission ADD COLUMN remuneration text
  CHECK (remuneration IN ('copie', 'oral', 'oral_facultatif', 'vae', 'dossier', 'forfait', 'aide', 'aucune'));
CREATE FUNCTION remuneration_du_type(code text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN code ~* '^(corr|lect)' THEN 'copie' WHEN code ~* '^(interro|exam|oral|prat)' THEN 'oral'
    WHEN code ~* 'vae' THEN 'vae' ELSE 'aucune' END
$$;
UPDATE type_mission SET remuneration = remuneration_du_type(code);
CREATE FUNCTION type_mission_remunerer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.remuneration := coalesce(NEW.remuneration, remuneration_du_type(NEW.code));
  RETURN NEW;
END $$;
CREATE TRIGGER type_mission_remunerer BEFORE INSERT ON type_mission FOR EACH ROW EXECUTE FUNCTION type_mission_remunerer();
-- Evaluated during the year: no remuneration at all.
ALTER TABLE epreuve_option ADD COLUMN IF NOT EXISTS en_cours_annee boolean NOT NULL DEFAULT false;

CREATE TABLE etat_frais (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  session_id     uuid NOT NULL,
  affectation_id uuid NOT NULL,
  mission_id     uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  jour           date NOT NULL,          -- of the mission, in the zone of its centre: rates are those of this day
  cree_le        timestamptz NOT NULL DEFAULT now(),
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id),
  CONSTRAINT etat_frais_unique UNIQUE (academie, affectation_id)
);
CREATE INDEX etat_frais_intervenant ON etat_frais (academie, intervenant_id, jour);
CREATE INDEX etat_frais_mission ON etat_frais (academie, mission_id);
CREATE INDEX etat_frais_session ON etat_frais (academie, session_id, jour, id);
CALL cloisonner('etat_frais');

-- intervenant_id and jour repeat what the état de frais says: one travel claim per person and day hangs on them.
CREATE TABLE efm_part (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  etat_frais_id  uuid NOT NULL,
  genre          text NOT NULL CHECK (genre IN ('remuneration', 'deplacement')),
  intervenant_id uuid NOT NULL,
  jour           date NOT NULL,
  etat           text NOT NULL CHECK (etat IN ('non_effectuee', 'effectuee', 'a_valider', 'valide', 'transmis', 'accepte', 'rejete',
                   'annule', 'sans_objet', 'invalidable', 'non_fait')),
  etat_avant     text,                   -- what un-cancelling gives back
  regle          text NOT NULL DEFAULT '',   -- why something is due, or nothing
  motif          text,                   -- of the last return, cancellation or rejection
  devise         text NOT NULL CHECK (devise IN ('EUR', 'XPF')),
  anomalies      text[] NOT NULL DEFAULT '{}',   -- what the gestionnaire looks at first
  ecarts         jsonb NOT NULL DEFAULT '[]',    -- asked, not paid: [{regle, quantite}]
  calcule_le     timestamptz,
  montant        bigint NOT NULL DEFAULT 0 CONSTRAINT efm_montant CHECK (montant >= 0),   -- smallest coin
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, etat_frais_id) REFERENCES etat_frais (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id),
  CONSTRAINT efm_part_unique UNIQUE (academie, etat_frais_id, genre),
  CONSTRAINT efm_annule CHECK ((etat = 'annule') = (etat_avant IS NOT NULL))
) WITH (fillfactor = 85);
CREATE UNIQUE INDEX efm_un_deplacement_par_jour ON efm_part (academie, intervenant_id, jour)
  WHERE genre = 'deplacement' AND etat NOT IN ('invalidable', 'sans_objet', 'annule', 'non_fait');
CREATE INDEX efm_part_intervenant ON efm_part (academie, intervenant_id);
CREATE INDEX efm_part_etat ON efm_part (academie, etat, genre);
CALL cloisonner('efm_part');

INSERT INTO transition (objet, de, vers) VALUES ('efm_part', '', 'non_effectuee'), ('efm_part', '', 'sans_objet'), ('efm_part', '', 'invalidable'),
  ('efm_part', 'non_effectuee', 'effectuee'), ('efm_part', 'effectuee', 'a_valider'), ('efm_part', 'a_valider', 'valide'),
  ('efm_part', 'valide', 'transmis'), ('efm_part', 'transmis', 'accepte'), ('efm_part', 'transmis', 'rejete'), ('efm_part', 'rejete', 'a_valider'),
  ('efm_part', 'a_valider', 'effectuee'), ('efm_part', 'valide', 'a_valider'),
  ('efm_part', 'effectuee', 'non_fait'), ('efm_part', 'non_effectuee', 'non_fait'), ('efm_part', 'a_valider', 'non_fait'), ('efm_part', 'non_fait', 'effectuee'), ('efm_part', 'non_fait', 'invalidable'),
  ('efm_part', 'non_effectuee', 'invalidable'), ('efm_part', 'invalidable', 'non_effectuee'), ('efm_part', 'invalidable', 'effectuee'),
  ('efm_part', 'non_effectuee', 'annule'), ('efm_part', 'effectuee', 'annule'), ('efm_part', 'a_valider', 'annule'), ('efm_part', 'valide', 'annule'),
  ('efm_part', 'annule', 'non_effectuee'), ('efm_part', 'annule', 'effectuee'), ('efm_part', 'annule', 'a_valider'), ('efm_part', 'annule', 'valide');
CREATE TRIGGER efm_part_transition BEFORE INSERT OR UPDATE OF etat ON efm_part
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();

CREATE TABLE efm_ligne (
  academie    text NOT NULL,
  part_id     uuid NOT NULL,
  rang        integer NOT NULL,
  regle       text NOT NULL,
  code        text NOT NULL DEFAULT '',
  source      text NOT NULL DEFAULT '',
  unite       text NOT NULL,
  quantite    bigint NOT NULL CHECK (quantite >= 0),
  taux        bigint NOT NULL CHECK (taux >= 0),
  coefficient bigint NOT NULL CHECK (coefficient >= 0),
  montant     bigint NOT NULL CHECK (montant >= 0),
  PRIMARY KEY (academie, part_id, rang),
  FOREIGN KEY (academie, part_id) REFERENCES efm_part (academie, id) ON DELETE CASCADE
);
CALL cloisonner('efm_ligne');

-- What must be impossible: an amount that moves once validated, a total that is not the sum of its lines, a cancelled
-- part that comes back elsewhere than where it was.
CREATE FUNCTION efm_part_garder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.montant <> OLD.montant AND OLD.etat IN ('valide', 'transmis', 'accepte', 'annule') THEN
    RAISE EXCEPTION 'montant figé' USING ERRCODE = '23514', CONSTRAINT = 'efm_montant_fige';
  END IF;
  IF NEW.etat <> OLD.etat THEN
    IF OLD.etat = 'annule' AND NEW.etat <> OLD.etat_avant THEN
      RAISE EXCEPTION 'retour dans un autre état' USING ERRCODE = '23514', CONSTRAINT = 'efm_retour';
    END IF;
    NEW.etat_avant := CASE WHEN NEW.etat = 'annule' THEN OLD.etat END;
    IF NEW.etat = 'valide' AND OLD.etat <> 'annule' AND NEW.montant <>
       (SELECT coalesce(sum(montant), 0) FROM efm_ligne l WHERE l.academie = NEW.academie AND l.part_id = NEW.id) THEN
      RAISE EXCEPTION 'total différent des lignes' USING ERRCODE = '23514', CONSTRAINT = 'efm_somme';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER efm_part_garde BEFORE UPDATE ON efm_part FOR EACH ROW EXECUTE FUNCTION efm_part_garder();
-- The end of the mission opens a part by itself: the round that does it writes one line for all.
CREATE TRIGGER efm_part_journal AFTER UPDATE ON efm_part FOR EACH ROW
  WHEN ((OLD.etat, OLD.montant) IS DISTINCT FROM (NEW.etat, NEW.montant) AND NEW.etat <> 'non_effectuee' AND NOT (OLD.etat = 'non_effectuee' AND NEW.etat = 'effectuee'))
  EXECUTE FUNCTION journaliser();

CREATE FUNCTION efm_ligne_garder() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE l efm_ligne := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF EXISTS (SELECT 1 FROM efm_part p WHERE p.academie = l.academie AND p.id = l.part_id AND p.etat IN ('valide', 'transmis', 'accepte', 'annule')) THEN
    RAISE EXCEPTION 'lignes figées' USING ERRCODE = '23514', CONSTRAINT = 'efm_montant_fige';
  END IF;
  RETURN l;
END $$;
CREATE TRIGGER efm_ligne_garde BEFORE INSERT OR UPDATE OR DELETE ON efm_ligne FOR EACH ROW
  WHEN (current_user = 'imagin_app') EXECUTE FUNCTION efm_ligne_garder();

-- The commune that a mission takes people to: none for marking at home.
CREATE FUNCTION commune_de_mission(aca text, mission uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT e.code_commune FROM mission m JOIN centre c ON c.academie = m.academie AND c.id = m.centre_id
    LEFT JOIN etablissement e ON e.academie = c.academie AND e.id = c.etablissement_id
   WHERE m.academie = aca AND m.id = mission
$$;

-- Why a journey is due or not, as the engine says it (calcul.Droit): one rule in two places, held together by a test.
CREATE FUNCTION droit_deplacement(aca text, lieu text, residence text, etablissement text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN lieu IS NULL THEN 'DEP.SANS_LIEU'
    WHEN residence IS NULL AND etablissement IS NULL THEN 'DEP.SANS_RESIDENCE'
    WHEN lieu = residence THEN 'DEP.RESIDENCE'
    WHEN lieu = etablissement THEN 'DEP.ETABLISSEMENT'
    WHEN EXISTS (SELECT 1 FROM commune_limitrophe l WHERE l.academie = aca AND l.declaree AND l.historise_le IS NULL
      AND l.insee_a = least(lieu, residence) AND l.insee_b = greatest(lieu, residence)) THEN 'DEP.LIMITROPHE.RESIDENCE'
    WHEN EXISTS (SELECT 1 FROM commune_limitrophe l WHERE l.academie = aca AND l.declaree AND l.historise_le IS NULL
      AND l.insee_a = least(lieu, etablissement) AND l.insee_b = greatest(lieu, etablissement)) THEN 'DEP.LIMITROPHE.ETABLISSEMENT'
    ELSE 'DEP.DROIT' END
$$;

-- The travel of a day is carried by its first mission that gives a right to it, as long as nobody has entered anything.
CREATE FUNCTION efm_premiers(aca text, personnes uuid[]) RETURNS TABLE (id uuid, premier boolean) LANGUAGE sql STABLE AS $$
  SELECT p.id, row_number() OVER (PARTITION BY p.intervenant_id, p.jour ORDER BY a.debut, a.id) = 1
    FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
    JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id
   WHERE p.academie = aca AND p.intervenant_id = ANY (personnes) AND p.genre = 'deplacement' AND p.etat IN ('non_effectuee', 'invalidable')
     AND NOT EXISTS (SELECT 1 FROM efm_part d WHERE d.academie = aca AND d.intervenant_id = p.intervenant_id AND d.jour = p.jour
       AND d.genre = 'deplacement' AND d.etat NOT IN ('non_effectuee', 'invalidable', 'sans_objet', 'annule', 'non_fait'))
$$;
CREATE FUNCTION efm_porter(aca text, personnes uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE efm_part p SET etat = 'invalidable', version = version + 1, maj_le = now()
    FROM efm_premiers(aca, personnes) f WHERE p.academie = aca AND p.id = f.id AND NOT f.premier AND p.etat = 'non_effectuee';
  UPDATE efm_part p SET etat = 'non_effectuee', version = version + 1, maj_le = now()
    FROM efm_premiers(aca, personnes) f WHERE p.academie = aca AND p.id = f.id AND f.premier AND p.etat = 'invalidable';
END $$;

-- Creates the états de frais of affectations that have none: called by the official convocation, in its transaction.
-- Gives how many it created; asked again, it creates nothing.
CREATE FUNCTION efm_creer(aca text, affectations uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE crees uuid[];
BEGIN
  WITH crees_ici AS (
    INSERT INTO etat_frais (academie, id, session_id, affectation_id, mission_id, intervenant_id, jour)
    SELECT a.academie, uuid_v7(), a.session_id, a.id, a.mission_id, a.intervenant_id, (a.debut AT TIME ZONE ce.fuseau)::date
      FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
      JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
     WHERE a.academie = aca AND a.id = ANY (affectations) AND a.etat <> 'desaffectee'
    ON CONFLICT (academie, affectation_id) DO NOTHING RETURNING id)
  SELECT coalesce(array_agg(id), '{}') INTO crees FROM crees_ici;

  INSERT INTO efm_part (academie, id, etat_frais_id, genre, intervenant_id, jour, etat, regle, devise)
  SELECT e.academie, uuid_v7(), e.id, 'remuneration', e.intervenant_id, e.jour,
         CASE WHEN r.regle = '' THEN 'non_effectuee' ELSE 'sans_objet' END, r.regle, ac.devise
    FROM etat_frais e JOIN academie ac ON ac.code = e.academie JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id
    JOIN type_mission t ON t.academie = m.academie AND t.code = m.type
    LEFT JOIN epreuve_option o ON o.academie = m.academie AND o.id = m.epreuve_option_id
    LEFT JOIN LATERAL (SELECT x.copie FROM examen_taux x WHERE x.academie = e.academie AND x.examen = m.examen AND x.debut <= e.jour
      AND (x.fin IS NULL OR x.fin >= e.jour) ORDER BY x.decide_le DESC, x.id DESC LIMIT 1) x ON true
    CROSS JOIN LATERAL (SELECT CASE WHEN coalesce(o.en_cours_annee, false) THEN 'REM.ECA' WHEN t.remuneration = 'aucune' OR NOT t.remunere THEN 'REM.TYPE'
      WHEN x.copie = 'NR' THEN 'REM.NR' ELSE '' END AS regle) r
   WHERE e.academie = aca AND e.id = ANY (crees);

  INSERT INTO efm_part (academie, id, etat_frais_id, genre, intervenant_id, jour, etat, regle, devise)
  SELECT e.academie, uuid_v7(), e.id, 'deplacement', e.intervenant_id, e.jour,
         CASE WHEN d.regle IN ('DEP.DROIT', 'DEP.SANS_LIEU', 'DEP.SANS_RESIDENCE') THEN 'invalidable' ELSE 'sans_objet' END, d.regle, ac.devise
    FROM etat_frais e JOIN academie ac ON ac.code = e.academie JOIN intervenant i ON i.academie = e.academie AND i.id = e.intervenant_id
    LEFT JOIN rattachement r ON r.academie = e.academie AND r.intervenant_id = e.intervenant_id AND r.type = 'principal'
    LEFT JOIN etablissement et ON et.academie = r.academie AND et.id = r.etablissement_id
    CROSS JOIN LATERAL (SELECT CASE WHEN EXISTS (SELECT 1 FROM creneau c WHERE c.academie = e.academie AND c.mission_id = e.mission_id AND c.sur_place)
      THEN droit_deplacement(e.academie, commune_de_mission(e.academie, e.mission_id), i.code_commune, et.code_commune) ELSE 'DEP.DISTANCE' END AS regle) d
   WHERE e.academie = aca AND e.id = ANY (crees);

  PERFORM efm_porter(aca, ARRAY(SELECT DISTINCT intervenant_id FROM etat_frais WHERE academie = aca AND id = ANY (crees)));
  RETURN cardinality(crees);
END $$;

-- Takes them back when a run of convocations is cancelled: refused as soon as one of them has begun to live.
CREATE FUNCTION efm_retirer(aca text, affectations uuid[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE personnes uuid[]; n integer;
BEGIN
  IF EXISTS (SELECT 1 FROM etat_frais e JOIN efm_part p ON p.academie = e.academie AND p.etat_frais_id = e.id
      WHERE e.academie = aca AND e.affectation_id = ANY (affectations) AND p.etat NOT IN ('non_effectuee', 'sans_objet', 'invalidable')) THEN
    RAISE EXCEPTION 'états de frais commencés' USING ERRCODE = '23503', CONSTRAINT = 'etat_frais_commence';
  END IF;
  personnes := ARRAY(SELECT DISTINCT intervenant_id FROM etat_frais WHERE academie = aca AND affectation_id = ANY (affectations));
  DELETE FROM etat_frais WHERE academie = aca AND affectation_id = ANY (affectations);
  GET DIAGNOSTICS n = ROW_COUNT;
  PERFORM efm_porter(aca, personnes);
  RETURN n;
END $$;

-- A part opens when its mission is over. Gives how many.
CREATE FUNCTION efm_ouvrir(aca text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE n integer;
BEGIN
  UPDATE efm_part p SET etat = 'effectuee', version = p.version + 1, maj_le = now()
    FROM etat_frais e JOIN affectation a ON a.academie = e.academie AND a.id = e.affectation_id
   WHERE p.academie = aca AND e.academie = aca AND e.id = p.etat_frais_id AND p.etat = 'non_effectuee' AND a.fin <= now();
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- Constat de service fait: what a person did on a mission, in the form of her work.
CREATE TABLE constat (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  affectation_id uuid NOT NULL,
  mission_id     uuid NOT NULL,
  fait           text NOT NULL CHECK (fait IN ('fait', 'partiel', 'non_fait', 'remplace')),
  copies         integer CONSTRAINT constat_copies CHECK (copies BETWEEN 0 AND 5000),
  candidats      integer CONSTRAINT constat_candidats CHECK (candidats BETWEEN 0 AND 5000),
  minutes        integer CONSTRAINT constat_minutes CHECK (minutes BETWEEN 0 AND 60000),
  demandes       integer CONSTRAINT constat_demandes CHECK (demandes BETWEEN 0 AND 500),
  coefficient    integer CONSTRAINT constat_coefficient CHECK (coefficient BETWEEN 5000 AND 30000),   -- ten-thousandths
  remplacant     text,
  observation    text,
  saisi_par      text NOT NULL,
  saisi_profil   text NOT NULL,
  saisi_le       timestamptz NOT NULL,     -- on the phone, perhaps hours before it was received
  maj_le         timestamptz NOT NULL DEFAULT now(),
  version        integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id),
  CONSTRAINT constat_unique UNIQUE (academie, affectation_id)
);
CREATE INDEX constat_mission ON constat (academie, mission_id);
CALL cloisonner('constat');
CREATE TRIGGER constat_journal AFTER INSERT OR UPDATE OR DELETE ON constat FOR EACH ROW EXECUTE FUNCTION journaliser();

-- A mark sent twice is written once.
CREATE TABLE constat_cle (
  academie       text NOT NULL,
  cle            uuid NOT NULL,
  affectation_id uuid NOT NULL,
  le             timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, cle),
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id)
);
CALL cloisonner('constat_cle', 'SELECT, INSERT');

CREATE TABLE constat_signature (
  academie   text NOT NULL,
  id         uuid NOT NULL,
  mission_id uuid NOT NULL,
  signe_par  text NOT NULL,
  profil     text NOT NULL,
  signe_le   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id),
  CONSTRAINT constat_signature_unique UNIQUE (academie, mission_id)
);
CALL cloisonner('constat_signature', 'SELECT, INSERT, DELETE');
CREATE TRIGGER constat_signature_journal AFTER INSERT OR DELETE ON constat_signature FOR EACH ROW EXECUTE FUNCTION journaliser();

CREATE FUNCTION constat_garder() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c constat := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF EXISTS (SELECT 1 FROM constat_signature s WHERE s.academie = c.academie AND s.mission_id = c.mission_id) THEN
    RAISE EXCEPTION 'constat signé' USING ERRCODE = '23514', CONSTRAINT = 'constat_signe';
  END IF;
  RETURN c;
END $$;
CREATE TRIGGER constat_garde BEFORE INSERT OR UPDATE OR DELETE ON constat FOR EACH ROW EXECUTE FUNCTION constat_garder();

-- What was said of a person's presence may be corrected.
INSERT INTO transition (objet, de, vers) VALUES ('affectation', 'effectuee', 'non_effectuee'), ('affectation', 'non_effectuee', 'effectuee')
  ON CONFLICT DO NOTHING;

-- The form of a constat follows what the work is paid by.
CREATE FUNCTION forme_constat(remuneration text, nature text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN remuneration = 'copie' THEN 'ecrit' WHEN remuneration = 'vae' OR (remuneration LIKE 'oral%' AND nature = 'vae') THEN 'vae'
    WHEN remuneration LIKE 'oral%' AND nature IN ('pratique', 'eps') THEN 'pratique' WHEN remuneration LIKE 'oral%' THEN 'oral' ELSE 'aide' END
$$;

-- The travel claim of a day, carried by one part. Hours are those of the clock at the centre: meals and nights hang on
-- them. The distance is that of the nearer residence; corrected, it reprices what is not yet validated.
CREATE TABLE deplacement (
  academie       text NOT NULL,
  part_id        uuid NOT NULL,
  depart         timestamp NOT NULL,
  retour         timestamp NOT NULL,
  trajets        jsonb NOT NULL,           -- [{mode, aller_retour, vehicule, prix, prouve, autorise}]
  distance_id    uuid,
  convenance     boolean NOT NULL DEFAULT false,
  repas          integer NOT NULL DEFAULT 0 CHECK (repas BETWEEN 0 AND 60),
  repas_ra       integer NOT NULL DEFAULT 0 CHECK (repas_ra BETWEEN 0 AND 60),
  repas_offerts  integer NOT NULL DEFAULT 0 CHECK (repas_offerts BETWEEN 0 AND 60),
  nuits          integer NOT NULL DEFAULT 0 CHECK (nuits BETWEEN 0 AND 30),
  nuits_offertes integer NOT NULL DEFAULT 0 CHECK (nuits_offertes BETWEEN 0 AND 30),
  observation    text,
  saisi_par      text NOT NULL,
  saisi_profil   text NOT NULL,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, part_id),
  FOREIGN KEY (academie, part_id) REFERENCES efm_part (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, distance_id) REFERENCES distance (academie, id),
  CONSTRAINT deplacement_ordre CHECK (retour > depart)
);
CREATE INDEX deplacement_distance ON deplacement (academie, distance_id) WHERE distance_id IS NOT NULL;
CALL cloisonner('deplacement');

-- An estimated distance is never paid: whatever the code path, the part that stands on it is not validated.
CREATE FUNCTION efm_distance_garder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM deplacement x JOIN distance d ON d.academie = x.academie AND d.id = x.distance_id
      WHERE x.academie = NEW.academie AND x.part_id = NEW.id AND d.methode = 'ESTIMEE'
        AND EXISTS (SELECT 1 FROM efm_ligne l WHERE l.academie = x.academie AND l.part_id = x.part_id AND l.regle IN ('DEP.IK', 'DEP.TRAIN.TARIF', 'DEP.CONVENANCE'))) THEN
    RAISE EXCEPTION 'distance estimée' USING ERRCODE = '23514', CONSTRAINT = 'efm_distance_estimee';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER efm_distance_garde BEFORE UPDATE OF etat ON efm_part FOR EACH ROW
  WHEN (NEW.genre = 'deplacement' AND NEW.etat IN ('valide', 'transmis') AND OLD.etat <> 'annule') EXECUTE FUNCTION efm_distance_garder();

-- One receipt for each kind of expense of a day; the file itself is sealed, kept once, and its reading is a line of the
-- journal.
CREATE TABLE justificatif (
  academie   text NOT NULL,
  part_id    uuid NOT NULL,
  nature     text NOT NULL CHECK (nature IN ('train', 'transport_commun', 'peage', 'parking', 'nuit')),
  fichier_id uuid NOT NULL,
  nom        text NOT NULL,
  depose_par text NOT NULL,
  depose_le  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, part_id, nature),
  FOREIGN KEY (academie, part_id) REFERENCES efm_part (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id)
);
CREATE INDEX justificatif_fichier ON justificatif (academie, fichier_id);
CALL cloisonner('justificatif');
-- +goose StatementEnd
