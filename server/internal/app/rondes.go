package app

import (
	"time"

	"imagin/server/internal/donnees"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/outil"
	"imagin/server/internal/portail"
)

// rondes are what access does by itself, and the operations that share it.
type rondes struct {
	sceaux  *journal.Sceaux
	outils  outil.API
	donnees donnees.API
}

func (a *App) rondes(file *job.File, entrees *portail.API) (*rondes, error) {
	sceaux := journal.NewSceaux(a.Base, a.Coffre.Derivee("journal"))
	garde, err := outil.NouvelleGarde(a.Config.SortiesPrivees, a.Config.Demonstration)
	if err != nil {
		return nil, err
	}
	r := &rondes{sceaux: sceaux, outils: outil.API{Sessions: entrees.Sessions, Coffre: a.Coffre, Garde: garde},
		donnees: donnees.API{Base: a.Base, Now: a.Signataire.Now}}
	file.Chaque("sceau du journal", time.Minute, sceaux.Sceller)
	file.Chaque("webhooks", 2*time.Second, r.outils.Prevenir)
	file.Chaque("purge", 24*time.Hour, r.donnees.Ronde)
	return r, nil
}
