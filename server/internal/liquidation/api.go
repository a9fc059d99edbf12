// Package liquidation makes lots of the parts that were validated, sends each once, and reads what the systems that pay
// answer. What must be impossible (a part in two live lots, a lot that changes, a payment without its lot) is in the
// database.
package liquidation

import (
	"strings"

	"github.com/google/uuid"

	"imagin/server/internal/db"
	"imagin/server/internal/job"
	"imagin/server/internal/secret"
)

// API holds the operations on lots and returns.
type API struct {
	Base   *db.DB
	File   *job.File
	Coffre *secret.Coffre
	Sem    Sem
}

// Sem is where the doors of this deployment are: the folder under which each académie has hers, the folder of the
// secrets, and whether an SFTP server of the same machine may be reached.
type Sem struct {
	Racine, Secrets string
	Local           bool
}

// Codes of the tâches of this package.
const (
	codeCreation = "lot-creation"
	codeEmission = "lot-emission"
	codeRetour   = "lot-retour"
)

// Types are the tâches of liquidation.
func (a API) Types() []job.Type {
	return []job.Type{{Code: codeCreation, Executer: a.preparer}, {Code: codeEmission, Executer: a.emettre}, {Code: codeRetour, Executer: a.lireRetour}}
}

func nouvelID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

func idDe(objet string) (uuid.UUID, error) {
	return uuid.Parse(objet[strings.LastIndexByte(objet, '/')+1:])
}

func texte(v *string) string {
	if v == nil {
		return ""
	}
	return strings.TrimSpace(*v)
}
