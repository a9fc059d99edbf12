-- Convocations: models of letters, signatures, settings of an edition, runs, letters frozen as they left, answers.
-- +goose Up
-- +goose StatementBegin

CREATE TABLE modele_lettre (
  academie text NOT NULL REFERENCES academie,
  id       uuid NOT NULL,
  libelle  text NOT NULL CONSTRAINT modele_lettre_libelle CHECK (length(trim(libelle)) BETWEEN 1 AND 120),
  actif    boolean NOT NULL DEFAULT true,
  derniere integer NOT NULL DEFAULT 1,            -- number of the version in use
  version  integer NOT NULL DEFAULT 1,
  maj_le   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  CONSTRAINT modele_lettre_unique UNIQUE (academie, libelle)
);
CALL cloisonner('modele_lettre');
-- A letter already written keeps the words with which it was written.
CREATE TABLE modele_lettre_version (
  academie  text NOT NULL,
  id        uuid NOT NULL,
  modele_id uuid NOT NULL,
  numero    integer NOT NULL,
  contenu   jsonb NOT NULL,
  cree_le   timestamptz NOT NULL DEFAULT now(),
  cree_par  text NOT NULL,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, modele_id) REFERENCES modele_lettre (academie, id),
  CONSTRAINT modele_lettre_version_unique UNIQUE (academie, modele_id, numero)
);
CALL cloisonner('modele_lettre_version', 'SELECT, INSERT');

-- Signatures are only added: the latest of a place is in use, letters keep the one they bear.
CREATE TABLE signature (
  academie         text NOT NULL REFERENCES academie,
  id               uuid NOT NULL,
  portee           text NOT NULL CHECK (portee IN ('academie', 'etablissement', 'centre')),
  etablissement_id uuid,                          -- whose school, or whose centre
  qualite          text NOT NULL CONSTRAINT signature_qualite CHECK (length(trim(qualite)) BETWEEN 1 AND 200),
  nom              text NOT NULL CONSTRAINT signature_nom CHECK (length(trim(nom)) BETWEEN 1 AND 120),
  image            bytea,                         -- PNG or JPEG, decoded in full before it is kept
  empreinte        text,                          -- SHA-256 of the image
  cree_le          timestamptz NOT NULL DEFAULT clock_timestamp(),
  cree_par         text NOT NULL,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, etablissement_id) REFERENCES etablissement (academie, id),
  CONSTRAINT signature_portee CHECK ((portee = 'academie') = (etablissement_id IS NULL)),
  CONSTRAINT signature_taille CHECK (octet_length(image) <= 1048576)
);
CREATE INDEX signature_place ON signature (academie, portee, etablissement_id, cree_le);
CALL cloisonner('signature', 'SELECT, INSERT');

CREATE TABLE parametrage_edition (
  academie          text NOT NULL REFERENCES academie,
  id                uuid NOT NULL,
  libelle           text NOT NULL CONSTRAINT parametrage_libelle CHECK (length(trim(libelle)) BETWEEN 1 AND 120),
  proprietaire_id   uuid NOT NULL,
  proprietaire      text NOT NULL,
  partage           boolean NOT NULL DEFAULT false,
  session_id        uuid NOT NULL,
  filtre            text NOT NULL DEFAULT '',     -- of the list of affectations
  modele_id         uuid NOT NULL,
  signataire        text NOT NULL DEFAULT 'academie' CHECK (signataire IN ('academie', 'etablissement', 'centre')),
  regroupement      text NOT NULL DEFAULT 'personne' CHECK (regroupement IN ('personne', 'mission')),
  ordre             text NOT NULL DEFAULT 'nom' CHECK (ordre IN ('nom', 'etablissement', 'centre')),
  copie_chef        boolean NOT NULL DEFAULT true,
  langue            text NOT NULL DEFAULT 'fr' CHECK (langue IN ('fr', 'fr_br', 'fr_en')),   -- of the mail
  service           text NOT NULL CONSTRAINT parametrage_service CHECK (length(trim(service)) BETWEEN 1 AND 200),
  adresse           text NOT NULL DEFAULT '',
  ville             text NOT NULL DEFAULT '',
  contact           text NOT NULL DEFAULT '',
  tel               text NOT NULL DEFAULT '',
  mel               text NOT NULL DEFAULT '',
  reponse_jours     integer NOT NULL DEFAULT 8 CONSTRAINT parametrage_reponse CHECK (reponse_jours BETWEEN 1 AND 60),
  version           integer NOT NULL DEFAULT 1,
  maj_le            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, modele_id) REFERENCES modele_lettre (academie, id),
  CONSTRAINT parametrage_unique UNIQUE (academie, proprietaire_id, libelle)
);
CALL cloisonner('parametrage_edition');

-- A run. What it convokes is fixed when it is asked for (traitement_ligne); its settings are those of that moment.
CREATE TABLE traitement_convocation (
  academie       text NOT NULL REFERENCES academie,
  id             uuid NOT NULL,
  session_id     uuid NOT NULL,
  libelle        text NOT NULL,
  genre          text NOT NULL CHECK (genre IN ('officiel', 'rectificatif', 'centre')),
  reglages       jsonb NOT NULL,
  modele_version uuid NOT NULL,
  etat           text NOT NULL DEFAULT 'demande' CHECK (etat IN ('demande', 'en_cours', 'interrompu', 'termine', 'annulation', 'annule')),
  tache_id       uuid NOT NULL,
  demandees      integer NOT NULL DEFAULT 0,      -- affectations
  convocations   integer NOT NULL DEFAULT 0,
  ecartees       integer NOT NULL DEFAULT 0,
  demande_le     timestamptz NOT NULL DEFAULT now(),
  demande_par    text NOT NULL,
  termine_le     timestamptz,
  annule_le      timestamptz,
  annule_par     text,
  motif          text,                            -- of the cancellation
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, modele_version) REFERENCES modele_lettre_version (academie, id),
  FOREIGN KEY (academie, tache_id) REFERENCES tache (academie, id),
  CONSTRAINT traitement_motif CHECK (etat NOT IN ('annulation', 'annule') OR motif IS NOT NULL)
);
CREATE INDEX traitement_convocation_session ON traitement_convocation (academie, session_id, demande_le, id);
CALL cloisonner('traitement_convocation');
CREATE TRIGGER traitement_convocation_transition BEFORE INSERT OR UPDATE OF etat ON traitement_convocation
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('traitement_convocation', '', 'demande'), ('traitement_convocation', 'demande', 'en_cours'),
  ('traitement_convocation', 'demande', 'interrompu'), ('traitement_convocation', 'en_cours', 'interrompu'), ('traitement_convocation', 'interrompu', 'en_cours'),
  ('traitement_convocation', 'en_cours', 'termine'), ('traitement_convocation', 'termine', 'annulation'), ('traitement_convocation', 'interrompu', 'annulation'),
  ('traitement_convocation', 'demande', 'annulation'), ('traitement_convocation', 'en_cours', 'annulation'),
  ('traitement_convocation', 'annulation', 'annule');

CREATE TABLE traitement_ligne (
  academie       text NOT NULL,
  traitement_id  uuid NOT NULL,
  affectation_id uuid NOT NULL,
  groupe         uuid NOT NULL,                   -- person or affectation: what one letter gathers
  rang           integer NOT NULL,                -- order of the letters
  etat           text NOT NULL DEFAULT 'a_faire' CHECK (etat IN ('a_faire', 'faite', 'ecartee')),
  motif          text,
  PRIMARY KEY (academie, traitement_id, affectation_id),
  FOREIGN KEY (academie, traitement_id) REFERENCES traitement_convocation (academie, id) ON DELETE CASCADE,
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id)
);
CREATE INDEX traitement_ligne_rang ON traitement_ligne (academie, traitement_id, rang) WHERE etat = 'a_faire';
CREATE INDEX traitement_ligne_affectation ON traitement_ligne (academie, affectation_id);
CALL cloisonner('traitement_ligne');

-- Numbers follow each other without a hole inside a session.
CREATE TABLE convocation_numero (
  academie   text NOT NULL,
  session_id uuid NOT NULL,
  dernier    integer NOT NULL,
  PRIMARY KEY (academie, session_id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id)
);
CALL cloisonner('convocation_numero');

CREATE TABLE convocation (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  session_id     uuid NOT NULL,
  traitement_id  uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  numero         text NOT NULL,
  type           text NOT NULL CHECK (type IN ('originale', 'rectificative', 'annulation')),
  sequence       integer NOT NULL DEFAULT 0,      -- of its events in a calendar
  etat           text NOT NULL DEFAULT 'editee' CHECK (etat IN ('editee', 'envoyee', 'ouverte', 'acquittee', 'contestee', 'remplacee', 'annulee')),
  canal          text CHECK (canal IN ('courriel', 'papier', 'en_ligne')),
  contenu        jsonb NOT NULL,                  -- the letter, frozen
  modele_version uuid NOT NULL,
  signature_id   uuid,
  jeton          text NOT NULL CONSTRAINT convocation_jeton_taille CHECK (length(jeton) >= 24),
  remplace_id    uuid,                            -- the one that this one replaces or cancels
  nom            text NOT NULL,
  prenom         text NOT NULL,
  debut          timestamptz NOT NULL,            -- of its first mission
  reponse_avant  date NOT NULL,
  editee_le      timestamptz NOT NULL DEFAULT now(),
  envoyee_le     timestamptz,
  ouverte_le     timestamptz,
  repondue_le    timestamptz,
  relancee_le    timestamptz,
  motif          text,                            -- why it is contested
  preuve_id      uuid,
  suite          text,                            -- what the gestionnaire answers to a contestation
  suite_par      text,
  suite_le       timestamptz,
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, traitement_id) REFERENCES traitement_convocation (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id),
  FOREIGN KEY (academie, modele_version) REFERENCES modele_lettre_version (academie, id),
  FOREIGN KEY (academie, signature_id) REFERENCES signature (academie, id),
  FOREIGN KEY (academie, remplace_id) REFERENCES convocation (academie, id),
  FOREIGN KEY (academie, preuve_id) REFERENCES fichier (academie, id),
  CONSTRAINT convocation_numero_unique UNIQUE (academie, numero),
  CONSTRAINT convocation_remplace_unique UNIQUE (academie, remplace_id),
  CONSTRAINT convocation_remplace CHECK ((type = 'originale') = (remplace_id IS NULL)),
  CONSTRAINT convocation_motif_requis CHECK (etat <> 'contestee' OR motif IS NOT NULL)
) WITH (fillfactor = 85);
CREATE INDEX convocation_jeton ON convocation (academie, jeton);
CREATE INDEX convocation_session_nom ON convocation (academie, session_id, nom, prenom, id);
CREATE INDEX convocation_etat ON convocation (academie, session_id, etat, nom, prenom, id);
CREATE INDEX convocation_traitement ON convocation (academie, traitement_id, id);
CREATE INDEX convocation_intervenant ON convocation (academie, intervenant_id, editee_le);
CALL cloisonner('convocation');
CREATE TRIGGER convocation_transition BEFORE INSERT OR UPDATE OF etat ON convocation
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition
  SELECT 'convocation', d, v FROM (VALUES ('', 'editee'), ('editee', 'envoyee'), ('envoyee', 'ouverte'), ('ouverte', 'acquittee'), ('ouverte', 'contestee'),
    ('acquittee', 'contestee'), ('contestee', 'acquittee')) t(d, v)
  UNION ALL SELECT 'convocation', d, v FROM unnest('{editee,envoyee,ouverte,acquittee,contestee}'::text[]) d, unnest('{remplacee,annulee}'::text[]) v;

-- What left does not change.
CREATE FUNCTION convocation_figer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'convocation figée' USING ERRCODE = '23514', CONSTRAINT = 'convocation_figee';
END $$;
CREATE TRIGGER convocation_figee BEFORE UPDATE ON convocation FOR EACH ROW
  WHEN ((OLD.numero, OLD.type, OLD.contenu, OLD.modele_version, OLD.signature_id, OLD.jeton, OLD.intervenant_id, OLD.remplace_id)
    IS DISTINCT FROM (NEW.numero, NEW.type, NEW.contenu, NEW.modele_version, NEW.signature_id, NEW.jeton, NEW.intervenant_id, NEW.remplace_id))
  EXECUTE FUNCTION convocation_figer();

-- A letter is sent when the mail that bears it is, in the same transaction.
CREATE FUNCTION convocation_suivre_courriel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE convocation SET etat = 'envoyee', canal = 'courriel', envoyee_le = NEW.envoye_le, version = version + 1, maj_le = now()
   WHERE academie = NEW.academie AND id = NEW.objet_id::uuid AND etat = 'editee';
  RETURN NULL;
END $$;
CREATE TRIGGER courriel_convocation AFTER UPDATE OF etat ON courriel FOR EACH ROW
  WHEN (NEW.genre = 'convocation' AND NEW.etat = 'envoye' AND OLD.etat <> 'envoye') EXECUTE FUNCTION convocation_suivre_courriel();

-- Each affectation is on one living convocation at most; empreinte is what the letter says of it.
CREATE TABLE convocation_mission (
  academie       text NOT NULL,
  convocation_id uuid NOT NULL,
  affectation_id uuid NOT NULL,
  mission_id     uuid NOT NULL,
  vivante        boolean NOT NULL,
  empreinte      text NOT NULL,
  PRIMARY KEY (academie, convocation_id, affectation_id),
  FOREIGN KEY (academie, convocation_id) REFERENCES convocation (academie, id),
  FOREIGN KEY (academie, affectation_id) REFERENCES affectation (academie, id),
  FOREIGN KEY (academie, mission_id) REFERENCES mission (academie, id)
);
CREATE UNIQUE INDEX convocation_mission_vivante ON convocation_mission (academie, affectation_id) WHERE vivante;
CREATE INDEX convocation_mission_mission ON convocation_mission (academie, mission_id);
CALL cloisonner('convocation_mission');

-- What a letter says of a mission, in one digest: when it moves, the letter is no longer true.
CREATE FUNCTION convocation_empreintes(aca text, affectations uuid[])
RETURNS TABLE (affectation_id uuid, empreinte text) LANGUAGE sql STABLE AS $$
  SELECT a.id, md5(concat_ws('|', a.role, m.type, m.examen, m.epreuve_option_id, m.jury_id, m.commission_id, m.consigne, ce.code, ce.libelle, ce.commune, ce.adresse, ce.fuseau,
      (SELECT string_agg(concat_ws(' ', extract(epoch FROM c.debut)::bigint, extract(epoch FROM c.fin)::bigint, c.sur_place), ',' ORDER BY c.debut, c.id)
         FROM creneau c WHERE c.academie = a.academie AND c.mission_id = a.mission_id)))
    FROM affectation a JOIN mission m ON m.academie = a.academie AND m.id = a.mission_id
    LEFT JOIN centre ce ON ce.academie = m.academie AND ce.id = m.centre_id
   WHERE a.academie = aca AND a.id = ANY (affectations)
$$;

-- A private address to the calendar of a person. Only its digest is kept.
CREATE TABLE agenda_abonnement (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  empreinte      bytea NOT NULL CONSTRAINT agenda_empreinte_taille CHECK (octet_length(empreinte) = 32),
  cree_le        timestamptz NOT NULL DEFAULT now(),
  revoque_le     timestamptz,
  lu_le          timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE
);
CREATE INDEX agenda_empreinte ON agenda_abonnement (academie, empreinte);
CREATE UNIQUE INDEX agenda_un_seul ON agenda_abonnement (academie, intervenant_id) WHERE revoque_le IS NULL;
CALL cloisonner('agenda_abonnement');
-- +goose StatementEnd
