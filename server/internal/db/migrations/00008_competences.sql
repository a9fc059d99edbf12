-- Règles de compétence: what is taught gives, or does not give, an épreuve-option; and what inspecteurs propose.
-- +goose Up
-- +goose StatementBegin

-- An empty criterion accepts everything; « ? » stands for one character. MEF: characters 1 to 3 are the dispositif de
-- formation, 4 to 8 the diplôme, 9 the length of the cycle and 10 the year in it: « derniere » is the classe d'examen.
CREATE TABLE regle_competence (
  academie          text NOT NULL,
  id                uuid NOT NULL DEFAULT uuid_v7(),
  session_id        uuid NOT NULL,
  epreuve_option_id uuid NOT NULL,
  sens              text NOT NULL DEFAULT 'donne' CHECK (sens IN ('donne', 'exclut')),
  matiere           text NOT NULL DEFAULT '',
  dispositif        text NOT NULL DEFAULT '',
  diplome           text NOT NULL DEFAULT '',
  annee             text NOT NULL DEFAULT 'toutes' CHECK (annee IN ('toutes', 'derniere', '1', '2', '3', '4', '5', '6')),
  modalite          text NOT NULL DEFAULT '',
  discipline        text NOT NULL DEFAULT '',
  priorite          smallint NOT NULL DEFAULT 1 CONSTRAINT regle_competence_priorite CHECK (priorite BETWEEN 1 AND 9),
  commentaire       text,
  version           integer NOT NULL DEFAULT 1,
  maj_le            timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, epreuve_option_id) REFERENCES epreuve_option (academie, id),
  CONSTRAINT regle_competence_unique UNIQUE (academie, session_id, epreuve_option_id, sens, matiere, dispositif, diplome, annee, modalite, discipline),
  CONSTRAINT regle_competence_formes CHECK (matiere ~ '^([0-9A-Z?]{6})?$' AND dispositif ~ '^([0-9A-Z?]{3})?$' AND diplome ~ '^([0-9A-Z?]{5})?$'
    AND modalite ~ '^[0-9A-Z?]{0,10}$' AND discipline ~ '^([0-9A-Z?]{5})?$'),
  CONSTRAINT regle_competence_criteres CHECK (matiere || diplome || discipline ~ '[0-9A-Z]'
    OR sens = 'exclut' AND dispositif || modalite ~ '[0-9A-Z]')
);
CREATE INDEX regle_competence_epreuve ON regle_competence (academie, epreuve_option_id);
CALL cloisonner('regle_competence');

-- What the SYS line stands on: regles[n] found enseignements[n]. No foreign key: the line keeps telling where it came
-- from until the next computation withdraws it.
ALTER TABLE competence_auteur
  ADD COLUMN priorite smallint, ADD COLUMN regles uuid[], ADD COLUMN enseignements uuid[],
  ADD CONSTRAINT competence_auteur_origine CHECK (type = 'systeme' OR priorite IS NULL AND regles IS NULL AND enseignements IS NULL);

-- One computation: first its difference, then, once read, its effect.
CREATE TABLE calcul_competence (
  academie    text NOT NULL,
  id          uuid NOT NULL,
  session_id  uuid NOT NULL,
  examen      text,                        -- none: every examen
  etat        text NOT NULL DEFAULT 'en_calcul' CHECK (etat IN ('en_calcul', 'a_confirmer', 'applique')),
  empreinte   text,                        -- digest of the difference that was shown: only that one is applied
  message     text,
  gains       integer NOT NULL DEFAULT 0,
  pertes      integer NOT NULL DEFAULT 0,
  changements integer NOT NULL DEFAULT 0,
  maintenues  integer NOT NULL DEFAULT 0,
  tache_id    uuid NOT NULL,               -- the last one that worked on it
  demande_par text NOT NULL,
  cree_le     timestamptz NOT NULL DEFAULT now(),
  calcule_le  timestamptz,
  applique_le timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code)
);
CREATE INDEX calcul_competence_session ON calcul_competence (academie, session_id);
CALL cloisonner('calcul_competence');
CREATE TRIGGER calcul_competence_transition BEFORE INSERT OR UPDATE OF etat ON calcul_competence
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('calcul_competence', '', 'en_calcul'), ('calcul_competence', 'en_calcul', 'a_confirmer'),
  ('calcul_competence', 'a_confirmer', 'applique');

CREATE TABLE calcul_competence_ecart (
  academie          text NOT NULL,
  id                uuid NOT NULL DEFAULT uuid_v7(),
  calcul_id         uuid NOT NULL,
  nature            text NOT NULL CHECK (nature IN ('gain', 'perte', 'change')),
  intervenant_id    uuid NOT NULL,
  epreuve_option_id uuid NOT NULL,
  priorite          smallint,
  priorite_avant    smallint,
  effective_avant   boolean NOT NULL,
  effective_apres   boolean NOT NULL,
  regles            uuid[],
  enseignements     uuid[],
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, calcul_id) REFERENCES calcul_competence (academie, id) ON DELETE CASCADE
);
CREATE INDEX calcul_competence_ecart_calcul ON calcul_competence_ecart (academie, calcul_id);
CALL cloisonner('calcul_competence_ecart');

-- What an inspecteur says of people for a session: in reserve for the day somebody is missing, or, for a contractuel,
-- that he may be called. The gestionnaire decides.
CREATE TABLE proposition (
  academie          text NOT NULL,
  id                uuid NOT NULL,
  session_id        uuid NOT NULL,
  intervenant_id    uuid NOT NULL,
  epreuve_option_id uuid,                  -- none: any épreuve of the discipline
  type              text NOT NULL CHECK (type IN ('reserviste', 'contractuel')),
  etat              text NOT NULL DEFAULT 'proposee' CHECK (etat IN ('proposee', 'retenue', 'ecartee')),
  commentaire       text,
  utilisateur_id    uuid NOT NULL,
  propose_par       text NOT NULL,
  propose_le        timestamptz NOT NULL DEFAULT now(),
  motif             text,
  decide_par        text,
  decide_le         timestamptz,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id),
  FOREIGN KEY (academie, epreuve_option_id) REFERENCES epreuve_option (academie, id),
  FOREIGN KEY (academie, utilisateur_id) REFERENCES utilisateur (academie, id),
  CONSTRAINT proposition_unique UNIQUE NULLS NOT DISTINCT (academie, session_id, intervenant_id, type, epreuve_option_id)
);
CREATE INDEX proposition_intervenant ON proposition (academie, intervenant_id);
CALL cloisonner('proposition');
CREATE TRIGGER proposition_transition BEFORE INSERT OR UPDATE OF etat ON proposition
  FOR EACH ROW EXECUTE FUNCTION verifier_transition();
INSERT INTO transition VALUES ('proposition', '', 'proposee'), ('proposition', 'proposee', 'retenue'), ('proposition', 'proposee', 'ecartee'),
  ('proposition', 'retenue', 'ecartee'), ('proposition', 'ecartee', 'retenue'), ('proposition', 'retenue', 'proposee'), ('proposition', 'ecartee', 'proposee');
-- +goose StatementEnd
