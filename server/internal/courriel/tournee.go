package courriel

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"imagin/server/internal/job"
)

// Ensemble is how many rounds one process makes at the same time, each on its own connection.
const Ensemble = 4

// parLot is how many mails a round takes in hand at once: their attachments are drawn together.
const parLot = 20

// dureeTournee is how long a round lasts before it gives its turn to the next.
const dureeTournee = 10 * time.Minute

// Type is the small work that sends mails: a round takes what is due, whoever posted it, until nothing is left.
func (p *Poste) Type() job.Type {
	return job.Type{Code: Code, Ensemble: Ensemble, Petit: p.tournee}
}

// essaisMax and delai: 1 min, 2, 4… up to 6 h; twelve tries last about a day and a half.
const essaisMax = 12

func delai(essais int) time.Duration {
	return min(time.Minute<<min(essais-1, 10), 6*time.Hour)
}

func (p *Poste) tournee(ctx context.Context, t job.Petit) error {
	c := &connexion{facteur: p.Facteur}
	defer c.fermer()
	for fin := time.Now().Add(dureeTournee); ctx.Err() == nil && time.Now().Before(fin); {
		lot, err := p.prendre(ctx, t)
		if err != nil {
			return err
		}
		if len(lot) == 0 {
			return p.attendre(ctx, t)
		}
		if err := p.porterLot(ctx, t, c, lot); err != nil {
			return err
		}
	}
	if ctx.Err() != nil { // the process is stopping
		return ctx.Err()
	}
	return job.Attendre(time.Second)
}

// porterLot sends the mails in hand, one after the other, each marked as soon as the server has spoken.
func (p *Poste) porterLot(ctx context.Context, t job.Petit, c *connexion, lot []ligne) error {
	switch {
	case p.Confinee:
		return p.marquer(ctx, t, ids(lot), "envoye", "local", "")
	case p.Facteur.Hote == "":
		if err := p.remettre(ctx, t, ids(lot), "Aucun serveur SMTP n’est réglé : IMAGIN_SMTP_HOTE.", 10*time.Minute, 0); err != nil {
			return err
		}
		return job.Attendre(10 * time.Minute)
	}
	plis, err := p.lire(ctx, t.Academie, lot)
	if err != nil {
		return err
	}
	for i, l := range lot {
		x, lu := plis[l.ID]
		if !lu {
			if err := p.remettre(ctx, t, []uuid.UUID{l.ID}, "Le courriel n’a pu être composé de notre fait.", delai(l.Essais+1), 1); err != nil {
				return err
			}
			continue
		}
		definitif, refus := c.porter(ctx, x)
		if errors.Is(refus, errInjoignable) {
			return p.renoncer(ctx, t, lot[i:], refus)
		}
		if err := p.conclure(ctx, t, l, definitif, refus); err != nil {
			return err
		}
	}
	return nil
}

// conclure writes what became of a mail.
func (p *Poste) conclure(ctx context.Context, t job.Petit, l ligne, definitif bool, refus error) error {
	une := []uuid.UUID{l.ID}
	switch {
	case refus == nil:
		return p.marquer(context.WithoutCancel(ctx), t, une, "envoye", "smtp", "")
	case ctx.Err() != nil: // the process is stopping
		return ctx.Err()
	case definitif || l.Essais+1 >= essaisMax:
		return p.marquer(ctx, t, une, "echec", "smtp", refus.Error())
	}
	return p.remettre(ctx, t, une, refus.Error(), delai(l.Essais+1), 1)
}

// renoncer puts back what is in hand when the server cannot be reached, and takes nothing more for a minute.
func (p *Poste) renoncer(ctx context.Context, t job.Petit, lot []ligne, cause error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	slog.WarnContext(ctx, "serveur d’envoi injoignable", "erreur", cause)
	var abandonnes []uuid.UUID
	for _, l := range lot {
		if l.Essais+1 >= essaisMax {
			abandonnes = append(abandonnes, l.ID)
			continue
		}
		if err := p.remettre(ctx, t, []uuid.UUID{l.ID}, cause.Error(), delai(l.Essais+1), 1); err != nil {
			return err
		}
	}
	if err := p.marquer(ctx, t, abandonnes, "echec", "smtp", cause.Error()); err != nil {
		return err
	}
	return job.Attendre(time.Minute)
}
