-- Who comes in and what is kept of it: portals, local accounts, habilitations, tools, seals of the journal, retention.
-- +goose Up
-- +goose StatementBegin

-- What the portal gave is withdrawn when it gives it no more; what was given by hand stays.
ALTER TABLE utilisateur ADD COLUMN courriel text, ADD COLUMN vu_le timestamptz;
ALTER TABLE utilisateur_profil
  ADD COLUMN origine text NOT NULL DEFAULT 'saisie' CHECK (origine IN ('saisie', 'portail')),
  ADD COLUMN delegant text;
CREATE UNIQUE INDEX utilisateur_profil_unique ON utilisateur_profil (academie, utilisateur_id, profil, etablissement_id) NULLS NOT DISTINCT;
-- The portal's own session, to leave both at once. Its token is sealed by the application.
ALTER TABLE session_web ADD COLUMN portail_session text, ADD COLUMN portail_jeton bytea;
CREATE INDEX session_web_portail ON session_web (academie, portail_session) WHERE portail_session IS NOT NULL;

-- Accounts of those whom no portal knows. The link that opens one serves once; only its digest is here.
CREATE TABLE compte_local (
  academie         text NOT NULL,
  id               uuid NOT NULL,
  utilisateur_id   uuid NOT NULL,
  mot_de_passe     text CONSTRAINT compte_local_mot_de_passe CHECK (mot_de_passe LIKE '$argon2id$%'),
  totp             bytea,               -- sealed by the application
  totp_pas         bigint NOT NULL DEFAULT 0,  -- last half-minute used: a code serves once
  lien             bytea,
  lien_expire_le   timestamptz,
  cree_le          timestamptz NOT NULL DEFAULT now(),
  active_le        timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, utilisateur_id) REFERENCES utilisateur (academie, id) ON DELETE CASCADE,
  CONSTRAINT compte_local_unique UNIQUE (academie, utilisateur_id),
  CONSTRAINT compte_local_actif CHECK (active_le IS NULL OR (mot_de_passe IS NOT NULL AND totp IS NOT NULL))
);
CREATE INDEX compte_local_lien ON compte_local (academie, lien) WHERE lien IS NOT NULL;
CALL cloisonner('compte_local');

-- How many times a key was used in its window: limits that hold for all servers together. Machinery, nobody's data.
CREATE UNLOGGED TABLE debit (
  cle     text PRIMARY KEY,
  fenetre timestamptz NOT NULL,
  compte  integer NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON debit TO imagin_app;

-- What a gestionnaire may touch. NULL means all; no line in force means nothing.
CREATE TABLE habilitation (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  examens        text[],
  activites      text[],
  debut          date,
  fin            date,
  motif          text,
  donnee_par     text NOT NULL,
  cree_le        timestamptz NOT NULL DEFAULT now(),
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, utilisateur_id) REFERENCES utilisateur (academie, id) ON DELETE CASCADE,
  CONSTRAINT habilitation_dates CHECK (fin IS NULL OR debut IS NULL OR fin >= debut),
  CONSTRAINT habilitation_vide CHECK (cardinality(examens) > 0 AND cardinality(activites) > 0)
);
CREATE INDEX habilitation_utilisateur ON habilitation (academie, utilisateur_id);
CALL cloisonner('habilitation');
CREATE TRIGGER habilitation_journal AFTER INSERT OR UPDATE OR DELETE ON habilitation
  FOR EACH ROW EXECUTE FUNCTION journaliser();
-- Those who manage today go on as before.
INSERT INTO habilitation (academie, id, utilisateur_id, motif, donnee_par)
  SELECT DISTINCT ON (academie, utilisateur_id) academie, gen_random_uuid(), utilisateur_id, 'Reprise', 'maintenance'
  FROM utilisateur_profil WHERE profil = 'gestionnaire';

-- Tools: a client is a utilisateur of the profile client_api, so that its tokens are sessions like any other.
CREATE TABLE client_api (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  utilisateur_id uuid NOT NULL,
  nom            text NOT NULL,
  contact        text NOT NULL,
  portees        text[] NOT NULL CONSTRAINT client_api_portees CHECK (cardinality(portees) > 0),
  debit_minute   integer NOT NULL DEFAULT 600 CHECK (debit_minute BETWEEN 1 AND 100000),
  actif          boolean NOT NULL DEFAULT true,
  cree_le        timestamptz NOT NULL DEFAULT now(),
  cree_par       text NOT NULL,
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, utilisateur_id) REFERENCES utilisateur (academie, id),
  CONSTRAINT client_api_nom_unique UNIQUE (academie, nom),
  CONSTRAINT client_api_utilisateur_unique UNIQUE (academie, utilisateur_id)
);
CALL cloisonner('client_api');
CREATE TRIGGER client_api_journal AFTER INSERT OR UPDATE OR DELETE ON client_api
  FOR EACH ROW EXECUTE FUNCTION journaliser();

-- Several secrets may live together: the new one is put in place before the old one ends.
CREATE TABLE client_api_secret (
  academie  text NOT NULL,
  id        uuid NOT NULL,
  client_id uuid NOT NULL,
  empreinte bytea NOT NULL,
  indice    text NOT NULL CHECK (length(indice) <= 4),
  cree_le   timestamptz NOT NULL DEFAULT now(),
  cree_par  text NOT NULL,
  expire_le timestamptz,
  vu_le     timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, client_id) REFERENCES client_api (academie, id) ON DELETE CASCADE
);
CREATE INDEX client_api_secret_client ON client_api_secret (academie, client_id);
CALL cloisonner('client_api_secret');

-- What changed, for tools that follow. The order is that of transactions: a line is only given out once no older
-- transaction can still add one before it. Written only in académies that have a tool.
CREATE TABLE changement (
  academie  text NOT NULL,
  xid       bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  rang      bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  ressource text NOT NULL,
  objet_id  uuid NOT NULL,
  operation text NOT NULL CHECK (operation IN ('creation', 'modification', 'suppression')),
  le        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, xid, rang)
);
CREATE INDEX changement_le ON changement (academie, le);
CALL cloisonner('changement', 'SELECT, INSERT, DELETE');

CREATE FUNCTION noter_changement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO changement (academie, ressource, objet_id, operation)
    SELECT l.academie, TG_ARGV[0], l.id, TG_ARGV[1] FROM lignes l
    WHERE l.academie IN (SELECT c.academie FROM client_api c);
  RETURN NULL;
END $$;

-- One call makes a table followed by tools, under the name of its resource.
CREATE PROCEDURE suivre(t regclass, ressource text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER suivi_creation AFTER INSERT ON %s REFERENCING NEW TABLE AS lignes
    FOR EACH STATEMENT EXECUTE FUNCTION noter_changement(%L, ''creation'')', t, ressource);
  EXECUTE format('CREATE TRIGGER suivi_modification AFTER UPDATE ON %s REFERENCING NEW TABLE AS lignes
    FOR EACH STATEMENT EXECUTE FUNCTION noter_changement(%L, ''modification'')', t, ressource);
  EXECUTE format('CREATE TRIGGER suivi_suppression AFTER DELETE ON %s REFERENCING OLD TABLE AS lignes
    FOR EACH STATEMENT EXECUTE FUNCTION noter_changement(%L, ''suppression'')', t, ressource);
END $$;
CALL suivre('session', 'sessions');
CALL suivre('etablissement', 'etablissements');
CALL suivre('intervenant', 'intervenants');
CALL suivre('mission', 'missions');
CALL suivre('affectation', 'affectations');

CREATE TABLE webhook (
  academie     text NOT NULL,
  id           uuid NOT NULL,
  client_id    uuid NOT NULL,
  url          text NOT NULL CONSTRAINT webhook_url CHECK (url ~ '^https?://'),
  ressources   text[] NOT NULL CONSTRAINT webhook_ressources CHECK (cardinality(ressources) > 0),
  secret       bytea NOT NULL,          -- sealed by the application: it must be shown to sign
  actif        boolean NOT NULL DEFAULT true,
  curseur_xid  bigint NOT NULL,
  curseur_rang bigint NOT NULL,
  cree_le      timestamptz NOT NULL DEFAULT now(),
  cree_par     text NOT NULL,
  version      integer NOT NULL DEFAULT 1,
  maj_le       timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, client_id) REFERENCES client_api (academie, id) ON DELETE CASCADE
);
CALL cloisonner('webhook');

CREATE TABLE webhook_envoi (
  academie    text NOT NULL,
  id          uuid NOT NULL,
  webhook_id  uuid NOT NULL,
  rang        bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  ressource   text NOT NULL,
  objet_id    uuid NOT NULL,
  operation   text NOT NULL,
  survenu_le  timestamptz NOT NULL,
  etat        text NOT NULL DEFAULT 'en_attente' CHECK (etat IN ('en_attente', 'livre', 'abandonne')),
  essais      integer NOT NULL DEFAULT 0,
  prochain_le timestamptz NOT NULL DEFAULT now(),
  statut      integer,
  erreur      text,
  livre_le    timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, webhook_id) REFERENCES webhook (academie, id) ON DELETE CASCADE
);
CREATE INDEX webhook_envoi_attente ON webhook_envoi (academie, webhook_id, ressource, objet_id, rang) WHERE etat = 'en_attente';
CREATE INDEX webhook_envoi_survenu ON webhook_envoi (academie, survenu_le, id);
CALL cloisonner('webhook_envoi');

-- The journal is sealed in batches: each seal holds the digest of its lines and of the seal before it, signed with a
-- key that the database never sees. A line changed, added late or removed breaks its seal.
ALTER TABLE journal ADD COLUMN xid bigint NOT NULL DEFAULT 0;
ALTER TABLE journal ALTER COLUMN xid SET DEFAULT (pg_current_xact_id()::text::bigint);
CREATE INDEX journal_xid ON journal (academie, xid, id);
CREATE TABLE journal_sceau (
  academie  text NOT NULL REFERENCES academie,
  numero    bigint NOT NULL,
  de_xid    bigint NOT NULL,   -- excluded
  a_xid     bigint NOT NULL,   -- included
  nombre    bigint NOT NULL,
  empreinte bytea NOT NULL,    -- of the lines
  sceau     bytea NOT NULL,    -- HMAC of the seal before, the bounds and the digest
  scelle_le timestamptz NOT NULL DEFAULT now(),
  purge_le  timestamptz,
  PRIMARY KEY (academie, numero),
  CONSTRAINT journal_sceau_suite CHECK (a_xid > de_xid)
);
CALL cloisonner('journal_sceau', 'SELECT, INSERT');

CREATE FUNCTION empreinte_journal(aca text, de bigint, a bigint, OUT nombre bigint, OUT empreinte bytea)
LANGUAGE sql STABLE AS $$
  SELECT count(*), sha256(convert_to(coalesce(string_agg(jsonb_build_array(j.id, extract(epoch FROM j.le), j.utilisateur_id, j.qui, j.profil,
    j.depuis, j.action, j.objet, j.objet_id, j.pourquoi, j.avant, j.apres)::text, E'\n' ORDER BY j.xid, j.id), ''), 'UTF8'))
  FROM journal j WHERE j.academie = aca AND j.xid > de AND j.xid <= a
$$;

-- Lines leave the journal by one door only: whole seals, older than the académie keeps them, never younger than six
-- months. The seals stay: the chain can still be followed.
CREATE FUNCTION purger_journal(aca text, avant timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; jusqu bigint;
BEGIN
  IF aca IS DISTINCT FROM current_setting('app.academie', true) THEN RAISE EXCEPTION 'autre académie'; END IF;
  IF avant > now() - interval '6 months' THEN RAISE EXCEPTION 'le journal se garde six mois au moins'; END IF;
  SELECT max(s.a_xid) INTO jusqu FROM journal_sceau s WHERE s.academie = aca AND s.scelle_le < avant;
  IF jusqu IS NULL THEN RETURN 0; END IF;
  PERFORM set_config('app.purge_journal', 'oui', true);
  DELETE FROM journal j WHERE j.academie = aca AND j.xid <= jusqu AND j.le < avant;
  GET DIAGNOSTICS n = ROW_COUNT;
  UPDATE journal_sceau SET purge_le = now() WHERE academie = aca AND a_xid <= jusqu AND purge_le IS NULL;
  PERFORM set_config('app.purge_journal', '', true);
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION purger_journal(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purger_journal(text, timestamptz) TO imagin_app;

CREATE OR REPLACE FUNCTION refuser_changement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_user <> 'imagin_app' AND current_setting('app.purge_journal', true) = 'oui' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'le journal ne se modifie pas' USING ERRCODE = '42501', CONSTRAINT = 'journal_immuable';
END $$;

-- How long each category of personal data is kept, where the académie decided otherwise than the product.
CREATE TABLE conservation (
  academie  text NOT NULL REFERENCES academie,
  categorie text NOT NULL,
  mois      integer NOT NULL CONSTRAINT conservation_mois CHECK (mois BETWEEN 1 AND 1200),
  decide_par text NOT NULL,
  maj_le    timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, categorie)
);
CALL cloisonner('conservation');
-- +goose StatementEnd
