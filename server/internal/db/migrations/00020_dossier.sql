-- What a person says of herself to be paid, on what her frais are charged, when each part moved, and proofs that wait for
-- the antivirus.
-- +goose Up
-- +goose StatementBegin

-- Address, telephone and mail are the intervenant's; account and numbers are sealed in intervenant_secret. The recognised
-- situation is the académie's word, the declared one the person's.
CREATE TABLE dossier_frais (
  academie       text NOT NULL,
  intervenant_id uuid NOT NULL,
  vehicule       text CHECK (vehicule IN ('voiture', 'moto', 'velomoteur')),
  puissance      integer CONSTRAINT dossier_puissance CHECK (puissance BETWEEN 1 AND 99),   -- chevaux fiscaux
  energie        text CHECK (energie IN ('essence', 'gazole', 'hybride', 'electrique', 'gaz', 'autre')),
  bic            text CONSTRAINT dossier_bic CHECK (bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  rqth_declaree  boolean NOT NULL DEFAULT false,
  taxi_demande   boolean NOT NULL DEFAULT false,
  rqth           boolean NOT NULL DEFAULT false,
  taxi           boolean NOT NULL DEFAULT false,
  reconnu_par    text,
  reconnu_le     timestamptz,
  confirme_le    timestamptz,
  confirme_par   text,
  version        integer NOT NULL DEFAULT 1,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, intervenant_id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT dossier_confirme CHECK ((confirme_le IS NULL) = (confirme_par IS NULL))
);
CALL cloisonner('dossier_frais');

-- Written by the database itself; of a handicap the journal only says that the word changed.
CREATE FUNCTION journaliser_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  qui text := nullif(current_setting('app.qui', true), '');
  tu  text[] := ARRAY['rqth', 'taxi', 'rqth_declaree', 'taxi_demande'];
BEGIN
  IF qui IS NULL THEN
    IF current_user <> 'imagin_app' THEN qui := 'maintenance';
    ELSE RAISE EXCEPTION 'changement de dossier sans auteur' USING ERRCODE = '42501', CONSTRAINT = 'journal_auteur';
    END IF;
  END IF;
  INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, pourquoi, avant, apres)
  VALUES (NEW.academie, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, qui,
          nullif(current_setting('app.profil', true), ''), nullif(current_setting('app.depuis', true), ''),
          'dossier', 'intervenant', NEW.intervenant_id, nullif(current_setting('app.pourquoi', true), ''),
          CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - tu END,
          to_jsonb(NEW) - tu || CASE WHEN TG_OP = 'INSERT' OR (OLD.rqth, OLD.taxi, OLD.rqth_declaree, OLD.taxi_demande)
            IS DISTINCT FROM (NEW.rqth, NEW.taxi, NEW.rqth_declaree, NEW.taxi_demande) THEN '{"situation": "renseignée"}' ELSE '{}' END::jsonb);
  RETURN NULL;
END $$;
CREATE TRIGGER dossier_frais_journal AFTER INSERT OR UPDATE ON dossier_frais FOR EACH ROW EXECUTE FUNCTION journaliser_dossier();

-- Months after which a dossier is to be confirmed; 0: never. The académie decides it among its values (PARAM.DOSSIER.MOIS).
CREATE FUNCTION dossier_mois(aca text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT coalesce(b.valeur / 10000, 12)::integer FROM bareme b WHERE b.academie = aca AND b.code = 'PARAM.DOSSIER.MOIS'
    AND b.debut <= current_date AND (b.fin IS NULL OR b.fin >= current_date) ORDER BY b.decide_le DESC, b.id DESC LIMIT 1), 12)
$$;
-- Whom the académie does not already pay: on the account she gave.
CREATE FUNCTION est_externe(origine text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT origine IN ('SAISI', 'AAF') $$;

-- Kilometres paid elsewhere since 1 January: they count in the brackets of the year.
CREATE TABLE compteur_kilometrique (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  intervenant_id uuid NOT NULL,
  annee          integer NOT NULL CHECK (annee BETWEEN 2000 AND 2100),
  metres         bigint NOT NULL CONSTRAINT compteur_metres CHECK (metres BETWEEN 0 AND 200000000),
  source         text NOT NULL,
  saisi_par      text NOT NULL,
  maj_le         timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, intervenant_id) REFERENCES intervenant (academie, id) ON DELETE CASCADE,
  CONSTRAINT compteur_unique UNIQUE (academie, intervenant_id, annee)
);
CALL cloisonner('compteur_kilometrique');
CREATE TRIGGER compteur_kilometrique_journal AFTER INSERT OR UPDATE ON compteur_kilometrique FOR EACH ROW EXECUTE FUNCTION journaliser();

-- Receipts of a taxi, and of meals where they are still asked.
ALTER TABLE justificatif DROP CONSTRAINT justificatif_nature_check,
  ADD CONSTRAINT justificatif_nature_check CHECK (nature IN ('train', 'transport_commun', 'taxi', 'peage', 'parking', 'repas', 'nuit'));

-- What the antivirus said. Without one, nothing is said; what waits proves nothing and is read by nobody.
ALTER TABLE fichier ADD COLUMN controle text CHECK (controle IN ('en_attente', 'sain', 'infecte')), ADD COLUMN controle_le timestamptz;
GRANT UPDATE (controle, controle_le) ON fichier TO imagin_app;
CREATE INDEX fichier_en_attente ON fichier (academie, cree_le) WHERE controle = 'en_attente';

-- On what the frais of an examen are charged; without examen, what holds for the others. The ordonnateur is a NUMEN: sealed.
CREATE TABLE imputation_frais (
  academie           text NOT NULL REFERENCES academie,
  id                 uuid NOT NULL,
  examen             text,
  ordonnateur        bytea CONSTRAINT imputation_scelle CHECK (get_byte(ordonnateur, 0) = 1 AND octet_length(ordonnateur) >= 30),
  ordonnateur_masque text,
  centre_couts       text NOT NULL CONSTRAINT imputation_centre CHECK (centre_couts ~ '^[A-Z0-9]{1,20}$'),
  enveloppe          text NOT NULL CONSTRAINT imputation_enveloppe CHECK (enveloppe ~ '^[A-Z0-9 -]{0,30}$'),
  programme          text NOT NULL CONSTRAINT imputation_programme CHECK (programme ~ '^\d{4}$'),
  decide_par         text NOT NULL,
  version            integer NOT NULL DEFAULT 1,
  maj_le             timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, examen) REFERENCES examen (academie, code),
  CONSTRAINT imputation_unique UNIQUE NULLS NOT DISTINCT (academie, examen),
  CONSTRAINT imputation_masque CHECK ((ordonnateur IS NULL) = (ordonnateur_masque IS NULL))
);
CALL cloisonner('imputation_frais');
CREATE FUNCTION journaliser_imputation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  qui   text := nullif(current_setting('app.qui', true), '');
  ligne imputation_frais := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
BEGIN
  IF qui IS NULL THEN
    IF current_user <> 'imagin_app' THEN qui := 'maintenance';
    ELSE RAISE EXCEPTION 'changement d’imputation sans auteur' USING ERRCODE = '42501', CONSTRAINT = 'journal_auteur';
    END IF;
  END IF;
  INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, avant, apres)
  VALUES (ligne.academie, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, qui,
          nullif(current_setting('app.profil', true), ''), nullif(current_setting('app.depuis', true), ''),
          lower(TG_OP), 'imputation_frais', ligne.id, CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - 'ordonnateur' END,
          CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - 'ordonnateur' END);
  RETURN NULL;
END $$;
CREATE TRIGGER imputation_frais_journal AFTER INSERT OR UPDATE OR DELETE ON imputation_frais FOR EACH ROW EXECUTE FUNCTION journaliser_imputation();

-- Always one row: empty where nothing is set.
DROP FUNCTION IF EXISTS imputation(text, text);
CREATE FUNCTION imputation(aca text, code_examen text) RETURNS TABLE (ordonnateur bytea, centre_couts text, enveloppe text, programme text) LANGUAGE sql STABLE AS $$
  SELECT i.ordonnateur, coalesce(i.centre_couts, ''), coalesce(i.enveloppe, ''), coalesce(i.programme, '')
    FROM (SELECT 1) un LEFT JOIN LATERAL (SELECT x.* FROM imputation_frais x WHERE x.academie = aca AND (x.examen = code_examen OR x.examen IS NULL)
      ORDER BY x.examen NULLS LAST LIMIT 1) i ON true
$$;

-- When each part moved: what delays are counted from.
ALTER TABLE efm_part ADD COLUMN ouverte_le timestamptz, ADD COLUMN declaree_le timestamptz, ADD COLUMN validee_le timestamptz,
  ADD COLUMN transmise_le timestamptz, ADD COLUMN payee_le timestamptz;
CREATE FUNCTION efm_part_dater() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.etat = 'annule' THEN RETURN NEW; END IF;   -- given back as it was
  CASE NEW.etat
    WHEN 'effectuee' THEN NEW.ouverte_le := coalesce(OLD.ouverte_le, now());
    WHEN 'a_valider' THEN NEW.declaree_le := now(); NEW.validee_le := NULL;
    WHEN 'valide' THEN NEW.validee_le := now(); NEW.transmise_le := NULL;
    WHEN 'transmis' THEN NEW.transmise_le := now();
    WHEN 'accepte' THEN NEW.payee_le := now();
    ELSE NULL;
  END CASE;
  RETURN NEW;
END $$;
CREATE TRIGGER efm_part_date BEFORE UPDATE OF etat ON efm_part FOR EACH ROW WHEN (OLD.etat <> NEW.etat) EXECUTE FUNCTION efm_part_dater();

-- In which lot a part went and the day it was paid, once lots exist.
CREATE FUNCTION efm_paiement(aca text, part uuid) RETURNS TABLE (lot integer, paye_le date) LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF to_regclass('lot_ligne') IS NULL THEN RETURN; END IF;
  RETURN QUERY SELECT t.numero, l.paye_le FROM lot_ligne l JOIN lot t ON t.academie = l.academie AND t.id = l.lot_id
    WHERE l.academie = aca AND l.part_id = part AND l.etat IN ('en_lot', 'recu', 'accepte') LIMIT 1;
END $$;

-- One row per part, with all by which it is added up.
CREATE VIEW suivi_frais WITH (security_invoker = true) AS
  SELECT p.academie, p.id, p.genre, p.etat, p.devise, p.montant, p.jour, e.session_id, e.intervenant_id, e.affectation_id, m.examen, m.type, m.centre_id,
         p.ouverte_le, p.declaree_le, p.validee_le, p.transmise_le, p.payee_le
    FROM efm_part p JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id
    JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id;
GRANT SELECT ON suivi_frais TO imagin_app, imagin_national;
-- +goose StatementEnd
