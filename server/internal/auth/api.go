package auth

import (
	"context"
	"encoding/json"
	"net/http"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/activite"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
)

// API holds the operations of sessions and identity.
type API struct {
	*Sessions
	Sortie func(context.Context, Portail) string // where the browser leaves the portal too
}

// reponse is a session in the body and its tokens in cookies, for the three operations that open or prolong one.
type reponse struct {
	ouverte *Ouverte
	sur     bool
}

func (r reponse) ecrire(w http.ResponseWriter) error {
	poserCookies(w, r.ouverte, r.sur)
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(api.SessionWeb{
		Service: r.ouverte.Service.API(), JetonExpireLe: r.ouverte.JetonExpire, SessionExpireLe: r.ouverte.Expire,
	})
}

func (r reponse) VisitOuvrirSessionWebResponse(w http.ResponseWriter) error     { return r.ecrire(w) }
func (r reponse) VisitRenouvelerSessionWebResponse(w http.ResponseWriter) error { return r.ecrire(w) }
func (r reponse) VisitChangerProfilResponse(w http.ResponseWriter) error        { return r.ecrire(w) }

// API is the service as the API writes it.
func (s Service) API() api.Service {
	return api.Service{Id: s.ID, Profil: api.Profil(s.Profil), Libelle: s.Libelle(), Academie: s.Academie,
		AcademieLibelle: s.AcademieLibelle, Etablissement: s.Etablissement}
}

// OuvrirSessionWeb opens the session on the service chosen at the portal.
func (a API) OuvrirSessionWeb(ctx context.Context, r api.OuvrirSessionWebRequestObject) (api.OuvrirSessionWebResponseObject, error) {
	o, err := a.Ouvrir(ctx, r.Body.Ticket, r.Body.Service)
	if err != nil {
		return nil, err
	}
	return reponse{o, cookiesDe(ctx).Sur}, nil
}

// RenouvelerSessionWeb prolongs the session of the refresh cookie.
func (a API) RenouvelerSessionWeb(ctx context.Context, _ api.RenouvelerSessionWebRequestObject) (api.RenouvelerSessionWebResponseObject, error) {
	c := cookiesDe(ctx)
	if c.Renouvellement == "" {
		return nil, fail.New(fail.Unauthenticated, "non_connecte", "Connectez-vous pour continuer.")
	}
	o, err := a.Renouveler(ctx, c.Renouvellement)
	if err != nil {
		return nil, err
	}
	return reponse{o, c.Sur}, nil
}

// ChangerProfil moves to another service of the same person.
func (a API) ChangerProfil(ctx context.Context, r api.ChangerProfilRequestObject) (api.ChangerProfilResponseObject, error) {
	p := access.De(ctx)
	o, err := a.Changer(ctx, p.Academie, p.Session, r.Body.Service)
	if err != nil {
		return nil, err
	}
	return reponse{o, cookiesDe(ctx).Sur}, nil
}

type fermee struct {
	sur   bool
	suite string
}

func (f fermee) VisitFermerSessionWebResponse(w http.ResponseWriter) error {
	oterCookies(w, f.sur)
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(api.FinSession{Suite: f.suite})
}

// FermerSessionWeb is Quitter. Without a session it still clears the cookies.
func (a API) FermerSessionWeb(ctx context.Context, _ api.FermerSessionWebRequestObject) (api.FermerSessionWebResponseObject, error) {
	var p Portail
	if qui := access.De(ctx); qui != nil {
		var err error
		if p, err = a.portailDe(ctx, qui.Academie, qui.Session); err != nil {
			return nil, err
		}
		if err := a.Fermer(ctx, qui.Academie, qui.Session); err != nil {
			return nil, err
		}
	}
	return fermee{cookiesDe(ctx).Sur, a.Sortie(ctx, p)}, nil
}

// LireMoi tells the person who she is here, what she may open and until when.
func (a API) LireMoi(ctx context.Context, _ api.LireMoiRequestObject) (api.LireMoiResponseObject, error) {
	p := access.De(ctx)
	services, err := a.Services(ctx, p.Academie, p.Utilisateur)
	if err != nil {
		return nil, err
	}
	moi := api.Moi{Personne: p.Nom, Intervenant: p.Intervenant, Activites: []api.Activite{}, Services: []api.Service{}}
	for _, s := range services {
		moi.Services = append(moi.Services, s.API())
		if s.ID == p.ProfilID && s.Academie == p.Academie {
			moi.Service = s.API()
		}
	}
	menu, err := activite.Menu(ctx, a.Base, p, a.Signataire.Now())
	if err != nil {
		return nil, err
	}
	for _, e := range menu {
		moi.Activites = append(moi.Activites, enActivite(e))
	}
	err = a.Base.Lire(ctx, p.Academie, func(r db.Reader) error {
		lue, _, err := db.One[Ouverte](ctx, r, `SELECT expire_le AS expire FROM session_web WHERE academie = $1 AND id = $2`, p.Academie, p.Session)
		moi.SessionExpireLe = lue.Expire
		moi.SessionExpireDans = max(int(lue.Expire.Sub(a.Signataire.Now()).Seconds()), 0)
		return err
	})
	return api.LireMoi200JSONResponse(moi), err
}

func enActivite(e activite.Etat) api.Activite {
	a := api.Activite{Code: e.Code, Libelle: e.Libelle, Ouverte: e.Ouverte, FermeLe: e.Fin}
	for champ, v := range map[**string]string{&a.Groupe: e.Groupe, &a.Raison: e.Raison, &a.Message: e.Message} {
		if v != "" {
			*champ = &v
		}
	}
	return a
}
