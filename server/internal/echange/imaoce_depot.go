package echange

import (
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"imagin/server/internal/echange/imaoce"
	"imagin/server/internal/echange/source"
)

// depotImaoce stages the lines of the tables of IMAOCE.
type depotImaoce struct{ *preparation }

var (
	colonnesReglement = []string{"ligne", "examen", "examen_libelle", "specialite", "specialite_libelle", "groupe_epreuves", "epreuve", "option", "libelle", "nature", "mode_evaluation",
		"coefficient", "duree_min", "preparation_min", "anticipee", "caractere", "groupe_remuneration"}
	colonnesInscription = []string{"ligne", "examen", "specialite", "epreuve", "option", "uai_origine", "inscrits", "dispenses"}
	colonnesCentre      = []string{"ligne", "examen", "uai", "genre", "libelle", "capacite"}
	colonnesJury        = []string{"ligne", "examen", "specialite", "code", "libelle", "uai_centre", "le", "a", "candidats"}
	colonnesCommission  = []string{"ligne", "examen", "specialite", "epreuve", "option", "jury", "code", "type", "uai_centre", "le", "a", "duree_min", "nb_jours", "candidats", "demandes", "profil"}
	colonnesOrigine     = []string{"ligne", "examen", "specialite", "epreuve", "option", "jury", "code", "uai_origine", "candidats"}
	colonnesPresents    = []string{"ligne", "examen", "specialite", "epreuve", "option", "jury", "code", "presents", "absents", "remonte_le"}
)

// session compares the year and the round with ours: a file of last year must not pass for this one.
func (d *depotImaoce) session(s imaoce.Session) error {
	if !d.deSession(s.Code) {
		return d.ecarter("session", s.Ligne, s.Code)
	}
	d.lus["session"]++
	d.i.mu.Lock()
	defer d.i.mu.Unlock()
	d.i.lu.pilote = s.PiloteValideLe
	if s.Academie != "" && s.Academie != d.i.Academie {
		d.i.lu.refus = source.Refuser("import.autre_academie", s.Ligne, "Ligne %d : la session est celle de l’académie %s, pas de la vôtre (%s).", s.Ligne, s.Academie, d.i.Academie)
	}
	if v := d.i.session; v != nil && (v.Annee != s.Annee || v.Tour != s.Tour) {
		d.i.lu.refus = source.Refuser("import.autre_session", s.Ligne, "Ligne %d : OCEAN dit %d, tour %s, et la session %s est celle de %d, tour %s.", s.Ligne, s.Annee, s.Tour, v.Code, v.Annee, v.Tour)
	}
	return nil
}

func (d *depotImaoce) reglement(r imaoce.Reglement) error {
	if !d.deSession(r.Session) {
		return d.ecarter("epreuve_option", r.Ligne, r.Session)
	}
	d.lus["epreuve_option"]++
	caractere := "obligatoire"
	if r.Facultative {
		caractere = "facultatif"
	}
	return d.ajouter("reglementation", colonnesReglement, r.Ligne, r.Examen, r.ExamenLibelle, r.Specialite, r.SpecialiteLibelle, r.Groupe, r.Epreuve.Epreuve, r.Option, r.Libelle, r.Nature, r.Mode,
		r.Coefficient, r.DureeMin, r.PreparationMin, r.Anticipee, caractere, vide(r.GroupeRemuneration))
}

func (d *depotImaoce) inscription(i imaoce.Inscription) error {
	if !d.deSession(i.Session) {
		return d.ecarter("inscription", i.Ligne, i.Session)
	}
	d.lus["inscription"]++
	return d.ajouter("inscription", colonnesInscription, i.Ligne, i.Examen, i.Specialite, i.Epreuve.Epreuve, i.Option, i.Origine, i.Inscrits, i.Dispenses)
}

func (d *depotImaoce) centre(c imaoce.Centre) error {
	if !d.deSession(c.Session) {
		return d.ecarter("centre", c.Ligne, c.Session)
	}
	d.lus["centre_usage"]++
	return d.ajouter("centre", colonnesCentre, c.Ligne, c.Examen, c.UAI, c.Genre, c.Libelle, c.Capacite)
}

func (d *depotImaoce) jury(j imaoce.Jury) error {
	if !d.deSession(j.Session) {
		return d.ecarter("jury", j.Ligne, j.Session)
	}
	d.lus["jury"]++
	return d.ajouter("jury", colonnesJury, j.Ligne, j.Examen, vide(j.Specialite), j.Code, j.Libelle, vide(j.Centre), j.Le, heureDe(j.A), j.Candidats)
}

func (d *depotImaoce) commission(c imaoce.Commission) error {
	if !d.deSession(c.Session) {
		return d.ecarter("commission", c.Ligne, c.Session)
	}
	d.lus["commission"]++
	return d.ajouter("commission", colonnesCommission, c.Ligne, c.Examen, c.Specialite, c.Epreuve.Epreuve, c.Option, c.Jury, c.Code, c.Type, vide(c.Centre), c.Le, heureDe(c.A), c.DureeMin,
		c.Jours, c.Candidats, c.Demandes, vide(c.Profil))
}

func (d *depotImaoce) origine(o imaoce.Origine) error {
	if !d.deSession(o.Session) {
		return d.ecarter("commission_origine", o.Ligne, o.Session)
	}
	d.lus["commission_origine"]++
	return d.ajouter("commission_origine", colonnesOrigine, o.Ligne, o.Examen, vide(o.Specialite), vide(o.Epreuve.Epreuve), o.Option, o.Jury, o.Commission, o.Origine, o.Candidats)
}

func (d *depotImaoce) presents(p imaoce.Presents) error {
	if !d.deSession(p.Session) {
		return d.ecarter("presents", p.Ligne, p.Session)
	}
	d.lus["presents"]++
	return d.ajouter("presents", colonnesPresents, p.Ligne, p.Examen, p.Specialite, p.Epreuve.Epreuve, p.Option, p.Jury, p.Commission, p.NbPresents, p.NbAbsents, p.RemonteLe)
}

// heureDe gives COPY an hour of the day; NULL when there is none.
func heureDe(hm string) pgtype.Time {
	t, err := time.Parse("15:04", hm)
	if err != nil {
		return pgtype.Time{}
	}
	return pgtype.Time{Microseconds: int64(t.Hour()*60+t.Minute()) * 60_000_000, Valid: true}
}
