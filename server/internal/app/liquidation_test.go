package app_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"imagin/api/client"
	"imagin/server/internal/apitest"
	"imagin/server/internal/db"
	"imagin/server/internal/fail"
	"imagin/server/internal/liquidation/flux"
)

// valider puts n remunerations of the session to come in order of payment: 10,00 €, 20,00 €…
func validerParts(t *testing.T, s *apitest.Serveur, genre string, n int) {
	t.Helper()
	s.Pg.Sql(t, strings.NewReplacer(":genre", genre, ":n", itoa(n)).Replace(`
	INSERT INTO efm_ligne (academie, part_id, rang, regle, code, unite, quantite, taux, coefficient, montant)
	SELECT '014', x.id, 0, 'REM.COPIE', 'BTS', 'copie', 4 * x.n, 25000, 10000, 1000 * x.n FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM efm_part WHERE academie = '014' AND genre = ':genre' AND etat IN ('non_effectuee', 'effectuee', 'sans_objet', 'invalidable') LIMIT :n) x;
	UPDATE efm_part p SET etat = 'valide', montant = l.montant, calcule_le = now() FROM efm_ligne l WHERE p.academie = '014' AND l.academie = '014' AND l.part_id = p.id AND p.genre = ':genre' AND p.etat <> 'valide'`))
}

func itoa(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

type financier struct {
	t *testing.T
	s *apitest.Serveur
	c *client.ClientWithResponses
}

func (f financier) lire(id uuid.UUID) client.Lot {
	f.t.Helper()
	r, err := f.c.LireLotWithResponse(f.t.Context(), id)
	require.NoError(f.t, err)
	require.NotNil(f.t, r.JSON200, "%s", r.Body)
	return *r.JSON200
}

// finir waits for the last tâche of a lot, and gives the lot and what the tâche said.
func (f financier) finir(tache *uuid.UUID) string {
	f.t.Helper()
	var message string
	require.Eventually(f.t, func() bool {
		r, err := f.c.LireTacheWithResponse(f.t.Context(), *tache)
		require.NoError(f.t, err)
		if r.JSON200.Message != nil {
			message = *r.JSON200.Message
		}
		return r.JSON200.Etat != client.EtatTacheEnAttente && r.JSON200.Etat != client.EtatTacheEnCours
	}, 20*time.Second, 20*time.Millisecond)
	return message
}

func (f financier) simuler(cible client.CibleLot) client.BilanLot {
	f.t.Helper()
	r, err := f.c.SimulerLotWithResponse(f.t.Context(), client.ChoixLot{Cible: cible, Session: ptr("2027-N")})
	require.NoError(f.t, err)
	require.NotNil(f.t, r.JSON200, "%s", r.Body)
	return *r.JSON200
}

func (f financier) creer(cible client.CibleLot, attendu int) (client.Lot, string) {
	f.t.Helper()
	r, err := f.c.CreerLotWithResponse(f.t.Context(), nil, client.DemandeLot{Cible: cible, Session: ptr("2027-N"), Attendu: attendu})
	require.NoError(f.t, err)
	require.NotNil(f.t, r.JSON202, "%s", r.Body)
	message := f.finir(r.JSON202.Tache)
	return f.lire(r.JSON202.Id), message
}

func (f financier) controler(id uuid.UUID) client.ControleLot {
	f.t.Helper()
	r, err := f.c.ControlerLotWithResponse(f.t.Context(), id)
	require.NoError(f.t, err)
	require.NotNil(f.t, r.JSON200, "%s", r.Body)
	return *r.JSON200
}

func (f financier) emettre(id uuid.UUID) (client.Lot, string) {
	f.t.Helper()
	r, err := f.c.EmettreLotWithResponse(f.t.Context(), id)
	require.NoError(f.t, err)
	require.NotNil(f.t, r.JSON202, "%s", r.Body)
	message := f.finir(r.JSON202.Tache)
	return f.lire(id), message
}

func (f financier) partir(cible client.CibleLot, attendu int) client.Lot {
	f.t.Helper()
	l, message := f.creer(cible, attendu)
	require.Equal(f.t, client.EtatLotPrepare, l.Etat, message)
	f.controler(l.Id)
	l, message = f.emettre(l.Id)
	require.Equal(f.t, client.EtatLotTransmis, l.Etat, message)
	return l
}

func (f financier) lignes(lot uuid.UUID) []client.LigneLot {
	f.t.Helper()
	r, err := f.c.ListerLignesLotWithResponse(f.t.Context(), &client.ListerLignesLotParams{Filtre: ptr("lot==" + lot.String()), Taille: ptr(client.TaillePage(200))})
	require.NoError(f.t, err)
	require.NotNil(f.t, r.JSON200, "%s", r.Body)
	return r.JSON200.Items
}

func (f financier) deposer(b []byte) *client.DeposerRetourLiquidationResponse {
	f.t.Helper()
	var corps bytes.Buffer
	w := multipart.NewWriter(&corps)
	p, err := w.CreateFormFile("retour", "retour.csv")
	require.NoError(f.t, err)
	_, _ = p.Write(b)
	require.NoError(f.t, w.Close())
	r, err := f.c.DeposerRetourLiquidationWithBodyWithResponse(f.t.Context(), w.FormDataContentType(), &corps)
	require.NoError(f.t, err)
	return r
}

// repondre deposits a return and gives what came of it.
func (f financier) repondre(b []byte) client.RetourLiquidation {
	f.t.Helper()
	d := f.deposer(b)
	require.NotNil(f.t, d.JSON202, "%s", d.Body)
	f.finir(d.JSON202.Tache)
	r, err := f.c.LireRetourLiquidationWithResponse(f.t.Context(), d.JSON202.Id)
	require.NoError(f.t, err)
	return *r.JSON200
}

func (f financier) regler(e client.EcritureReglageLiquidation) *client.ReglerLiquidationResponse {
	f.t.Helper()
	avant, err := f.c.LireReglageLiquidationWithResponse(f.t.Context())
	require.NoError(f.t, err)
	r, err := f.c.ReglerLiquidationWithResponse(f.t.Context(), &client.ReglerLiquidationParams{IfMatch: itoa(avant.JSON200.Version)}, e)
	require.NoError(f.t, err)
	return r
}

func retourDe(l client.Lot, reponses ...flux.Reponse) []byte {
	var b bytes.Buffer
	_ = flux.EcrireRetour(&b, &flux.Retour{Academie: "014", Cible: strings.ToUpper(string(l.Cible)), Fichier: l.NomFichier, Numero: l.Numero, Reponses: reponses})
	return b.Bytes()
}

var jourPaye = time.Date(2027, 8, 27, 0, 0, 0, 0, time.UTC)

func nouveauFinancier(t *testing.T) financier {
	t.Helper()
	s := apitest.Nouveau(t)
	creerEtats(t, s)
	return financier{t, s, s.Client(t, "gestionnaire_financier")}
}

// TestLiquidation goes from validated parts to their payment: what is read is what is done, a lot leaves once, each answer
// counts once, and what is rejected is paid by another lot.
func TestLiquidation(t *testing.T) {
	f := nouveauFinancier(t)
	s := f.s
	validerParts(t, s, "remuneration", 6)
	require.Equal(t, "manuel", string(f.regler(client.EcritureReglageLiquidation{Porte: "manuel"}).JSON200.Porte))
	require.NotNil(t, f.regler(client.EcritureReglageLiquidation{Porte: "dossier"}).JSON200)
	b := f.simuler(client.CibleLotKhephren)
	require.Equal(t, 6, b.Parts)
	require.EqualValues(t, 21_000, b.Somme)
	require.Zero(t, f.simuler(client.CibleLotDt).Parts)
	require.Zero(t, f.simuler(client.CibleLotKheops).Parts, "rien d’avant 2010")

	l, message := f.creer(client.CibleLotKhephren, 5)
	require.Equal(t, client.EtatLotAnnule, l.Etat)
	require.Contains(t, message, "il y en a maintenant 6")
	l, _ = f.creer(client.CibleLotKhephren, 6)
	require.Equal(t, client.EtatLotPrepare, l.Etat)
	require.Equal(t, "IMAGIN_014_KHEPHREN_000002.csv", l.NomFichier)
	require.EqualValues(t, 21_000, l.Somme)
	require.Zero(t, f.simuler(client.CibleLotKhephren).Parts)
	require.Equal(t, []client.RaisonLot{{Raison: "Déjà dans un lot vivant.", Parts: 6}}, f.simuler(client.CibleLotKhephren).Laissees)
	_, message = f.creer(client.CibleLotKhephren, 6)
	require.Contains(t, message, "maintenant 0")

	// A part of a live lot is neither sent back nor cancelled.
	lignes := f.lignes(l.Id)
	require.Len(t, lignes, 6)
	for _, action := range []client.ActionFrais{client.ActionFraisRenvoyer, client.ActionFraisAnnuler} {
		r, err := f.c.AgirEtatsFraisWithResponse(t.Context(), client.ActionEtatsFrais{Selection: client.Selection{Mode: client.SelectionModeLignes, Ids: &[]uuid.UUID{lignes[0].EtatFrais}}, Action: action, Motif: ptr("x"), Part: ptr(client.GenrePartRemuneration)})
		require.NoError(t, err)
		require.Equal(t, http.StatusConflict, r.StatusCode())
		require.Equal(t, "etat_frais.en_lot", r.ApplicationproblemJSONDefault.Code)
	}

	// It does not leave unchecked; it leaves once.
	r, err := f.c.EmettreLotWithResponse(t.Context(), l.Id)
	require.NoError(t, err)
	require.Equal(t, "lot.etat", r.ApplicationproblemJSONDefault.Code)
	c := f.controler(l.Id)
	require.Equal(t, client.EtatLotControle, c.Lot.Etat)
	require.Equal(t, "numen", c.Constats[0].Code)
	require.Equal(t, 6, c.Constats[0].Nombre)
	l, _ = f.emettre(l.Id)
	require.Equal(t, client.EtatLotTransmis, l.Etat)
	require.Contains(t, *l.Recu, "déposé et relu")
	envoi := filepath.Join(s.Config.DossierSem(), "014", "envoi")
	octets, err := os.ReadFile(filepath.Join(envoi, l.NomFichier))
	require.NoError(t, err)
	lu, err := flux.Relire(bytes.NewReader(octets), flux.Khephren)
	require.NoError(t, err)
	require.Equal(t, flux.Bilan{Parts: 6, Somme: 21_000}, lu)
	require.Equal(t, "6", sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'transmis'`))
	r, err = f.c.EmettreLotWithResponse(t.Context(), l.Id)
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, r.StatusCode())
	a, err := f.c.AnnulerLotWithResponse(t.Context(), l.Id, client.MotifLot{Motif: "trop tard"})
	require.NoError(t, err)
	require.Equal(t, "lot.parti", a.ApplicationproblemJSONDefault.Code)

	// Answers: received, paid as asked, paid otherwise, rejected; twice the same file changes nothing.
	p := func(i int) uuid.UUID { return *lignes[i].Part }
	bon := retourDe(l, flux.Reponse{Part: p(0), Statut: "RECU", Le: jourPaye}, flux.Reponse{Part: p(1), Statut: "ACCEPTE", Le: jourPaye, Montant: lignes[1].Montant},
		flux.Reponse{Part: p(2), Statut: "ACCEPTE", Le: jourPaye, Montant: lignes[2].Montant - 1}, flux.Reponse{Part: p(3), Statut: "REJETE", Le: jourPaye, Code: "R12", Motif: "Agent inconnu"})
	lu1 := f.repondre(bon)
	require.Equal(t, client.RetourLiquidationEtatLu, lu1.Etat, "%v", lu1.Message)
	require.Equal(t, []int{1, 2, 1, 1, 0}, []int{lu1.Recus, lu1.Acceptes, lu1.Rejetes, lu1.Ecarts, lu1.Deja})
	l = f.lire(l.Id)
	require.Equal(t, client.EtatLotAcquitte, l.Etat)
	require.Equal(t, []int{2, 1, 1}, []int{l.Acceptes, l.Rejetes, l.Ecarts})
	require.Equal(t, lignes[1].Montant+lignes[2].Montant-1, l.Paye)
	require.Equal(t, lu1.Id, f.repondre(bon).Id, "le même fichier est le même retour")
	require.Equal(t, l, f.lire(l.Id))
	autre := f.repondre(append([]byte("\xef\xbb\xbf"), bon...))
	require.Equal(t, client.RetourLiquidationEtatLu, autre.Etat)
	require.Equal(t, 4, autre.Deja, "d’autres octets, les mêmes réponses")
	require.Equal(t, "2 1", sql(t, s, `SELECT acceptes || ' ' || rejetes FROM lot WHERE numero = 2`))
	require.Equal(t, "R12 : Agent inconnu", sql(t, s, `SELECT motif FROM efm_part WHERE etat = 'rejete'`))

	// The person reads when she was paid.
	d, err := f.c.LireEtatFraisWithResponse(t.Context(), lignes[1].EtatFrais)
	require.NoError(t, err)
	for _, part := range d.JSON200.Parts {
		if part.Genre == client.GenrePartRemuneration {
			require.Equal(t, "2027-08-27", part.PayeLe.String())
			require.Equal(t, client.EtatPartAccepte, part.Etat)
		}
	}

	// What contradicts, what is unknown, what is cut: refused whole, with its line.
	for nom, x := range map[string]struct {
		b        []byte
		contient string
	}{
		"part inconnue":   {retourDe(l, flux.Reponse{Part: p(4), Statut: "ACCEPTE", Le: jourPaye, Montant: 1}, flux.Reponse{Part: uuid.New(), Statut: "RECU", Le: jourPaye}), "Ligne 3 : la part"},
		"payée rejetée":   {retourDe(l, flux.Reponse{Part: p(1), Statut: "REJETE", Le: jourPaye, Motif: "non"}), "Ligne 2 : la part"},
		"payée deux fois": {retourDe(l, flux.Reponse{Part: p(1), Statut: "ACCEPTE", Le: jourPaye.AddDate(0, 0, 1), Montant: lignes[1].Montant}), "déjà payée, le 27/08/2027"},
		"rejetée payée":   {retourDe(l, flux.Reponse{Part: p(3), Statut: "ACCEPTE", Le: jourPaye, Montant: 1}), "l’avait rejetée"},
		"tronqué":         {bon[:len(bon)/2], "tronqué"},
		"autre lot":       {retourDe(client.Lot{Cible: "khephren", NomFichier: l.NomFichier, Numero: 99}, flux.Reponse{Part: p(4), Statut: "RECU", Le: jourPaye}), "pas de lot n° 99"},
		"autre fichier":   {retourDe(client.Lot{Cible: "khephren", NomFichier: "IMAGIN_X.csv", Numero: 2}, flux.Reponse{Part: p(4), Statut: "RECU", Le: jourPaye}), "pas « IMAGIN_X.csv »"},
		"lot annulé":      {retourDe(client.Lot{Cible: "khephren", NomFichier: "IMAGIN_014_KHEPHREN_000001.csv", Numero: 1}, flux.Reponse{Part: p(4), Statut: "RECU", Le: jourPaye}), "annulé"},
	} {
		refuse := f.repondre(x.b)
		require.Equal(t, client.RetourLiquidationEtatRefuse, refuse.Etat, nom)
		require.Contains(t, *refuse.Message, x.contient, nom)
	}
	require.Equal(t, l, f.lire(l.Id), "aucun refus n’a rien changé")

	// Rejected, corrected, validated again: another lot, and the first does not take it back.
	part := client.GenrePartRemuneration
	s.Pg.Sql(t, `INSERT INTO constat (academie, id, affectation_id, mission_id, fait, minutes, saisi_par, saisi_profil, saisi_le) SELECT '014', gen_random_uuid(), e.affectation_id, e.mission_id, 'fait', 120, 'x', 'chef_centre', now()
		FROM etat_frais e JOIN efm_part p ON p.etat_frais_id = e.id WHERE p.etat = 'rejete'; UPDATE type_mission SET remuneration = 'oral'`)
	v, err := f.c.AgirEtatsFraisWithResponse(t.Context(), client.ActionEtatsFrais{Selection: client.Selection{Mode: client.SelectionModeLignes, Ids: &[]uuid.UUID{lignes[3].EtatFrais}}, Action: client.ActionFraisValider, Part: &part})
	require.NoError(t, err)
	require.Equal(t, 1, v.JSON200.Parts, "%s", v.Body)
	l2 := f.partir(client.CibleLotKhephren, 1)
	require.Equal(t, client.RetourLiquidationEtatRefuse, f.repondre(retourDe(l, flux.Reponse{Part: p(3), Statut: "ACCEPTE", Le: jourPaye, Montant: 2})).Etat)
	require.Equal(t, client.RetourLiquidationEtatLu, f.repondre(retourDe(l2, flux.Reponse{Part: p(3), Statut: "ACCEPTE", Le: jourPaye, Montant: l2.Somme})).Etat)
	require.Equal(t, client.EtatLotSolde, f.lire(l2.Id).Etat)

	// The return box of the door is looked into; a whole answer settles the lot.
	reste := retourDe(l, flux.Reponse{Part: p(0), Statut: "ACCEPTE", Le: jourPaye, Montant: lignes[0].Montant}, flux.Reponse{Part: p(4), Statut: "ACCEPTE", Le: jourPaye, Montant: lignes[4].Montant},
		flux.Reponse{Part: p(5), Statut: "ACCEPTE", Le: jourPaye, Montant: lignes[5].Montant})
	require.NoError(t, os.WriteFile(filepath.Join(s.Config.DossierSem(), "014", "retour", "IMAGIN_014_KHEPHREN_000002_ACK.csv"), reste, 0o600))
	rel, err := f.c.ReleverRetoursWithResponse(t.Context())
	require.NoError(t, err)
	require.NotNil(t, rel.JSON200, "%s", rel.Body)
	require.Eventually(t, func() bool { return f.lire(l.Id).Etat == client.EtatLotSolde }, 20*time.Second, 50*time.Millisecond)
	require.Equal(t, "6", sql(t, s, `SELECT count(*) FROM efm_part WHERE etat = 'accepte'`))
	rel, err = f.c.ReleverRetoursWithResponse(t.Context())
	require.NoError(t, err)
	require.Zero(t, rel.JSON200.Nouveaux)

	// The files are opened by those who pay, and each opening is told.
	dl, err := f.c.TelechargerLotWithResponse(t.Context(), l.Id)
	require.NoError(t, err)
	require.Equal(t, octets, dl.Body)
	require.Equal(t, "1", sql(t, s, `SELECT count(*) FROM journal WHERE action = 'lecture_fichier' AND objet = 'lot'`))
	for _, profil := range []string{"administrateur", "gestionnaire", "inspecteur", "intervenant"} {
		dl, err := s.Client(t, profil).TelechargerLotWithResponse(t.Context(), l.Id)
		require.NoError(t, err)
		require.Equal(t, http.StatusForbidden, dl.StatusCode(), profil)
	}
	require.Equal(t, "0", sql(t, s, `SELECT count(*) FROM fichier_morceau WHERE encode(contenu, 'escape') LIKE '%KHEPHREN%'`), "scellé")
}

// TestAnnulerUnLot gives its parts back, as long as it has not left.
func TestAnnulerUnLot(t *testing.T) {
	f := nouveauFinancier(t)
	validerParts(t, f.s, "remuneration", 3)
	l, _ := f.creer(client.CibleLotKhephren, 3)
	a, err := f.c.AnnulerLotWithResponse(t.Context(), l.Id, client.MotifLot{Motif: "Erreur de session"})
	require.NoError(t, err)
	require.Equal(t, client.EtatLotAnnule, a.JSON200.Etat)
	require.Equal(t, 3, f.simuler(client.CibleLotKhephren).Parts)
	dl, err := f.c.TelechargerLotWithResponse(t.Context(), l.Id)
	require.NoError(t, err)
	require.Equal(t, "lot.sans_fichier", dl.ApplicationproblemJSONDefault.Code, "le fichier d’un lot annulé ne se remet plus")

	// A door that fails keeps the lot where it is; given up before it was published, its parts are free.
	require.NotNil(t, f.regler(client.EcritureReglageLiquidation{Porte: "dossier"}).JSON200)
	require.NoError(t, os.RemoveAll(filepath.Join(f.s.Config.DossierSem(), "014", "envoi")))
	l, _ = f.creer(client.CibleLotKhephren, 3)
	f.controler(l.Id)
	l, _ = f.emettre(l.Id)
	require.Equal(t, client.EtatLotTransmission, l.Etat)
	require.Contains(t, *l.Faute, "n’existe pas")
	a, err = f.c.AnnulerLotWithResponse(t.Context(), l.Id, client.MotifLot{Motif: "Porte en panne"})
	require.NoError(t, err)
	require.Equal(t, client.EtatLotAnnule, a.JSON200.Etat)

	// The way is mended: the sending is taken up again.
	l, _ = f.creer(client.CibleLotKhephren, 3)
	f.controler(l.Id)
	l, _ = f.emettre(l.Id)
	require.Equal(t, client.EtatLotTransmission, l.Etat)
	require.NoError(t, os.MkdirAll(filepath.Join(f.s.Config.DossierSem(), "014", "envoi"), 0o750))
	l, _ = f.emettre(l.Id)
	require.Equal(t, client.EtatLotTransmis, l.Etat)
	require.Nil(t, l.Faute)
}

// TestLaBaseNePaiePasDeuxFois: past the code, the database itself refuses each way to pay twice.
func TestLaBaseNePaiePasDeuxFois(t *testing.T) {
	f := nouveauFinancier(t)
	validerParts(t, f.s, "remuneration", 4)
	l := f.partir(client.CibleLotKhephren, 4)
	p := f.lignes(l.Id)
	f.repondre(retourDe(l, flux.Reponse{Part: *p[0].Part, Statut: "ACCEPTE", Le: jourPaye, Montant: p[0].Montant}))
	autre := uuid.New()
	for nom, x := range map[string]struct{ sql, code string }{
		"second lot":              {`INSERT INTO lot (academie, id, numero, cible, attendu, devise, nom_fichier, execution, cree_par) VALUES ('014', '` + autre.String() + `', 77, 'sepa', 1, 'EUR', 'x', '2027-01-01', 'x'); INSERT INTO lot_ligne (academie, id, lot_id, rang, part_id, genre, mission_id, intervenant_id, montant, devise) SELECT academie, gen_random_uuid(), '` + autre.String() + `', 1, part_id, genre, mission_id, intervenant_id, montant, devise FROM lot_ligne WHERE rang = 1`, "lot.deja"},
		"même mission":            {`INSERT INTO lot (academie, id, numero, cible, attendu, devise, nom_fichier, execution, cree_par) VALUES ('014', '` + autre.String() + `', 77, 'sepa', 1, 'EUR', 'x', '2027-01-01', 'x'); INSERT INTO lot_ligne (academie, id, lot_id, rang, part_id, genre, mission_id, intervenant_id, montant, devise) SELECT l.academie, gen_random_uuid(), '` + autre.String() + `', 1, (SELECT id FROM efm_part WHERE academie = '014' AND etat = 'non_effectuee' LIMIT 1), l.genre, l.mission_id, l.intervenant_id, l.montant, l.devise FROM lot_ligne l WHERE l.rang = 1`, "lot.travail"},
		"ligne ajoutée":           {`INSERT INTO lot_ligne (academie, id, lot_id, rang, part_id, genre, mission_id, intervenant_id, montant, devise) SELECT '014', gen_random_uuid(), '` + l.Id.String() + `', 99, p.id, 'remuneration', gen_random_uuid(), p.intervenant_id, 5, 'EUR' FROM efm_part p WHERE p.academie = '014' AND p.etat = 'non_effectuee' LIMIT 1`, "lot.fige"},
		"montant changé":          {`UPDATE lot_ligne SET montant = montant + 1`, "lot.fige"},
		"lot rouvert":             {`UPDATE lot SET etat = 'controle'`, "transition_interdite"},
		"lot annulé":              {`UPDATE lot SET etat = 'annule', motif = 'x'`, "lot.lignes"},
		"lot soldé trop tôt":      {`UPDATE lot SET etat = 'solde'`, "lot.sans_reponse"},
		"part revalidée":          {`UPDATE efm_part SET etat = 'a_valider' WHERE etat = 'transmis'`, "transition_interdite"},
		"part rejetée seule":      {`UPDATE efm_part SET etat = 'rejete' WHERE etat = 'transmis'`, "etat_frais.en_lot"},
		"part payée seule":        {`UPDATE efm_part SET etat = 'accepte' WHERE etat = 'transmis'`, "etat_frais.sans_lot"},
		"jour déplacé":            {`UPDATE efm_part SET jour = jour + 1 WHERE etat = 'accepte'`, "etat_frais.fige"},
		"montant payé changé":     {`UPDATE efm_part SET montant = montant + 1 WHERE etat = 'accepte'`, "etat_frais.fige"},
		"ligne payée rejetée":     {`UPDATE lot_ligne SET etat = 'rejete', motif = 'x', paye_le = NULL, paye_montant = NULL WHERE etat = 'accepte'`, "transition_interdite"},
		"ligne transmise retirée": {`UPDATE lot_ligne SET etat = 'retire' WHERE etat = 'en_lot'`, "lot.fige"},
	} {
		t.Run(nom, func(t *testing.T) { require.Equal(t, x.code, codeSQL(t, f.s, x.sql)) })
	}
}

// codeSQL runs statements as the service would, and gives the code of their refusal.
func codeSQL(t *testing.T, s *apitest.Serveur, sql string) string {
	t.Helper()
	ctx := db.AvecActeur(t.Context(), db.Acteur{Qui: "essai"})
	err := s.Base.InAcademie(ctx, "014", func(tx *db.Tx) error {
		for _, q := range strings.Split(sql, ";") {
			if _, err := tx.Exec(ctx, q); err != nil {
				return err
			}
		}
		return nil
	})
	if e := fail.As(err); e != nil {
		return e.Code
	}
	return fmt.Sprint(err)
}
