package courriel

import (
	"context"
	"errors"
	"fmt"

	"github.com/wneessen/go-mail"
)

// parConnexion is how many mails one connection carries before another is opened: servers often cut beyond a hundred.
const parConnexion = 80

// errInjoignable says that the server could not be reached: nothing was asked of it.
var errInjoignable = errors.New("le serveur d’envoi n’a pu être joint")

// connexion is a session with the SMTP server, kept from one mail to the next.
type connexion struct {
	facteur Facteur
	client  *mail.Client
	portes  int
}

// porter sends one mail. definitif: trying again cannot help, the server refused the address or the mail. It returns
// errInjoignable when no session could be opened.
func (c *connexion) porter(ctx context.Context, p pli) (definitif bool, err error) {
	m, err := c.facteur.composer(p)
	if err != nil {
		return true, err
	}
	if err := c.ouvrir(ctx); err != nil {
		return false, err
	}
	c.portes++
	err = c.client.Send(m)
	var refus *mail.SendError
	repondu := errors.As(err, &refus) && refus.ErrorCode() > 0
	if err != nil && !repondu { // cut, or silent: another session for the next one
		c.fermer()
	}
	if m.IsDelivered() { // accepted: what failed came after
		return false, nil
	}
	return repondu && refus.ErrorCode() >= 500 && !refus.IsTemp(), err
}

func (c *connexion) ouvrir(ctx context.Context) error {
	if c.client != nil && c.portes < parConnexion {
		return nil
	}
	c.fermer()
	client, err := c.facteur.client()
	if err != nil {
		return err
	}
	if err := client.DialWithContext(ctx); err != nil {
		return fmt.Errorf("%w : %w", errInjoignable, err)
	}
	c.client, c.portes = client, 0
	return nil
}

func (c *connexion) fermer() {
	if c.client != nil {
		_ = c.client.Close() // the server may have gone first
		c.client = nil
	}
}
