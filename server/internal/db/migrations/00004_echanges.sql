-- Background work, files and imports.
-- +goose Up
-- +goose StatementBegin
CREATE TABLE tache (
  academie            text NOT NULL REFERENCES academie,
  id                  uuid NOT NULL,
  type                text NOT NULL,
  libelle             text NOT NULL,
  etat                text NOT NULL DEFAULT 'en_attente' CHECK (etat IN ('en_attente', 'en_cours', 'terminee', 'echouee', 'annulee')),
  etape               text,
  fait                bigint NOT NULL DEFAULT 0,
  total               bigint NOT NULL DEFAULT 0,
  message             text,
  objet               text,
  cree_le             timestamptz NOT NULL DEFAULT now(),
  cree_par            text NOT NULL,
  utilisateur_id      uuid,
  debut               timestamptz,
  fin                 timestamptz,
  annulation_demandee boolean NOT NULL DEFAULT false,
  PRIMARY KEY (academie, id)
) WITH (fillfactor = 70);
CREATE INDEX tache_cree_le ON tache (academie, cree_le, id);
CALL cloisonner('tache');
CREATE TRIGGER tache_transition BEFORE INSERT OR UPDATE OF etat ON tache
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('tache', '', 'en_attente'), ('tache', 'en_attente', 'en_cours'), ('tache', 'en_attente', 'annulee'),
  ('tache', 'en_attente', 'echouee'), ('tache', 'en_cours', 'terminee'), ('tache', 'en_cours', 'echouee'), ('tache', 'en_cours', 'annulee');

-- Files live in the database: any server may run the job that reads them, and a backup holds everything.
CREATE TABLE fichier (
  academie  text NOT NULL REFERENCES academie,
  id        uuid NOT NULL,
  nom       text NOT NULL,
  taille    bigint NOT NULL,
  empreinte text NOT NULL,   -- SHA-256, hexadecimal
  cree_le   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id)
);
CALL cloisonner('fichier', 'SELECT, INSERT, DELETE');
CREATE TABLE fichier_morceau (
  academie   text NOT NULL,
  fichier_id uuid NOT NULL,
  rang       integer NOT NULL,
  contenu    bytea NOT NULL,
  PRIMARY KEY (academie, fichier_id, rang),
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE fichier_morceau ALTER COLUMN contenu SET STORAGE EXTERNAL;
CALL cloisonner('fichier_morceau', 'SELECT, INSERT, DELETE');

CREATE TABLE import (
  academie        text NOT NULL,
  id              uuid NOT NULL,
  source          text NOT NULL CHECK (source IN ('sts', 'etablissements')),
  fichier_id      uuid NOT NULL,
  tache_id        uuid NOT NULL,
  etat            text NOT NULL DEFAULT 'depose' CHECK (etat IN ('depose', 'en_cours', 'applique', 'refuse', 'annule', 'echoue')),
  message         text,
  depose_le       timestamptz NOT NULL DEFAULT now(),
  depose_par      text NOT NULL,
  applique_le     timestamptz,
  comptes         jsonb NOT NULL DEFAULT '[]',
  cle_idempotence text,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id),
  FOREIGN KEY (academie, tache_id) REFERENCES tache (academie, id),
  CONSTRAINT import_cle_unique UNIQUE (academie, cle_idempotence)
);
CREATE INDEX import_depose_le ON import (academie, depose_le, id);
CALL cloisonner('import');
CREATE TRIGGER import_transition BEFORE INSERT OR UPDATE OF etat ON import
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('import', '', 'depose'), ('import', 'depose', 'en_cours'), ('import', 'depose', 'annule'),
  ('import', 'depose', 'echoue'), ('import', 'en_cours', 'applique'), ('import', 'en_cours', 'refuse'),
  ('import', 'en_cours', 'annule'), ('import', 'en_cours', 'echoue');

CREATE TABLE import_anomalie (
  academie  text NOT NULL,
  import_id uuid NOT NULL,
  rang      integer NOT NULL,
  ligne     integer,
  champ     text,
  valeur    text,
  message   text NOT NULL,
  rejet     boolean NOT NULL,
  PRIMARY KEY (academie, import_id, rang),
  FOREIGN KEY (academie, import_id) REFERENCES import (academie, id) ON DELETE CASCADE
);
CALL cloisonner('import_anomalie');

-- Staging: filled by COPY, which PostgreSQL refuses on tables with row-level security. Rows belong to one import,
-- are read only through its id and emptied when it ends; nothing but the import jobs touches this schema.
CREATE UNLOGGED TABLE staging.etablissement (
  import_id uuid NOT NULL, nouvel_id uuid NOT NULL, ligne integer NOT NULL,
  uai text NOT NULL, nom text NOT NULL, type text NOT NULL, nature text, secteur text NOT NULL, adresse text,
  code_postal text, commune text, code_commune text, latitude double precision, longitude double precision, ouvert boolean NOT NULL
);
CREATE INDEX ON staging.etablissement (import_id);
CREATE UNLOGGED TABLE staging.nomenclature (import_id uuid NOT NULL, type text NOT NULL, code text NOT NULL, libelle text NOT NULL);
CREATE INDEX ON staging.nomenclature (import_id);
CREATE UNLOGGED TABLE staging.individu (
  import_id uuid NOT NULL, nouvel_id uuid NOT NULL, rattachement_id uuid NOT NULL, ligne integer NOT NULL, uai text NOT NULL,
  cle_sts text NOT NULL, civilite text, nom text NOT NULL, nom_patronymique text, prenom text NOT NULL, date_naissance date,
  fonction text, grade text, discipline text
);
CREATE INDEX ON staging.individu (import_id);
CREATE UNLOGGED TABLE staging.enseignement (
  import_id uuid NOT NULL, nouvel_id uuid NOT NULL, ligne integer NOT NULL, uai text NOT NULL, annee integer NOT NULL,
  cle_sts text NOT NULL, matiere text NOT NULL, mef text NOT NULL, modalite text NOT NULL, structure text NOT NULL,
  millieme_heures integer NOT NULL
);
CREATE INDEX ON staging.enseignement (import_id);
GRANT SELECT, INSERT, DELETE ON ALL TABLES IN SCHEMA staging TO imagin_app;
-- +goose StatementEnd
