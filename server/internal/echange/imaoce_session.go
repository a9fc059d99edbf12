package echange

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/echange/imaoce"
	"imagin/server/internal/echange/source"
	"imagin/server/internal/fail"
)

// sessionVisee is the session that an exchange with OCEAN is about.
type sessionVisee struct {
	ID           uuid.UUID
	Code, Etat   string
	Annee        int
	Tour, Fuseau string
}

// lireSession finds a session by "id" or "code". It returns fail.Introuvable.
func lireSession(ctx context.Context, r db.Reader, cle string, valeur any) (*sessionVisee, error) {
	s, ok, err := db.One[sessionVisee](ctx, r, `SELECT s.id, s.code, s.etat, s.annee, s.tour, a.fuseau FROM session s JOIN academie a ON a.code = s.academie
		WHERE s.academie = current_setting('app.academie', true) AND s.`+cle+` = $1`, valeur)
	if err == nil && !ok {
		err = fail.Introuvable("Cette session")
	}
	return &s, err
}

// lierSession settles which session the exchange is about: the one chosen when the file was sent, else the one that its
// lines name. It returns a *source.Refus when there is none, when it is over, or when an earlier exchange is missing.
func (i *importation) lierSession(ctx context.Context) error {
	if i.lu.refus != nil {
		return i.lu.refus
	}
	return i.Base.InAcademie(ctx, i.Academie, func(tx *db.Tx) error {
		if i.session == nil {
			s, err := lireSession(ctx, tx.Reader, "code", i.lu.session)
			if e := fail.As(err); e != nil && e.Kind == fail.NotFound {
				return source.Refuser("import.session_inconnue", 0, "Les lignes sont celles de la session « %s », que l’académie n’a pas. Créez-la dans « Sessions », puis reprenez cet import.", i.lu.session)
			}
			if err != nil {
				return err
			}
			i.session = s
		}
		if i.session.Etat == "close" || i.session.Etat == "archivee" {
			return source.Refuser("import.session_close", 0, "La session %s est close : OCEAN ne la change plus. Rouvrez-la dans « Sessions » s’il le faut vraiment.", i.session.Code)
		}
		if i.lu.session == "" {
			return source.Refuser("import.autre_session", 0, "Aucune ligne ne concerne la session %s. Vérifiez le fichier, ou la session choisie.", i.session.Code)
		}
		manque, err := momentManquant(ctx, tx.Reader, i.session.ID, i.moment)
		if err != nil {
			return err
		}
		if manque > 0 {
			return source.Refuser("import.moment_anterieur", 0, "%s", phraseManque(i.moment, manque))
		}
		_, err = tx.Exec(ctx, "UPDATE import SET session_id = $3, moment = $4 WHERE academie = $1 AND id = $2", i.Academie, i.id, i.session.ID, i.moment)
		return err
	})
}

var nomsMoments = map[int]string{1: "la réglementation", 2: "les inscriptions", 3: "les centres, jurys et commissions", 4: "les présents"}

func phraseManque(moment, manque int) string {
	return fmt.Sprintf("L’échange %d (%s) demande d’abord l’échange %d (%s) : faites-le, puis reprenez celui-ci.", moment, nomsMoments[moment], manque, nomsMoments[manque])
}

// momentManquant is the exchange that must come before, and has not: inscriptions and commissions name épreuves, présents
// name commissions. 0 when nothing is missing.
func momentManquant(ctx context.Context, r db.Reader, session uuid.UUID, moment int) (int, error) {
	var requis int
	var table string
	switch moment {
	case 2, 3:
		requis, table = 1, "session_epreuve"
	case 4:
		requis, table = 3, "commission"
	default:
		return 0, nil
	}
	fait, err := db.Scalar[bool](ctx, r, `SELECT EXISTS (SELECT 1 FROM `+table+` WHERE academie = current_setting('app.academie', true) AND session_id = $1)`, session)
	if err != nil || fait {
		return 0, err
	}
	return requis, nil
}

// deSession says whether a line is one of the session: the one chosen, or the first that a line names. The code of the
// session is remembered.
func (p *preparation) deSession(code string) bool {
	i := p.i
	i.mu.Lock()
	defer i.mu.Unlock()
	attendu := i.lu.session
	if i.session != nil {
		attendu = i.session.Code
	}
	if attendu != "" && code != attendu {
		return false
	}
	i.lu.session = code
	return true
}

// ecarter sets a line of another session aside.
func (p *preparation) ecarter(objet string, ligne int, session string) error {
	attendue := p.i.lu.session
	if p.i.session != nil {
		attendue = p.i.session.Code
	}
	return p.noter(objet)(source.Anomalie{Ligne: ligne, Champ: "session", Valeur: session, Rejet: true, Message: "la session attendue est " + attendue})
}

// deposerImaoce stages one table of the exchange.
func deposerImaoce(p *preparation, f fichierRecu) error {
	d := &depotImaoce{p}
	genre, err := imaoce.Lire(f, p.i.format, p.i.moment, imaoce.Visiteur{Session: d.session, Reglement: d.reglement, Inscription: d.inscription, Centre: d.centre, Jury: d.jury,
		Commission: d.commission, Origine: d.origine, Presents: d.presents, Anomalie: p.noter("ligne")})
	if err == nil {
		p.i.marquer(p.i.lu.parties, string(genre))
	}
	return err
}
