-- What comes in from elsewhere: identity keys, claims of several sources on one person, differences shown before they
-- are applied, secrets encrypted by the application, sources collected periodically.
-- +goose Up
-- +goose StatementBegin

-- Identifiers made by set-based SQL follow those of the application: version 7, ordered by time.
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- A name as two files would agree on it: no accents, no case, one space for whatever separates. ST-Jean = Saint? no: letters only.
CREATE FUNCTION cle_nom(texte text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT trim(regexp_replace(public.sans_accent(texte), '[^a-z0-9]+', ' ', 'g')) $$;

-- Communes are the académie's: it loads them, corrects them and declares which are limitrophes.
DROP TABLE commune;
CREATE TABLE commune (
  academie      text NOT NULL REFERENCES academie,
  code_insee    text NOT NULL CONSTRAINT commune_code_forme CHECK (code_insee ~ '^[0-9AB]{5}$'),
  nom           text NOT NULL,
  departement   text NOT NULL,
  population    integer,
  latitude      double precision,
  longitude     double precision,
  codes_postaux text[] NOT NULL DEFAULT '{}',
  source        text,
  id            uuid NOT NULL DEFAULT uuid_v7(),
  historise_le  timestamptz,           -- no longer in the file; kept for what refers to it
  PRIMARY KEY (academie, code_insee)
);
CREATE INDEX commune_id ON commune (academie, id);
CREATE INDEX commune_nom ON commune (academie, nom, id);
CREATE INDEX commune_recherche ON commune USING gin ((sans_accent(nom || ' ' || code_insee)) gin_trgm_ops);
CALL cloisonner('commune');

-- A declared relation, never guessed from a distance: a right to travel expenses hangs on it. A line entered by hand
-- wins over the file, in both senses.
CREATE TABLE commune_limitrophe (
  academie     text NOT NULL,
  id           uuid NOT NULL DEFAULT uuid_v7(),
  insee_a      text NOT NULL,
  insee_b      text NOT NULL,
  origine      text NOT NULL CHECK (origine IN ('FICHIER', 'SAISI')),
  declaree     boolean NOT NULL DEFAULT true,
  motif        text,
  historise_le timestamptz,
  version      integer NOT NULL DEFAULT 1,
  maj_le       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  CONSTRAINT commune_limitrophe_unique UNIQUE (academie, insee_a, insee_b),
  CONSTRAINT commune_limitrophe_ordre CHECK (insee_a < insee_b),
  FOREIGN KEY (academie, insee_a) REFERENCES commune (academie, code_insee),
  FOREIGN KEY (academie, insee_b) REFERENCES commune (academie, code_insee)
);
CREATE INDEX commune_limitrophe_b ON commune_limitrophe (academie, insee_b);
CALL cloisonner('commune_limitrophe');

-- Establishments.
ALTER TABLE etablissement ADD COLUMN historise_le timestamptz, ADD COLUMN cle_aaf text;
CREATE INDEX etablissement_cle_aaf ON etablissement (academie, cle_aaf) WHERE cle_aaf IS NOT NULL;

-- Nomenclatures. What a file no longer lists is kept: enseignements of past years refer to it.
CREATE TABLE corps (academie text NOT NULL REFERENCES academie, code text NOT NULL, libelle text NOT NULL, PRIMARY KEY (academie, code));
CREATE TABLE grade (academie text NOT NULL REFERENCES academie, code text NOT NULL, libelle text NOT NULL, corps text, PRIMARY KEY (academie, code));
CREATE TABLE fonction (academie text NOT NULL REFERENCES academie, code text NOT NULL, libelle text NOT NULL, PRIMARY KEY (academie, code));
CALL cloisonner('corps');
CALL cloisonner('grade');
CALL cloisonner('fonction');
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['discipline', 'matiere', 'mef', 'modalite', 'corps', 'grade', 'fonction'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN origine text NOT NULL DEFAULT ''STS'' CHECK (origine IN (''STS'', ''AAF'', ''EPP'', ''BCN'')), ADD COLUMN historise_le timestamptz', t);
  END LOOP;
END $$;

-- People.
ALTER TABLE intervenant
  ADD COLUMN corps text, ADD COLUMN discipline_recrutement text, ADD COLUMN position text, ADD COLUMN position_le date,
  ADD COLUMN adresse text, ADD COLUMN code_postal text, ADD COLUMN code_commune text,
  ADD COLUMN saisis text[] NOT NULL DEFAULT '{}',      -- fields corrected by hand: no file overwrites them
  ADD COLUMN etat_avant_import text,                   -- historised by a file: what a file that names the person again gives back
  ADD COLUMN cree_le timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN nom_cle text GENERATED ALWAYS AS (cle_nom(nom)) STORED,
  ADD COLUMN patronyme_cle text GENERATED ALWAYS AS (cle_nom(nom_patronymique)) STORED,
  ADD COLUMN prenom_cle text GENERATED ALWAYS AS (cle_nom(prenom)) STORED;
CREATE INDEX intervenant_naissance ON intervenant (academie, date_naissance);
CREATE INDEX intervenant_nom_cle ON intervenant (academie, nom_cle, prenom_cle);
CREATE INDEX intervenant_patronyme_cle ON intervenant (academie, patronyme_cle, prenom_cle);
INSERT INTO transition VALUES ('intervenant', 'historise', 'ecarte');

-- How each source names a person: STS 'epp:<id>' in the académie or 'local:<uai>:<id>' in one school, NUMEN by its
-- keyed digest, AAF by its jointure. One person may hold several; one key never names two persons.
CREATE TABLE intervenant_cle (
  academie       text NOT NULL,
  type           text NOT NULL CHECK (type IN ('STS', 'NUMEN', 'AAF')),
  cle            text NOT NULL,
  intervenant_id uuid NOT NULL,
  voie           text NOT NULL CHECK (voie IN ('SOURCE', 'IDENTITE', 'DECISION')),
  le             timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, type, cle),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE
);
CREATE INDEX intervenant_cle_intervenant ON intervenant_cle (academie, intervenant_id);
CALL cloisonner('intervenant_cle');
INSERT INTO intervenant_cle (academie, type, cle, intervenant_id, voie)
  SELECT academie, 'STS', cle_sts, id, 'SOURCE' FROM intervenant WHERE cle_sts IS NOT NULL;
ALTER TABLE intervenant DROP COLUMN cle_sts;

-- NUMEN, NIR, IBAN: AES-256-GCM by the application, whose key is not here. The keyed digest finds one; the mask is all
-- that lists, logs and exports ever see.
CREATE TABLE intervenant_secret (
  academie       text NOT NULL,
  intervenant_id uuid NOT NULL,
  type           text NOT NULL CHECK (type IN ('NUMEN', 'NIR', 'IBAN')),
  chiffre        bytea NOT NULL CONSTRAINT secret_chiffre CHECK (get_byte(chiffre, 0) = 1 AND octet_length(chiffre) >= 30),
  empreinte      text NOT NULL CONSTRAINT secret_empreinte CHECK (empreinte ~ '^[0-9a-f]{64}$'),
  masque         text NOT NULL CONSTRAINT secret_masque CHECK (masque ~ '^•{6,}.{0,4}$'),
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, intervenant_id, type),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX intervenant_secret_unique ON intervenant_secret (academie, type, empreinte) WHERE type <> 'IBAN';
CREATE INDEX intervenant_secret_iban ON intervenant_secret (academie, empreinte) WHERE type = 'IBAN';
CALL cloisonner('intervenant_secret');

-- A change of bank detail or NIR is written by the database itself, masked.
CREATE FUNCTION journaliser_secret() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  qui   text := nullif(current_setting('app.qui', true), '');
  ligne intervenant_secret := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF qui IS NULL THEN
    IF current_user <> 'imagin_app' THEN qui := 'maintenance';
    ELSE RAISE EXCEPTION 'changement de secret sans auteur' USING ERRCODE = '42501', CONSTRAINT = 'journal_auteur';
    END IF;
  END IF;
  INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, avant, apres)
  VALUES (ligne.academie, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, qui,
          nullif(current_setting('app.profil', true), ''), nullif(current_setting('app.depuis', true), ''),
          'secret', 'intervenant', ligne.intervenant_id,
          CASE WHEN TG_OP <> 'INSERT' THEN jsonb_build_object(OLD.type, OLD.masque) END,
          CASE WHEN TG_OP <> 'DELETE' THEN jsonb_build_object(NEW.type, NEW.masque) END);
  RETURN NULL;
END $$;
CREATE TRIGGER intervenant_secret_ecrit AFTER INSERT ON intervenant_secret
  FOR EACH ROW WHEN (NEW.type <> 'NUMEN') EXECUTE FUNCTION journaliser_secret();
CREATE TRIGGER intervenant_secret_change AFTER UPDATE ON intervenant_secret
  FOR EACH ROW EXECUTE FUNCTION journaliser_secret();
CREATE TRIGGER intervenant_secret_efface AFTER DELETE ON intervenant_secret
  FOR EACH ROW EXECUTE FUNCTION journaliser_secret();

-- Several sources may attach a person to one establishment: each keeps its own line, one of them is effective.
ALTER TABLE rattachement DROP CONSTRAINT rattachement_unique;
ALTER TABLE rattachement
  ADD COLUMN declare text CHECK (declare IN ('principal', 'secondaire')),   -- what the source says; STS says nothing
  ADD COLUMN modalite text, ADD COLUMN quotite integer CONSTRAINT rattachement_quotite CHECK (quotite BETWEEN 0 AND 100),
  ADD COLUMN historise_le timestamptz, ADD COLUMN effectif boolean NOT NULL DEFAULT true,
  ADD CONSTRAINT rattachement_unique UNIQUE (academie, intervenant_id, etablissement_id, source),
  ADD CONSTRAINT rattachement_effectif CHECK (effectif OR type = 'secondaire');
UPDATE rattachement SET declare = type WHERE source <> 'STS';
CREATE UNIQUE INDEX rattachement_effectif_unique ON rattachement (academie, intervenant_id, etablissement_id) WHERE effectif;

-- The order in which sources are believed, for a person's identity and for her attachments.
CREATE FUNCTION rang_source(source text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE source WHEN 'EPP' THEN 6 WHEN 'EPP_PRIVE' THEN 5 WHEN 'AGAPE' THEN 4 WHEN 'AGORA' THEN 3 WHEN 'STS' THEN 2 WHEN 'AAF' THEN 1 ELSE 0 END
$$;

ALTER TABLE enseignement ADD COLUMN historise_le timestamptz, ADD COLUMN co_enseignement boolean NOT NULL DEFAULT false;

-- Who stands in for whom, and when: a lead for a replacement.
CREATE TABLE suppleance (
  academie         text NOT NULL,
  id               uuid NOT NULL DEFAULT uuid_v7(),
  annee            integer NOT NULL,
  etablissement_id uuid NOT NULL,
  suppleant_id     uuid NOT NULL,
  absent_id        uuid NOT NULL,
  matiere          text NOT NULL,
  structure        text NOT NULL,
  modalite         text NOT NULL,
  debut            date NOT NULL,
  fin              date,
  millieme_heures  integer NOT NULL DEFAULT 0,
  historise_le     timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, etablissement_id) REFERENCES etablissement (academie, id),
  FOREIGN KEY (academie, suppleant_id) REFERENCES intervenant (academie, id),
  FOREIGN KEY (academie, absent_id) REFERENCES intervenant (academie, id),
  CONSTRAINT suppleance_unique UNIQUE (academie, annee, etablissement_id, suppleant_id, absent_id, matiere, structure, modalite, debut),
  CONSTRAINT suppleance_dates CHECK (fin IS NULL OR fin >= debut)
);
CREATE INDEX suppleance_suppleant ON suppleance (academie, suppleant_id);
CREATE INDEX suppleance_absent ON suppleance (academie, absent_id);
CALL cloisonner('suppleance');

-- A key of a file and somebody we know, who may be one person: the gestionnaire says, and it is remembered.
CREATE TABLE rapprochement (
  academie       text NOT NULL REFERENCES academie,
  id             uuid NOT NULL DEFAULT uuid_v7(),
  source         text NOT NULL,
  type           text NOT NULL,
  cle            text NOT NULL,
  intervenant_id uuid NOT NULL,
  import_id      uuid,
  civilite       text,
  nom            text NOT NULL,
  nom_patronymique text,
  prenom         text NOT NULL,
  date_naissance date,
  uai            text,
  fonction       text,
  discipline     text,
  score          integer NOT NULL,
  indices        text NOT NULL,          -- in French: what agrees, what does not
  etat           text NOT NULL DEFAULT 'a_decider' CHECK (etat IN ('a_decider', 'meme', 'distinct')),
  motif          text,
  decide_par     text,
  decide_le      timestamptz,
  vu_le          timestamptz NOT NULL DEFAULT now(),
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT rapprochement_unique UNIQUE (academie, type, cle, intervenant_id)
);
CREATE UNIQUE INDEX rapprochement_meme_unique ON rapprochement (academie, type, cle) WHERE etat = 'meme';
CREATE INDEX rapprochement_etat ON rapprochement (academie, etat, nom, id);
CREATE INDEX rapprochement_intervenant ON rapprochement (academie, intervenant_id);
CALL cloisonner('rapprochement');
CREATE TRIGGER rapprochement_transition BEFORE INSERT OR UPDATE OF etat ON rapprochement
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('rapprochement', '', 'a_decider'), ('rapprochement', 'a_decider', 'meme'), ('rapprochement', 'a_decider', 'distinct'),
  ('rapprochement', 'meme', 'a_decider'), ('rapprochement', 'distinct', 'a_decider');

-- A source of the académie: how its files are written, when they may be applied alone, where they are collected.
CREATE TABLE source_echange (
  academie          text NOT NULL REFERENCES academie,
  id                uuid NOT NULL DEFAULT uuid_v7(),
  code              text NOT NULL,
  encodage          text CHECK (encodage IN ('utf-8', 'iso-8859-15', 'windows-1252')),
  separateur        text CHECK (length(separateur) = 1),
  colonnes          jsonb NOT NULL DEFAULT '{}',
  seuil_disparition integer NOT NULL DEFAULT 10 CHECK (seuil_disparition BETWEEN 0 AND 100),  -- % gone above which a human confirms
  seuil_auto        integer NOT NULL DEFAULT 25 CHECK (seuil_auto BETWEEN 0 AND 100),         -- % changed up to which it applies alone
  collecte          text NOT NULL DEFAULT 'aucune' CHECK (collecte IN ('aucune', 'dossier', 'sftp')),
  chemin            text, motif text, hote text, compte text, cle_hote text, secret text,
  periodicite_heures integer CHECK (periodicite_heures BETWEEN 1 AND 8760),
  tolerance_heures  integer NOT NULL DEFAULT 0 CHECK (tolerance_heures BETWEEN 0 AND 8760),
  collectee_le      timestamptz,     -- last look at the door
  prochaine_le      timestamptz,     -- next one
  collecte_message  text,
  collecte_ok       boolean,
  version           integer NOT NULL DEFAULT 1,
  maj_le            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  CONSTRAINT source_echange_unique UNIQUE (academie, code),
  CONSTRAINT source_collecte CHECK (collecte = 'aucune' OR (chemin IS NOT NULL AND periodicite_heures IS NOT NULL)),
  CONSTRAINT source_sftp CHECK (collecte <> 'sftp' OR (hote IS NOT NULL AND compte IS NOT NULL AND cle_hote IS NOT NULL AND secret IS NOT NULL))
);
CALL cloisonner('source_echange');
-- Every académie has every source, to begin with as it is usually written.
CREATE FUNCTION creer_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO source_echange (academie, code) SELECT NEW.code, unnest(ARRAY['sts', 'epp', 'epp_prive', 'agape', 'agora', 'aaf',
    'etablissements', 'bcn', 'communes', 'limitrophes']);
  RETURN NULL;
END $$;
CREATE TRIGGER academie_sources AFTER INSERT ON academie FOR EACH ROW EXECUTE FUNCTION creer_sources();
INSERT INTO source_echange (academie, code) SELECT a.code, unnest(ARRAY['sts', 'epp', 'epp_prive', 'agape', 'agora', 'aaf',
    'etablissements', 'bcn', 'communes', 'limitrophes']) FROM academie a;
CREATE TRIGGER source_echange_journal AFTER UPDATE OF encodage, separateur, colonnes, seuil_disparition, seuil_auto, collecte, chemin, motif,
  hote, compte, cle_hote, secret, periodicite_heures, tolerance_heures ON source_echange
  FOR EACH ROW EXECUTE FUNCTION journaliser();

-- Imports may wait for somebody's word.
ALTER TABLE import DROP CONSTRAINT import_source_check, DROP CONSTRAINT import_etat_check;
ALTER TABLE import
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN mode text NOT NULL DEFAULT 'auto' CHECK (mode IN ('auto', 'apercu')),
  ADD COLUMN accepte text,               -- digest of the difference that somebody accepted
  ADD COLUMN difference text,            -- digest of the difference last shown
  ADD COLUMN attend text,                -- why it waits, in French
  ADD COLUMN confirme_par text, ADD COLUMN confirme_le timestamptz, ADD COLUMN reprend uuid,
  ADD COLUMN collecte boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT import_etat_check CHECK (etat IN ('depose', 'en_cours', 'a_confirmer', 'applique', 'refuse', 'annule', 'abandonne', 'echoue'));
CREATE INDEX import_source_le ON import (academie, source, depose_le);
INSERT INTO transition VALUES ('import', 'en_cours', 'a_confirmer'), ('import', 'a_confirmer', 'en_cours'), ('import', 'a_confirmer', 'abandonne');

-- Stored files are encrypted by the application, like the secrets they may hold.
ALTER TABLE fichier ADD COLUMN chiffre boolean NOT NULL DEFAULT false;

-- The difference of an import, line by line, field by field.
CREATE TABLE import_ecart (
  academie  text NOT NULL,
  id        uuid NOT NULL DEFAULT uuid_v7(),
  import_id uuid NOT NULL,
  objet     text NOT NULL,
  nature    text NOT NULL CHECK (nature IN ('cree', 'modifie', 'parti', 'garde')),
  cible     uuid,
  libelle   text NOT NULL,
  champs    jsonb,       -- {"champ": [avant, après]}
  garde     text,        -- why what is gone is left as it is
  PRIMARY KEY (academie, import_id, id),
  FOREIGN KEY (academie, import_id) REFERENCES import (academie, id) ON DELETE CASCADE
);
CALL cloisonner('import_ecart');

ALTER TABLE import_anomalie ADD COLUMN fichier text, ADD COLUMN id uuid NOT NULL DEFAULT uuid_v7();

-- One staging model for every source. Emptied when its import ends, whatever the end.
DROP TABLE staging.etablissement, staging.nomenclature, staging.individu, staging.enseignement;
CREATE UNLOGGED TABLE staging.etablissement (
  import_id uuid NOT NULL, nouvel_id uuid NOT NULL, ligne integer NOT NULL,
  uai text NOT NULL, nom text NOT NULL, type text NOT NULL, nature text, secteur text NOT NULL, adresse text,
  code_postal text, commune text, code_commune text, latitude double precision, longitude double precision,
  telephone text, mel text, ouvert boolean NOT NULL, cle_aaf text, annee integer
);
CREATE UNLOGGED TABLE staging.nomenclature (import_id uuid NOT NULL, type text NOT NULL, code text NOT NULL, libelle text NOT NULL, parent text);
CREATE UNLOGGED TABLE staging.individu (
  import_id uuid NOT NULL, nouvel_id uuid NOT NULL, ligne integer NOT NULL, type text NOT NULL, cle text NOT NULL, cle_sts text,
  uai text, civilite text, nom text, nom_patronymique text, prenom text, date_naissance date, fonction text, grade text,
  corps text, discipline_recrutement text, position text, position_le date, adresse text, code_postal text, code_commune text,
  commune text, mel text, telephone text, etat text, parti boolean,
  numen_chiffre bytea, numen_masque text
);
CREATE UNLOGGED TABLE staging.rattachement (
  import_id uuid NOT NULL, ligne integer NOT NULL, type text NOT NULL, cle text NOT NULL, uai text NOT NULL, declare text,
  fonction text, discipline text, modalite text, quotite integer, debut date, fin date
);
CREATE UNLOGGED TABLE staging.enseignement (
  import_id uuid NOT NULL, ligne integer NOT NULL, uai text NOT NULL, annee integer NOT NULL, type text NOT NULL, cle text NOT NULL,
  matiere text NOT NULL, mef text NOT NULL, modalite text NOT NULL, structure text NOT NULL, millieme_heures integer NOT NULL,
  co_enseignement boolean NOT NULL
);
CREATE UNLOGGED TABLE staging.suppleance (
  import_id uuid NOT NULL, ligne integer NOT NULL, uai text NOT NULL, annee integer NOT NULL, type text NOT NULL, suppleant text NOT NULL, absent text NOT NULL,
  matiere text NOT NULL, structure text NOT NULL, modalite text NOT NULL, debut date NOT NULL, fin date, millieme_heures integer NOT NULL
);
CREATE UNLOGGED TABLE staging.commune (
  import_id uuid NOT NULL, ligne integer NOT NULL, code_insee text NOT NULL, nom text NOT NULL, departement text NOT NULL, population integer,
  latitude double precision, longitude double precision, codes_postaux text[] NOT NULL, source text
);
CREATE UNLOGGED TABLE staging.limitrophe (import_id uuid NOT NULL, ligne integer NOT NULL, insee_a text NOT NULL, insee_b text NOT NULL);
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['etablissement', 'nomenclature', 'individu', 'rattachement', 'enseignement', 'suppleance', 'commune', 'limitrophe'] LOOP
    EXECUTE format('CREATE INDEX ON staging.%I (import_id)', t);
  END LOOP;
END $$;
GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA staging TO imagin_app;
-- What was just filled has no statistics, and joins planned without any take minutes: the service may ask for them.
CREATE FUNCTION staging.analyser(recu boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF recu THEN
    ANALYZE staging.etablissement; ANALYZE staging.nomenclature; ANALYZE staging.individu; ANALYZE staging.rattachement;
    ANALYZE staging.enseignement; ANALYZE staging.suppleance; ANALYZE staging.commune; ANALYZE staging.limitrophe;
  ELSE
    ANALYZE public.etablissement; ANALYZE public.intervenant; ANALYZE public.intervenant_cle; ANALYZE public.intervenant_secret;
    ANALYZE public.rattachement; ANALYZE public.enseignement; ANALYZE public.suppleance; ANALYZE public.commune; ANALYZE public.commune_limitrophe;
  END IF;
END $$;
REVOKE ALL ON FUNCTION staging.analyser(boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION staging.analyser(boolean) TO imagin_app;
-- +goose StatementEnd
