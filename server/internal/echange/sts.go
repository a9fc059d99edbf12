package echange

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/echange/sts"
	"imagin/server/internal/fail"
)

func itoa(n int) string { return strconv.Itoa(n) }

// jour reads a date that the reader has already checked; absent otherwise.
func jour(s string) *time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	return &t
}

// preparerSTS stages one school's file in one pass.
func preparerSTS(ctx context.Context, i *importation, r io.Reader) error {
	p := &preparationSTS{i: i, ctx: ctx, vus: map[string]bool{},
		etablissements: &lot{i: i, table: "etablissement", colonnes: colonnesEtablissement},
		nomenclatures:  &lot{i: i, table: "nomenclature", colonnes: []string{"import_id", "type", "code", "libelle"}},
		individus: &lot{i: i, table: "individu", colonnes: []string{"import_id", "nouvel_id", "rattachement_id", "ligne", "uai", "cle_sts",
			"civilite", "nom", "nom_patronymique", "prenom", "date_naissance", "fonction", "grade", "discipline"}},
		enseignements: &lot{i: i, table: "enseignement", colonnes: []string{"import_id", "nouvel_id", "ligne", "uai", "annee", "cle_sts",
			"matiere", "mef", "modalite", "structure", "millieme_heures"}},
	}
	err := sts.Lire(r, sts.Visiteur{Parametres: p.parametres, Nomenclature: p.nomenclature, Individu: p.individu,
		Enseignement: p.enseignement, Anomalie: func(a source.Anomalie) error { i.noter("fichier", a); return nil }})
	if err != nil {
		return err
	}
	for _, l := range []*lot{p.etablissements, p.nomenclatures, p.individus, p.enseignements} {
		if err := l.envoyer(ctx); err != nil {
			return err
		}
	}
	i.comptes = []compte{{Objet: "intervenant", Lus: p.nbIndividus}, {Objet: "enseignement", Lus: p.nbEnseignements}}
	return nil
}

type preparationSTS struct {
	i                                                       *importation
	ctx                                                     context.Context //nolint:containedctx // the reader's callbacks carry none
	vus                                                     map[string]bool
	etablissements, nomenclatures, individus, enseignements *lot
	nbIndividus, nbEnseignements                            int64
}

func (p *preparationSTS) parametres(s sts.Parametres) error {
	if s.Academie != "" && s.Academie != p.i.Academie {
		return fail.New(fail.Invalid, "import.autre_academie", "Ligne "+itoa(s.Ligne)+" : ce fichier est celui d’un établissement de l’académie "+s.Academie+
			" ; la vôtre est "+p.i.Academie+".")
	}
	p.i.uai, p.i.annee = s.UAI, s.Annee
	secteur := "public"
	if !s.Public {
		secteur = "prive"
	}
	nom := s.Denomination + " " + s.Complement
	if s.Sigle == "" && s.Type == "" {
		s.Type = "INCONNU"
	} else if s.Sigle != "" {
		s.Type = s.Sigle
	}
	return p.etablissements.ajouter(p.ctx, p.i.id, uuid.Must(uuid.NewV7()), s.Ligne, s.UAI, nom, s.Type, vide(s.Nature), secteur,
		vide(s.Adresse), vide(s.CodePostal), vide(s.Commune), nil, nil, nil, true)
}

func (p *preparationSTS) nomenclature(n sts.Nomenclature) error {
	return p.nomenclatures.ajouter(p.ctx, p.i.id, n.Type, n.Code, n.Libelle)
}

func (p *preparationSTS) individu(s sts.Individu) error {
	p.nbIndividus++
	cle := s.Cle(p.i.uai)
	if p.vus[cle] {
		p.i.noter("intervenant", source.Anomalie{Ligne: s.Ligne, Champ: "INDIVIDU/ID", Valeur: s.ID, Rejet: true,
			Message: "personne déjà présente dans le fichier : seule la première est reprise"})
		return nil
	}
	p.vus[cle] = true
	return p.individus.ajouter(p.ctx, p.i.id, uuid.Must(uuid.NewV7()), uuid.Must(uuid.NewV7()), s.Ligne, p.i.uai, cle, vide(s.Civilite),
		s.NomUsage, vide(s.NomPatronymique), s.Prenom, jour(s.DateNaissance), vide(s.Fonction), vide(s.Grade), vide(s.Discipline))
}

func (p *preparationSTS) enseignement(s sts.Enseignement) error {
	p.nbEnseignements++
	cle := sts.Cle(p.i.uai, s.Type, s.ID)
	if !p.vus[cle] {
		p.i.noter("enseignement", source.Anomalie{Ligne: s.Ligne, Champ: "ENSEIGNANT/ID", Valeur: s.Type + " " + s.ID, Rejet: true,
			Message: "enseignant absent de la liste des personnes du fichier : son enseignement n’est pas repris"})
		return nil
	}
	return p.enseignements.ajouter(p.ctx, p.i.id, uuid.Must(uuid.NewV7()), s.Ligne, p.i.uai, p.i.annee, cle, s.Matiere, s.Mef, s.Modalite,
		s.Structure, s.MilliemeHeures)
}

// fusionnerSTS applies what was staged. Nothing outside this school and year is touched; enseignements that the school
// no longer declares are withdrawn, people never are.
func fusionnerSTS(ctx context.Context, tx *db.Tx, i *importation) error {
	intervenants, enseignements := i.comptes[0], i.comptes[1]
	i.comptes = nil
	e, err := compter(ctx, tx, sqlSTSEtablissement, i.Academie, i.id)
	if err != nil {
		return err
	}
	i.comptes = append(i.comptes, e.fini("etablissement", 1, 0))
	for _, n := range []string{sts.Matiere, sts.Mef, sts.Modalite, sts.Discipline} {
		if err := fusionnerNomenclature(ctx, tx, i, n); err != nil {
			return err
		}
	}
	if e, err = compter(ctx, tx, sqlSTSIntervenant, i.Academie, i.id); err != nil {
		return err
	}
	i.comptes = append(i.comptes, e.fini("intervenant", intervenants.Lus, i.rejets["intervenant"]))
	if e, err = compter(ctx, tx, sqlSTSRattachement, i.Academie, i.id); err != nil {
		return err
	}
	i.comptes = append(i.comptes, e.fini("rattachement", intervenants.Lus, i.rejets["intervenant"]))
	return fusionnerEnseignements(ctx, tx, i, enseignements.Lus)
}

func fusionnerEnseignements(ctx context.Context, tx *db.Tx, i *importation, derives int64) error {
	retires, err := tx.Exec(ctx, sqlSTSRetrait, i.Academie, i.id, i.annee, i.uai)
	if err != nil {
		return err
	}
	e, err := compter(ctx, tx, sqlSTSEnseignement, i.Academie, i.id)
	if err != nil {
		return err
	}
	distincts, err := db.Scalar[int64](ctx, tx.Reader, `SELECT count(*) FROM (SELECT DISTINCT cle_sts, matiere, mef, modalite
		FROM staging.enseignement WHERE import_id = $1) x`, i.id)
	if err != nil {
		return err
	}
	c := e.fini("enseignement", distincts, 0)
	c.Retires, c.Rejetes = retires, i.rejets["enseignement"]
	c.Lus = derives // services × enseignants × MEF, before those of one person are added up
	i.comptes = append(i.comptes, c)
	return nil
}

// fusionnerNomenclature keeps the labels of the codes that the file declares, and accepts codes that it uses without
// declaring them: their label will come with another file.
func fusionnerNomenclature(ctx context.Context, tx *db.Tx, i *importation, genre string) error {
	table := map[string]string{sts.Matiere: "matiere", sts.Mef: "mef", sts.Modalite: "modalite", sts.Discipline: "discipline"}[genre]
	e, err := compter(ctx, tx, `INSERT INTO `+table+` AS n (academie, code, libelle)
		SELECT $1, code, max(libelle) FROM staging.nomenclature WHERE import_id = $2 AND type = $3 GROUP BY code
		ON CONFLICT (academie, code) DO UPDATE SET libelle = excluded.libelle WHERE n.libelle <> excluded.libelle
		RETURNING (xmax = 0) AS cree`, i.Academie, i.id, genre)
	if err != nil {
		return err
	}
	lus, err := db.Scalar[int64](ctx, tx.Reader, `SELECT count(DISTINCT code) FROM staging.nomenclature WHERE import_id = $1 AND type = $2`, i.id, genre)
	if err != nil {
		return err
	}
	i.comptes = append(i.comptes, e.fini(genre, lus, 0))
	if genre == sts.Discipline {
		return nil
	}
	_, err = tx.Exec(ctx, `INSERT INTO `+table+` (academie, code, libelle)
		SELECT DISTINCT $1, `+table+`, `+table+` FROM staging.enseignement WHERE import_id = $2 ON CONFLICT DO NOTHING`, i.Academie, i.id)
	return err
}
