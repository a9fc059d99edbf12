-- Liquidation: lots of validated parts, frozen, sent once, and what the paying systems answer. A part is in one live lot at
-- most; what it was sent for never changes.
-- +goose Up
-- +goose StatementBegin

-- How an académie reaches the ministry's exchange platform (SEM), and who orders its transfers.
CREATE TABLE reglage_liquidation (
  academie      text NOT NULL REFERENCES academie,
  porte         text NOT NULL DEFAULT 'manuel' CHECK (porte IN ('manuel', 'dossier', 'sftp')),
  envoi         text NOT NULL DEFAULT 'envoi',
  retour        text NOT NULL DEFAULT 'retour',
  hote          text,
  compte        text,
  cle_hote      text,
  secret        text,
  payeur        text CONSTRAINT reglage_payeur CHECK (payeur <> ''),
  payeur_iban   bytea CONSTRAINT reglage_iban CHECK (get_byte(payeur_iban, 0) = 1 AND octet_length(payeur_iban) >= 30),   -- sealed
  payeur_masque text,
  payeur_bic    text CONSTRAINT reglage_bic CHECK (payeur_bic ~ '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  version       integer NOT NULL DEFAULT 1,
  maj_le        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie),
  CONSTRAINT reglage_sftp CHECK (porte <> 'sftp' OR (hote IS NOT NULL AND compte IS NOT NULL AND cle_hote IS NOT NULL AND secret IS NOT NULL)),
  CONSTRAINT reglage_payeur_entier CHECK ((payeur_iban IS NULL) = (payeur_masque IS NULL) AND (payeur_iban IS NULL OR payeur IS NOT NULL))
);
CALL cloisonner('reglage_liquidation');

-- A change of account is told, masked.
CREATE FUNCTION journaliser_reglage_liquidation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE qui text := nullif(current_setting('app.qui', true), '');
BEGIN
  IF qui IS NULL THEN
    IF current_user <> 'imagin_app' THEN qui := 'maintenance';
    ELSE RAISE EXCEPTION 'changement de réglage sans auteur' USING ERRCODE = '42501', CONSTRAINT = 'journal_auteur';
    END IF;
  END IF;
  INSERT INTO journal (academie, id, utilisateur_id, qui, profil, depuis, action, objet, objet_id, avant, apres)
  VALUES (NEW.academie, uuid_v7(), nullif(current_setting('app.utilisateur', true), '')::uuid, qui,
          nullif(current_setting('app.profil', true), ''), nullif(current_setting('app.depuis', true), ''),
          lower(TG_OP), 'reglage_liquidation', NEW.academie,
          CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) - 'payeur_iban' - 'cle_hote' END, to_jsonb(NEW) - 'payeur_iban' - 'cle_hote');
  RETURN NULL;
END $$;
CREATE TRIGGER reglage_liquidation_journal AFTER INSERT OR UPDATE ON reglage_liquidation FOR EACH ROW EXECUTE FUNCTION journaliser_reglage_liquidation();

CREATE TABLE lot (
  academie    text NOT NULL REFERENCES academie,
  id          uuid NOT NULL,
  numero      integer NOT NULL,
  cible       text NOT NULL CHECK (cible IN ('khephren', 'dt', 'kheops', 'sepa')),
  session_id  uuid,
  examen      text,
  jusqu_au    date,                      -- missions of that day at the latest
  attendu     integer NOT NULL CHECK (attendu > 0),   -- parts that the simulation announced: others are not taken unseen
  devise      text NOT NULL CHECK (devise IN ('EUR', 'XPF')),
  etat        text NOT NULL DEFAULT 'demande' CHECK (etat IN ('demande', 'prepare', 'controle', 'transmission', 'transmis', 'acquitte', 'solde', 'annule')),
  nombre      integer NOT NULL DEFAULT 0,
  somme       bigint NOT NULL DEFAULT 0,  -- smallest coin
  fichier_id  uuid,
  nom_fichier text NOT NULL,
  empreinte   text,                       -- SHA-256 of the file, hexadecimal
  taille      bigint,
  execution   date NOT NULL,              -- day asked of the bank
  porte       text,                       -- by which it left
  destination text,                       -- the door itself, as it was when the file was published
  publie_le   timestamptz,                -- whole on the far side, its name about to be given: from here it may have been taken
  transmis_le timestamptz,
  recu        text,                       -- receipt of the deposit, as the person reads it
  faute       text,                       -- why the last try failed
  motif       text,
  acceptes    integer NOT NULL DEFAULT 0,  -- what the returns said so far
  rejetes     integer NOT NULL DEFAULT 0,
  ecarts      integer NOT NULL DEFAULT 0,  -- paid another amount than ours
  paye        bigint NOT NULL DEFAULT 0,
  cle_idempotence text,
  tache_id    uuid,
  cree_le     timestamptz NOT NULL DEFAULT now(),
  cree_par    text NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  maj_le      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, session_id) REFERENCES session (academie, id),
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id),
  CONSTRAINT lot_numero_unique UNIQUE (academie, numero),
  CONSTRAINT lot_cle_unique UNIQUE (academie, cle_idempotence),
  CONSTRAINT lot_reponses CHECK (acceptes >= 0 AND rejetes >= 0 AND acceptes + rejetes <= nombre),
  CONSTRAINT lot_fichier_unique UNIQUE (academie, nom_fichier),
  CONSTRAINT lot_entier CHECK (etat IN ('demande', 'annule') OR (fichier_id IS NOT NULL AND empreinte ~ '^[0-9a-f]{64}$' AND nombre > 0)),
  CONSTRAINT lot_motif CHECK (etat <> 'annule' OR motif <> ''),
  CONSTRAINT lot_sepa_euro CHECK (cible <> 'sepa' OR devise = 'EUR')
);
CREATE INDEX lot_session ON lot (academie, session_id);
CREATE INDEX lot_fichier_id ON lot (academie, fichier_id);
CALL cloisonner('lot', 'SELECT, INSERT, UPDATE');
CREATE TRIGGER lot_journal AFTER INSERT OR UPDATE ON lot FOR EACH ROW EXECUTE FUNCTION journaliser();

INSERT INTO transition (objet, de, vers) VALUES ('lot', '', 'demande'), ('lot', 'demande', 'prepare'), ('lot', 'demande', 'annule'),
  ('lot', 'prepare', 'controle'), ('lot', 'prepare', 'annule'), ('lot', 'controle', 'annule'), ('lot', 'controle', 'transmission'),
  ('lot', 'transmission', 'transmis'), ('lot', 'transmission', 'controle'), ('lot', 'transmis', 'acquitte'), ('lot', 'transmis', 'solde'), ('lot', 'acquitte', 'solde');
CREATE TRIGGER lot_transition BEFORE INSERT OR UPDATE OF etat ON lot FOR EACH ROW EXECUTE FUNCTION verifier_transition();

CREATE TABLE lot_ligne (
  academie       text NOT NULL,
  id             uuid NOT NULL,
  lot_id         uuid NOT NULL,
  rang           integer NOT NULL CHECK (rang > 0),
  part_id        uuid NOT NULL,
  genre          text NOT NULL,
  mission_id     uuid NOT NULL,           -- as it was: the same work is not paid under two states of frais
  intervenant_id uuid NOT NULL,
  montant        bigint NOT NULL CONSTRAINT lot_ligne_montant CHECK (montant > 0),
  devise         text NOT NULL,
  centre_couts   text NOT NULL DEFAULT '',
  enveloppe      text NOT NULL DEFAULT '',
  programme      text NOT NULL DEFAULT '',
  etat           text NOT NULL DEFAULT 'en_lot' CHECK (etat IN ('en_lot', 'recu', 'accepte', 'rejete', 'retire')),
  paye_le        date,
  paye_montant   bigint CHECK (paye_montant >= 0),
  motif_code     text,
  motif          text,
  retour_id      uuid,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, lot_id) REFERENCES lot (academie, id),
  FOREIGN KEY (academie, part_id) REFERENCES efm_part (academie, id) ON DELETE CASCADE,   -- never of a live one: efm_part_tenir
  CONSTRAINT lot_ligne_rang UNIQUE (academie, lot_id, rang),
  CONSTRAINT lot_ligne_paye CHECK ((etat = 'accepte') = (paye_le IS NOT NULL) AND (etat = 'accepte') = (paye_montant IS NOT NULL)),
  CONSTRAINT lot_ligne_rejet CHECK (etat <> 'rejete' OR motif <> '')
) WITH (fillfactor = 85);
-- One live lot per part, and per work: whatever the code path, nobody is paid twice.
CREATE UNIQUE INDEX lot_ligne_vivante ON lot_ligne (academie, part_id) WHERE etat IN ('en_lot', 'recu', 'accepte');
CREATE UNIQUE INDEX lot_ligne_travail ON lot_ligne (academie, mission_id, intervenant_id, genre) WHERE etat IN ('en_lot', 'recu', 'accepte');
CREATE INDEX lot_ligne_part ON lot_ligne (academie, part_id);
CREATE INDEX lot_ligne_suites ON lot_ligne (academie, lot_id) WHERE etat = 'rejete' OR paye_montant <> montant;
CALL cloisonner('lot_ligne', 'SELECT, INSERT, UPDATE');

INSERT INTO transition (objet, de, vers) VALUES ('lot_ligne', '', 'en_lot'), ('lot_ligne', 'en_lot', 'recu'), ('lot_ligne', 'en_lot', 'accepte'),
  ('lot_ligne', 'en_lot', 'rejete'), ('lot_ligne', 'recu', 'accepte'), ('lot_ligne', 'recu', 'rejete'), ('lot_ligne', 'en_lot', 'retire');
CREATE TRIGGER lot_ligne_transition BEFORE INSERT OR UPDATE OF etat ON lot_ligne FOR EACH ROW EXECUTE FUNCTION verifier_transition();

-- A file that answers one of ours. The same bytes are read once.
CREATE TABLE retour_liquidation (
  academie    text NOT NULL REFERENCES academie,
  id          uuid NOT NULL,
  lot_id      uuid,
  nom         text NOT NULL,
  fichier_id  uuid NOT NULL,
  empreinte   text NOT NULL,
  taille      bigint NOT NULL,
  etat        text NOT NULL DEFAULT 'depose' CHECK (etat IN ('depose', 'lu', 'refuse')),
  message     text,
  recus       integer NOT NULL DEFAULT 0,
  acceptes    integer NOT NULL DEFAULT 0,
  rejetes     integer NOT NULL DEFAULT 0,
  deja        integer NOT NULL DEFAULT 0,
  ecarts      integer NOT NULL DEFAULT 0,
  paye        bigint NOT NULL DEFAULT 0,
  origine     text NOT NULL CHECK (origine IN ('depot', 'porte')),
  cle         text,                      -- name, size and date on the far side: looked at once
  tache_id    uuid,
  depose_le   timestamptz NOT NULL DEFAULT now(),
  depose_par  text NOT NULL,
  PRIMARY KEY (academie, id),
  FOREIGN KEY (academie, lot_id) REFERENCES lot (academie, id),
  FOREIGN KEY (academie, fichier_id) REFERENCES fichier (academie, id),
  CONSTRAINT retour_cle_unique UNIQUE (academie, cle)
);
CREATE UNIQUE INDEX retour_une_fois ON retour_liquidation (academie, empreinte) WHERE etat <> 'refuse';
CREATE INDEX retour_lot ON retour_liquidation (academie, lot_id);
CREATE INDEX retour_fichier ON retour_liquidation (academie, fichier_id);
CALL cloisonner('retour_liquidation', 'SELECT, INSERT, UPDATE');
INSERT INTO transition (objet, de, vers) VALUES ('retour_liquidation', '', 'depose'), ('retour_liquidation', 'depose', 'lu'), ('retour_liquidation', 'depose', 'refuse');
CREATE TRIGGER retour_transition BEFORE INSERT OR UPDATE OF etat ON retour_liquidation FOR EACH ROW EXECUTE FUNCTION verifier_transition();
ALTER TABLE lot_ligne ADD FOREIGN KEY (academie, retour_id) REFERENCES retour_liquidation (academie, id);
CREATE INDEX lot_ligne_retour ON lot_ligne (academie, retour_id) WHERE retour_id IS NOT NULL;

-- What a lot says never changes once it is prepared, and says what its lines say.
CREATE FUNCTION lot_garder() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n integer; s bigint;
BEGIN
  IF OLD.etat <> 'demande' AND (NEW.cible, NEW.numero, NEW.nombre, NEW.somme, NEW.devise, NEW.nom_fichier, NEW.empreinte, NEW.fichier_id, NEW.execution)
     IS DISTINCT FROM (OLD.cible, OLD.numero, OLD.nombre, OLD.somme, OLD.devise, OLD.nom_fichier, OLD.empreinte, OLD.fichier_id, OLD.execution) THEN
    RAISE EXCEPTION 'lot figé' USING ERRCODE = '23514', CONSTRAINT = 'lot_fige';
  END IF;
  IF NEW.etat = OLD.etat THEN RETURN NEW; END IF;
  IF NEW.etat = 'prepare' THEN
    SELECT count(*), coalesce(sum(montant), 0) INTO n, s FROM lot_ligne l WHERE l.academie = NEW.academie AND l.lot_id = NEW.id AND l.devise = NEW.devise;
    IF (n, s) <> (NEW.nombre, NEW.somme) THEN
      RAISE EXCEPTION 'total différent des lignes' USING ERRCODE = '23514', CONSTRAINT = 'lot_somme';
    END IF;
  END IF;
  -- What may have been taken on the far side is neither cancelled nor taken back.
  IF NEW.etat IN ('annule', 'controle') AND OLD.publie_le IS NOT NULL THEN
    RAISE EXCEPTION 'lot déjà publié' USING ERRCODE = '23514', CONSTRAINT = 'lot_publie';
  END IF;
  IF NEW.etat = 'annule' AND EXISTS (SELECT 1 FROM lot_ligne l WHERE l.academie = NEW.academie AND l.lot_id = NEW.id AND l.etat <> 'retire') THEN
    RAISE EXCEPTION 'lignes encore vivantes' USING ERRCODE = '23514', CONSTRAINT = 'lot_lignes_vivantes';
  END IF;
  IF NEW.etat = 'solde' AND EXISTS (SELECT 1 FROM lot_ligne l WHERE l.academie = NEW.academie AND l.lot_id = NEW.id AND l.etat IN ('en_lot', 'recu')) THEN
    RAISE EXCEPTION 'lignes sans réponse' USING ERRCODE = '23514', CONSTRAINT = 'lot_sans_reponse';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lot_garde BEFORE UPDATE ON lot FOR EACH ROW EXECUTE FUNCTION lot_garder();

CREATE FUNCTION lot_ligne_garder() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE e text;
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.part_id, NEW.montant, NEW.devise, NEW.genre, NEW.rang, NEW.mission_id) IS DISTINCT FROM (OLD.part_id, OLD.montant, OLD.devise, OLD.genre, OLD.rang, OLD.mission_id) THEN
    RAISE EXCEPTION 'ligne figée' USING ERRCODE = '23514', CONSTRAINT = 'lot_fige';
  END IF;
  SELECT etat INTO e FROM lot WHERE academie = NEW.academie AND id = NEW.lot_id;
  IF TG_OP = 'INSERT' AND e <> 'demande' OR TG_OP = 'UPDATE' AND (NEW.etat = 'retire' AND e NOT IN ('prepare', 'controle') OR NEW.etat IN ('recu', 'accepte', 'rejete') AND e NOT IN ('transmis', 'acquitte')) THEN
    RAISE EXCEPTION 'lot % : ligne figée', e USING ERRCODE = '23514', CONSTRAINT = 'lot_fige';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER lot_ligne_garde BEFORE INSERT OR UPDATE ON lot_ligne FOR EACH ROW WHEN (current_user = 'imagin_app') EXECUTE FUNCTION lot_ligne_garder();

-- A part in a live lot stays as it was sent: it only goes forward, and only as its line does.
CREATE FUNCTION efm_part_en_lot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ligne text; son_lot uuid; du_lot text;
BEGIN
  IF OLD.etat IN ('valide', 'transmis', 'accepte') AND (NEW.jour, NEW.genre, NEW.devise, NEW.etat_frais_id) IS DISTINCT FROM (OLD.jour, OLD.genre, OLD.devise, OLD.etat_frais_id) THEN
    RAISE EXCEPTION 'part figée' USING ERRCODE = '23514', CONSTRAINT = 'efm_montant_fige';
  END IF;
  IF NEW.etat = OLD.etat THEN RETURN NEW; END IF;
  -- Two looks by two keys: joined, they could be planned from the lot, which has fifty thousand lines.
  SELECT l.etat, l.lot_id INTO ligne, son_lot FROM lot_ligne l WHERE l.academie = NEW.academie AND l.part_id = NEW.id AND l.etat IN ('en_lot', 'recu', 'accepte');
  SELECT t.etat INTO du_lot FROM lot t WHERE t.academie = NEW.academie AND t.id = son_lot;
  IF NEW.etat = 'transmis' AND du_lot IS DISTINCT FROM 'transmission' OR NEW.etat = 'accepte' AND ligne IS DISTINCT FROM 'accepte' THEN
    RAISE EXCEPTION 'part sans lot' USING ERRCODE = '23514', CONSTRAINT = 'efm_sans_lot';
  END IF;
  IF NEW.etat NOT IN ('transmis', 'accepte') AND ligne IS NOT NULL THEN
    RAISE EXCEPTION 'part dans un lot' USING ERRCODE = '23514', CONSTRAINT = 'efm_en_lot';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER efm_part_vivante BEFORE UPDATE ON efm_part FOR EACH ROW
  WHEN (current_user = 'imagin_app' AND (OLD.etat IN ('valide', 'transmis', 'accepte') OR NEW.etat IN ('transmis', 'accepte'))) EXECUTE FUNCTION efm_part_en_lot();

CREATE FUNCTION efm_part_tenir() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM lot_ligne l WHERE l.academie = OLD.academie AND l.part_id = OLD.id AND l.etat IN ('en_lot', 'recu', 'accepte')) THEN
    RAISE EXCEPTION 'part dans un lot' USING ERRCODE = '23503', CONSTRAINT = 'efm_en_lot';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER efm_part_tenue BEFORE DELETE ON efm_part FOR EACH ROW EXECUTE FUNCTION efm_part_tenir();

-- Lots, their files and their returns: accounting documents, kept for years. What is still awaited is kept.
CREATE FUNCTION purger_lots(aca text, avant timestamptz, compter boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE n bigint; ids uuid[]; f uuid[];
BEGIN
  PERFORM verifier_purge(aca);
  SELECT array_agg(id), count(*) INTO ids, n FROM lot WHERE academie = aca AND cree_le < avant AND etat IN ('solde', 'annule');
  IF compter OR n = 0 THEN RETURN n; END IF;
  SELECT array_agg(x.fichier_id) INTO f FROM (SELECT fichier_id FROM lot WHERE academie = aca AND id = ANY (ids) AND fichier_id IS NOT NULL
    UNION ALL SELECT fichier_id FROM retour_liquidation WHERE academie = aca AND lot_id = ANY (ids)) x;
  DELETE FROM lot_ligne WHERE academie = aca AND lot_id = ANY (ids);
  DELETE FROM retour_liquidation WHERE academie = aca AND lot_id = ANY (ids);
  DELETE FROM lot WHERE academie = aca AND id = ANY (ids);
  PERFORM effacer_fichiers(aca, f);
  RETURN n;
END $$;

-- What a payment needs to know of a person, sealed as it is kept. Asked person by person, by keys: its cost follows the
-- number of people, whatever the planner believes.
CREATE FUNCTION coordonnees_paiement(aca text, personne uuid) RETURNS TABLE (numen bytea, nir bytea, iban bytea) LANGUAGE sql STABLE AS $$
  SELECT (SELECT s.chiffre FROM intervenant_secret s WHERE s.academie = aca AND s.intervenant_id = personne AND s.type = 'NUMEN'),
         (SELECT s.chiffre FROM intervenant_secret s WHERE s.academie = aca AND s.intervenant_id = personne AND s.type = 'NIR'),
         (SELECT s.chiffre FROM intervenant_secret s WHERE s.academie = aca AND s.intervenant_id = personne AND s.type = 'IBAN')
$$;
-- On what a part is charged. The ordonnateur is sealed.
CREATE FUNCTION imputation(aca text, examen text) RETURNS TABLE (ordonnateur bytea, centre_couts text, enveloppe text, programme text) LANGUAGE sql STABLE AS $$
  SELECT NULL::bytea, ''::text, ''::text, ''::text
$$;

-- A guard keeps its plan for the life of a connection: made while a table was small, it would read the whole of a large one
-- for each row. Guards look things up by their keys, always.
ALTER FUNCTION efm_part_garder() SET enable_seqscan = off;
ALTER FUNCTION efm_ligne_garder() SET enable_seqscan = off;
ALTER FUNCTION efm_distance_garder() SET enable_seqscan = off;
ALTER FUNCTION efm_part_tenir() SET enable_seqscan = off;
ALTER FUNCTION efm_part_en_lot() SET enable_seqscan = off;
ALTER FUNCTION lot_ligne_garder() SET enable_seqscan = off;

CREATE INDEX efm_part_a_liquider ON efm_part (academie, genre, jour) WHERE etat = 'valide';
-- +goose StatementEnd
