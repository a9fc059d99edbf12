package app

import (
	"context"
	"slices"
	"strings"

	"imagin/api"
	"imagin/server/internal/activite"
	"imagin/server/internal/affectation"
	"imagin/server/internal/affectation/plan"
	"imagin/server/internal/auth"
	"imagin/server/internal/centre"
	"imagin/server/internal/commune"
	"imagin/server/internal/competence"
	"imagin/server/internal/compte"
	"imagin/server/internal/convocation"
	"imagin/server/internal/courriel"
	"imagin/server/internal/db"
	"imagin/server/internal/disponibilite"
	"imagin/server/internal/donnees"
	"imagin/server/internal/echange"
	"imagin/server/internal/fichier"
	"imagin/server/internal/frais"
	"imagin/server/internal/frais/dossier"
	"imagin/server/internal/frais/releve"
	"imagin/server/internal/frais/suivi"
	"imagin/server/internal/generation"
	"imagin/server/internal/habilitation"
	"imagin/server/internal/intervenant"
	"imagin/server/internal/job"
	"imagin/server/internal/journal"
	"imagin/server/internal/jury"
	"imagin/server/internal/liquidation"
	"imagin/server/internal/list"
	"imagin/server/internal/mission"
	"imagin/server/internal/outil"
	"imagin/server/internal/portail"
	"imagin/server/internal/rapprochement"
	"imagin/server/internal/referentiel"
	"imagin/server/internal/reglementation"
	"imagin/server/internal/saisie"
	"imagin/server/internal/session"
)

// Each domain implements its part of the contract; the aliases only give the embedded fields distinct names.
type (
	acces         = auth.API
	referentiels  = referentiel.API
	sessions      = session.API
	reglements    = reglementation.API
	centres       = centre.API
	missions      = mission.API
	generations   = generation.API
	jurys         = jury.API
	intervenants  = intervenant.API
	competences   = competence.API
	affectations  = affectation.API
	plans         = plan.API
	echanges      = echange.API
	taches        = job.API
	journaux      = journal.API
	communes      = commune.API
	doubles       = rapprochement.API
	ouvertures    = activite.API
	etatsFrais    = frais.API
	dossiersFrais = dossier.API
	relevesFrais  = releve.API
	liquidations  = liquidation.API
	suivis        = suivi.API
	portails      = portail.API
	comptes       = compte.API
	habilitations = habilitation.API
	outils        = outil.API
	personnelles  = donnees.API
	disponibles   = disponibilite.API
	saisies       = saisie.API
	courriels     = courriel.API
	convocations  = convocation.API
)

type operations struct {
	acces
	*portails
	comptes
	habilitations
	outils
	personnelles
	referentiels
	sessions
	reglements
	centres
	missions
	generations
	jurys
	intervenants
	competences
	affectations
	plans
	echanges
	taches
	journaux
	communes
	doubles
	ouvertures
	etatsFrais
	dossiersFrais
	relevesFrais
	liquidations
	suivis
	disponibles
	saisies
	courriels
	convocations
	sante
}

var _ api.StrictServerInterface = operations{}

// listes are those that may be exported, by the name of their resource.
var listes = []list.Liste{
	referentiel.Etablissements,
	session.Sessions,
	reglementation.SessionEpreuves,
	centre.Centres,
	mission.Missions, mission.Creneaux, mission.Types,
	generation.Generations, generation.Ecarts, generation.Regles, generation.Incoherences, generation.Alertes,
	jury.Jurys, jury.Commissions, jury.Origines, jury.Regles,
	activite.Campagnes,
	intervenant.Intervenants, intervenant.Rattachements, intervenant.Enseignements, intervenant.Suppleances, intervenant.Historiques,
	rapprochement.Rapprochements,
	commune.Communes, commune.Limitrophes,
	liquidation.Lots, liquidation.Lignes, liquidation.Retours,
	frais.Distances, frais.ConstatsMissions, frais.Constats, frais.EtatsFrais, dossier.Dossiers, suivi.Suivi,
	echange.Ecarts, echange.Anomalies, echange.Sources,
	competence.Competences, competence.Regles, competence.Calculs, competence.Ecarts, competence.Propositions,
	referentiel.EpreuvesOptions,
	affectation.Affectations,
	plan.Plans, plan.Places, plan.Charges,
	echange.Imports,
	job.Taches,
	journal.Lignes,
	disponibilite.Indisponibilites, disponibilite.Situations, disponibilite.Dispenses, disponibilite.Voeux,
	saisie.SaisiesCompetences,
	courriel.Courriels,
	donnees.Demandes,
	convocation.Convocations, convocation.Traitements,
}

// Types of tâches that this version knows how to do.
func (a *App) typesDeTaches() []job.Type {
	return append(append(a.convocations(nil).Types(), a.liquidation(nil).Types()...),
		a.poste(nil).Type(),
		echange.TypeImport(a.Base, a.Coffre),
		generation.Type(),
		competence.TypeCalcul,
		competence.TypeApplication,
		echange.TypeCollecte(a.Coffre, echange.Portes{Racine: a.Config.DossierCollecte(), Secrets: a.Config.DossierSecrets(), Local: a.Config.CollecteLocale}),
		plan.TypeCalcul(),
	)
}

type sante struct {
	base          *db.DB
	demonstration bool
}

// Version of the product.
const Version = "0.1.0"

// LireSante answers GET /sante: an error when the database does not answer.
func (s sante) LireSante(ctx context.Context, _ api.LireSanteRequestObject) (api.LireSanteResponseObject, error) {
	if err := s.base.Ping(ctx); err != nil {
		return nil, err
	}
	return api.LireSante200JSONResponse{Etat: api.SanteEtatOk, Version: Version, Demonstration: s.demonstration}, nil
}

// poste takes mails in. In demonstration nothing leaves the local mailbox, whatever the environment says.
func (a *App) poste(file *job.File) *courriel.Poste {
	c := a.Config
	return &courriel.Poste{Base: a.Base, File: file, Coffre: a.Coffre, Confinee: c.Demonstration, Facteur: courriel.Facteur{Hote: c.SMTPHote, Chiffrement: c.SMTPChiffrement,
		Compte: c.SMTPCompte, MotDePasse: strings.TrimSpace(c.SMTPMotDePasse), De: c.CourrielDe, Debit: c.CourrielDebit, DKIM: c.DKIMCle, Selecteur: c.DKIMSelecteur},
		Rendus: map[string]courriel.Rendu{convocation.Genre: convocation.Rendre(a.Base, c.URL)}}
}

func (a *App) convocations(file *job.File) convocation.API {
	return convocation.API{Base: a.Base, File: file, Poste: a.poste(file), URL: a.Config.URL, Antivirus: fichier.NouvelAntivirus(a.Config.Antivirus)}
}

// liquidation reaches the ministry's exchange platform by the doors of this deployment.
func (a *App) liquidation(file *job.File) liquidation.API {
	return liquidation.API{Base: a.Base, File: file, Coffre: a.Coffre, Sem: liquidation.Sem{Racine: a.Config.DossierSem(), Secrets: a.Config.DossierSecrets(), Local: a.Config.CollecteLocale}}
}

// imaoce is the base that the deployment declares; in demonstration, the one that was filled beside the data.
func (a *App) imaoce() echange.BaseImaoce {
	if a.Config.Imaoce == "" && a.Config.Demonstration {
		return echange.BaseImaoce{URL: a.Proprietaire}
	}
	return echange.BaseImaoce{URL: a.Config.Imaoce}
}

func (a *App) operations(file *job.File, entrees *portail.API, rondes *rondes) operations {
	poste := a.poste(file)
	a.Residents = plan.NouveauxResidents()
	return operations{
		acces:         auth.API{Sessions: entrees.Sessions, Sortie: entrees.Sortie},
		portails:      entrees,
		comptes:       compte.API{Sessions: entrees.Sessions, Coffre: a.Coffre, Active: entrees.Mode("local") || a.Config.Demonstration, URL: a.Config.URL, Now: a.Signataire.Now},
		referentiels:  referentiel.API{Base: a.Base},
		reglements:    reglementation.API{Base: a.Base},
		centres:       centre.API{Base: a.Base},
		missions:      mission.API{Base: a.Base},
		generations:   generation.API{Base: a.Base, File: file},
		jurys:         jury.API{Base: a.Base},
		sessions:      session.API{Base: a.Base, Controles: slices.Concat(mission.Controles, affectation.Controles), Copies: slices.Concat(reglementation.Copies, competence.Copies, centre.Copies, mission.Copies)},
		intervenants:  intervenant.API{Base: a.Base, Coffre: a.Coffre},
		competences:   competence.API{Base: a.Base, File: file},
		affectations:  affectation.API{Base: a.Base},
		plans:         plan.API{Base: a.Base, File: file, Poste: poste, Convocations: a.convocations(file), Dossiers: plan.NouveauxDossiers(), Residents: a.Residents},
		echanges:      echange.NewAPI(a.Base, file, a.Coffre, a.imaoce(), listes),
		taches:        job.API{Base: a.Base, File: file},
		journaux:      journal.API{Base: a.Base, Sceaux: rondes.sceaux},
		communes:      commune.API{Base: a.Base},
		doubles:       rapprochement.API{Base: a.Base},
		ouvertures:    activite.API{Base: a.Base},
		disponibles:   disponibilite.API{Base: a.Base, Coffre: a.Coffre, Poste: poste, Antivirus: fichier.NouvelAntivirus(a.Config.Antivirus)},
		saisies:       saisie.API{Base: a.Base, Poste: poste},
		courriels:     courriel.API{Poste: poste},
		convocations:  a.convocations(file),
		etatsFrais:    frais.API{Base: a.Base, Coffre: a.Coffre, Routage: a.Routage, Antivirus: fichier.NouvelAntivirus(a.Config.Antivirus)},
		dossiersFrais: dossier.API{Base: a.Base, Coffre: a.Coffre},
		relevesFrais:  releve.API{Base: a.Base},
		liquidations:  a.liquidation(file),
		suivis:        suivi.API{Base: a.Base, Poste: poste},

		habilitations: habilitation.API{Base: a.Base},
		outils:        rondes.outils,
		personnelles:  donnees.API{Base: a.Base, Now: a.Signataire.Now, Poste: poste},

		sante: sante{a.Base, a.Config.Demonstration},
	}
}
