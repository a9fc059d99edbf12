-- Foundations: roles, tenancy, journal, identity.
-- +goose Up
-- +goose StatementBegin
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Two working roles besides the owner. NOINHERIT: imagin_app may become imagin_national for one transaction
-- (SET LOCAL ROLE), but does not hold its policies the rest of the time.
DO $$ BEGIN
  CREATE ROLE imagin_national NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN
  CREATE ROLE imagin_app NOINHERIT NOLOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT imagin_national TO imagin_app;
GRANT USAGE ON SCHEMA public TO imagin_app, imagin_national;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA staging;
GRANT USAGE ON SCHEMA staging TO imagin_app;

-- unaccent() is only STABLE because its dictionary may be replaced; naming the dictionary makes it safe to index.
CREATE FUNCTION sans_accent(texte text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
AS $$ SELECT lower(public.unaccent('public.unaccent'::regdictionary, texte)) $$;

-- One call gives a tenant table its walls. The académie read by a sub-select becomes an InitPlan: evaluated once,
-- and usable as an index condition.
CREATE PROCEDURE cloisonner(t regclass, droits text DEFAULT 'SELECT, INSERT, UPDATE, DELETE')
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
  EXECUTE format($p$CREATE POLICY academie ON %s TO imagin_app
    USING (academie = (SELECT current_setting('app.academie', true)))
    WITH CHECK (academie = (SELECT current_setting('app.academie', true)))$p$, t);
  EXECUTE format('CREATE POLICY national ON %s FOR SELECT TO imagin_national USING (true)', t);
  EXECUTE format('GRANT %s ON %s TO imagin_app', droits, t);
  EXECUTE format('GRANT SELECT ON %s TO imagin_national', t);
END $$;

-- Life cycles as data: an UPDATE that skips a state is refused whatever the code path.
-- The rule binds the application role; the owner loads demonstration and migrated data in any state.
CREATE TABLE transition (
  objet text NOT NULL,
  de    text NOT NULL,   -- '' = creation
  vers  text NOT NULL,
  PRIMARY KEY (objet, de, vers)
);
GRANT SELECT ON transition TO imagin_app, imagin_national;

CREATE FUNCTION verifier_transition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE depart text := '';
BEGIN
  IF current_user <> 'imagin_app' THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.etat = OLD.etat THEN RETURN NEW; END IF;
    depart := OLD.etat;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM transition WHERE objet = TG_TABLE_NAME AND de = depart AND vers = NEW.etat) THEN
    RAISE EXCEPTION 'transition interdite : % de « % » à « % »', TG_TABLE_NAME, depart, NEW.etat
      USING ERRCODE = '23514', CONSTRAINT = 'transition_permise';
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE academie (
  code    text PRIMARY KEY CHECK (code ~ '^\d{3}$'),
  libelle text NOT NULL,
  fuseau  text NOT NULL DEFAULT 'Europe/Paris',
  devise  text NOT NULL DEFAULT 'EUR' CHECK (devise IN ('EUR', 'XPF'))
);
GRANT SELECT ON academie TO imagin_app, imagin_national;

CREATE TABLE commune (
  code_insee  text PRIMARY KEY CHECK (code_insee ~ '^[0-9AB]{5}$'),
  nom         text NOT NULL,
  departement text NOT NULL,
  population  integer,
  latitude    double precision,
  longitude   double precision
);
GRANT SELECT ON commune TO imagin_app, imagin_national;

-- The journal: written in the transaction of the change it tells, never changed after.
CREATE TABLE journal (
  academie       text NOT NULL REFERENCES academie,
  id             uuid NOT NULL,
  le             timestamptz NOT NULL DEFAULT now(),
  utilisateur_id uuid,
  qui            text NOT NULL,
  profil         text,
  depuis         text,
  action         text NOT NULL,
  objet          text NOT NULL,
  objet_id       text NOT NULL,
  pourquoi       text,
  avant          jsonb,
  apres          jsonb,
  PRIMARY KEY (academie, id)
);
CREATE INDEX journal_le ON journal (academie, le, id);
CREATE INDEX journal_objet ON journal (academie, objet, objet_id);
CALL cloisonner('journal', 'SELECT, INSERT');

CREATE FUNCTION refuser_changement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'le journal ne se modifie pas' USING ERRCODE = '42501', CONSTRAINT = 'journal_immuable';
END $$;
CREATE TRIGGER journal_immuable BEFORE UPDATE OR DELETE ON journal
  FOR EACH ROW EXECUTE FUNCTION refuser_changement();

-- For what may never change unseen (rights, later bank details and amounts), the database writes the line itself.
CREATE FUNCTION journaliser() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  qui   text := nullif(current_setting('app.qui', true), '');
  ligne jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  IF qui IS NULL THEN
    IF current_user <> 'imagin_app' THEN qui := 'maintenance';
    ELSE
      RAISE EXCEPTION 'changement de % sans auteur', TG_TABLE_NAME USING ERRCODE = '42501', CONSTRAINT = 'journal_auteur';
    END IF;
  END IF;
  INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
  VALUES (ligne->>'academie', gen_random_uuid(), nullif(current_setting('app.utilisateur', true), '')::uuid, qui,
          nullif(current_setting('app.profil', true), ''), nullif(current_setting('app.depuis', true), ''),
          lower(TG_OP), TG_TABLE_NAME, ligne->>'id', nullif(current_setting('app.pourquoi', true), ''),
          CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END,
          CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END);
  RETURN NULL;
END $$;

-- Identity. A person known to a portal; her services (profiles); her sessions.
CREATE TABLE utilisateur (
  academie       text NOT NULL REFERENCES academie,
  id             uuid NOT NULL,
  fournisseur    text NOT NULL,
  identifiant    text NOT NULL,
  nom            text NOT NULL,
  prenom         text NOT NULL,
  intervenant_id uuid,
  actif          boolean NOT NULL DEFAULT true,
  PRIMARY KEY (academie, id),
  CONSTRAINT utilisateur_identifiant_unique UNIQUE (academie, fournisseur, identifiant)
);
CREATE INDEX utilisateur_identifiant ON utilisateur (identifiant, fournisseur);
CALL cloisonner('utilisateur');

CREATE TABLE utilisateur_profil (
  academie         text NOT NULL,
  id               uuid NOT NULL,
  utilisateur_id   uuid NOT NULL,
  profil           text NOT NULL CHECK (profil IN ('administrateur', 'gestionnaire', 'gestionnaire_financier', 'inspecteur',
                     'chef_etablissement', 'chef_centre', 'intervenant', 'national', 'client_api')),
  etablissement_id uuid,
  disciplines      text[],
  debut            date,
  fin              date,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, utilisateur_id) REFERENCES utilisateur (academie, id),
  CONSTRAINT profil_etablissement_requis
    CHECK (profil NOT IN ('chef_etablissement', 'chef_centre') OR etablissement_id IS NOT NULL),
  CONSTRAINT profil_dates CHECK (fin IS NULL OR debut IS NULL OR fin >= debut)
);
CREATE INDEX utilisateur_profil_utilisateur ON utilisateur_profil (academie, utilisateur_id);
CALL cloisonner('utilisateur_profil');
CREATE TRIGGER utilisateur_profil_journal AFTER INSERT OR UPDATE OR DELETE ON utilisateur_profil
  FOR EACH ROW EXECUTE FUNCTION journaliser();

CREATE TABLE session_web (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  profil_id      uuid NOT NULL,
  ouverte_le     timestamptz NOT NULL DEFAULT now(),
  expire_le      timestamptz NOT NULL,   -- slides with activity
  limite_le      timestamptz NOT NULL,   -- never slides
  fermee_le      timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, utilisateur_id) REFERENCES utilisateur (academie, id),
  FOREIGN KEY (academie, profil_id) REFERENCES utilisateur_profil (academie, id) ON DELETE CASCADE
);
CREATE INDEX session_web_expire ON session_web (academie, expire_le);
CALL cloisonner('session_web');

-- Only the digest of a refresh token is kept. A used one stays until its session ends: seeing it again means theft.
CREATE TABLE jeton_renouvellement (
  academie   text NOT NULL,
  empreinte  bytea NOT NULL,
  session_id uuid NOT NULL,
  cree_le    timestamptz NOT NULL DEFAULT now(),
  utilise_le timestamptz,
  PRIMARY KEY (academie, empreinte),
  FOREIGN KEY (academie, session_id) REFERENCES session_web (academie, id) ON DELETE CASCADE
);
CREATE INDEX jeton_renouvellement_session ON jeton_renouvellement (academie, session_id);
CALL cloisonner('jeton_renouvellement');

-- Opening of an activité to a service. The latest line whose dates include now decides; none: the default of the activité.
CREATE TABLE campagne (
  academie text NOT NULL REFERENCES academie,
  id       uuid NOT NULL,
  service  text NOT NULL CHECK (service IN ('gestion', 'etablissement', 'centre', 'intervenant')),
  activite text NOT NULL,
  examen   text,
  ouverte  boolean NOT NULL,
  debut    timestamptz,
  fin      timestamptz,
  message  text,
  cree_le  timestamptz NOT NULL DEFAULT now(),
  version  integer NOT NULL DEFAULT 1,
  PRIMARY KEY (academie, id),
  CONSTRAINT campagne_dates CHECK (fin IS NULL OR debut IS NULL OR fin > debut)
);
CREATE INDEX campagne_activite ON campagne (academie, service, activite);
CALL cloisonner('campagne');
CREATE TRIGGER campagne_journal AFTER INSERT OR UPDATE OR DELETE ON campagne
  FOR EACH ROW EXECUTE FUNCTION journaliser();
-- +goose StatementEnd
