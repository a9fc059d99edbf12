package liquidation

import (
	"context"

	"github.com/google/uuid"

	"imagin/api"
	"imagin/server/internal/access"
	"imagin/server/internal/fail"
	"imagin/server/internal/frais"
	"imagin/server/internal/list"
)

func tout(*access.Principal) list.Portee { return list.Portee{} }

var cibles = []string{"khephren", "dt", "kheops", "sepa"}

// Lots is the list of lots, the latest first.
var Lots = list.Liste{
	Operation: "ListerLots", Portee: tout,
	Definition: &list.Definition{
		Ressource: "lots", Base: "lot t", Alias: "t", Tri: "-numero",
		Jointures:  []list.Jointure{{Alias: "s", SQL: "LEFT JOIN session s ON s.academie = t.academie AND s.id = t.session_id"}},
		Recherches: []list.Cherche{{SQL: "lower(t.nom_fichier)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "t.id", Genre: list.UUID},
			{Cle: "numero", Titre: "Lot", SQL: "t.numero", Genre: list.Nombre, NonNul: true},
			{Cle: "cible", Titre: "Cible", SQL: "t.cible", Genre: list.Choix, Valeurs: cibles, NonNul: true},
			{Cle: "session", Titre: "Session", SQL: "s.code", Via: []string{"s"}, Ref: &list.Ref{SQL: "t.session_id", Table: "session", Code: "code"}},
			{Cle: "examen", Titre: "Examen", SQL: "t.examen"},
			{Cle: "jusqu_au", Titre: "Jusqu’au", SQL: "t.jusqu_au", Genre: list.Date},
			{Cle: "devise", Titre: "Devise", SQL: "t.devise"},
			{Cle: "etat", Titre: "État", SQL: "t.etat", Genre: list.Choix, NonNul: true, Valeurs: []string{"demande", "prepare", "controle", "transmission", "transmis", "acquitte", "solde", "annule"}},
			{Cle: "nombre", Titre: "Parts", SQL: "t.nombre", Genre: list.Nombre, NonNul: true},
			{Cle: "somme", Titre: "Somme", SQL: "t.somme", Genre: list.Nombre, NonNul: true},
			{Cle: "acceptes", Titre: "Payées", SQL: "t.acceptes", Genre: list.Nombre, NonNul: true},
			{Cle: "rejetes", Titre: "Rejetées", SQL: "t.rejetes", Genre: list.Nombre, NonNul: true},
			{Cle: "ecarts", Titre: "Écarts", SQL: "t.ecarts", Genre: list.Nombre, NonNul: true},
			{Cle: "paye", Titre: "Payé", SQL: "t.paye", Genre: list.Nombre, NonNul: true},
			{Cle: "nom_fichier", Titre: "Fichier", SQL: "t.nom_fichier", NonNul: true},
			{Cle: "empreinte", Titre: "Empreinte", SQL: "t.empreinte"},
			{Cle: "taille", Titre: "Octets", SQL: "t.taille", Genre: list.Nombre},
			{Cle: "execution", Titre: "Exécution", SQL: "t.execution", Genre: list.Date, NonNul: true},
			{Cle: "porte", Titre: "Porte", SQL: "t.porte"},
			{Cle: "transmis_le", Titre: "Transmis le", SQL: "t.transmis_le", Genre: list.Instant},
			{Cle: "recu", Titre: "Reçu", SQL: "t.recu"},
			{Cle: "faute", Titre: "Échec", SQL: "t.faute"},
			{Cle: "motif", Titre: "Motif", SQL: "t.motif"},
			{Cle: "tache", Titre: "Tâche", SQL: "t.tache_id", Genre: list.UUID, Cachee: true},
			{Cle: "cree_le", Titre: "Créé le", SQL: "t.cree_le", Genre: list.Instant, NonNul: true},
			{Cle: "cree_par", Titre: "Par", SQL: "t.cree_par"},
			{Cle: "version", Titre: "Version", SQL: "t.version", Genre: list.Nombre, Cachee: true},
		},
	},
}

// Lignes is the list of the parts of lots, with what was answered of each.
var Lignes = list.Liste{
	Operation: "ListerLignesLot", Portee: tout,
	Definition: &list.Definition{
		Ressource: "lots-lignes", Base: "lot_ligne l", Alias: "l", Tri: "rang",
		Jointures: []list.Jointure{
			{Alias: "t", SQL: "JOIN lot t ON t.academie = l.academie AND t.id = l.lot_id"},
			{Alias: "p", SQL: "JOIN efm_part p ON p.academie = l.academie AND p.id = l.part_id"},
			{Alias: "e", SQL: "JOIN etat_frais e ON e.academie = p.academie AND e.id = p.etat_frais_id", Apres: []string{"p"}},
			{Alias: "m", SQL: "JOIN mission m ON m.academie = e.academie AND m.id = e.mission_id", Apres: []string{"e"}},
			{Alias: "i", SQL: "JOIN intervenant i ON i.academie = p.academie AND i.id = p.intervenant_id", Apres: []string{"p"}},
		},
		Recherches: []list.Cherche{{SQL: "sans_accent(i.nom || ' ' || i.prenom)", Via: []string{"i"}}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "l.id", Genre: list.UUID},
			{Cle: "lot", Titre: "Lot (identifiant)", SQL: "l.lot_id", Genre: list.UUID, Cachee: true},
			{Cle: "lot_numero", Titre: "Lot", SQL: "t.numero", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "rang", Titre: "Rang", SQL: "l.rang", Genre: list.Nombre, NonNul: true},
			{Cle: "part", Titre: "Part", SQL: "l.part_id", Genre: list.UUID, Cachee: true},
			{Cle: "etat_frais", Titre: "État de frais", SQL: "p.etat_frais_id", Genre: list.UUID, Cachee: true, Via: []string{"p"}},
			{Cle: "genre", Titre: "Part", SQL: "l.genre", Genre: list.Choix, Valeurs: []string{"remuneration", "deplacement"}, NonNul: true},
			{Cle: "nom", Titre: "Nom", SQL: "i.nom", Via: []string{"i"}}, {Cle: "prenom", Titre: "Prénom", SQL: "i.prenom", Via: []string{"i"}},
			{Cle: "jour", Titre: "Jour", SQL: "p.jour", Genre: list.Date, Via: []string{"p"}},
			{Cle: "examen", Titre: "Examen", SQL: "m.examen", Via: []string{"m"}},
			{Cle: "montant", Titre: "Montant", SQL: "l.montant", Genre: list.Nombre, NonNul: true},
			{Cle: "devise", Titre: "Devise", SQL: "l.devise"},
			{Cle: "etat", Titre: "Réponse", SQL: "l.etat", Genre: list.Choix, Valeurs: []string{"en_lot", "recu", "accepte", "rejete", "retire"}, NonNul: true},
			{Cle: "part_etat", Titre: "État de la part", SQL: "p.etat", Genre: list.Choix, Valeurs: frais.Etats, Via: []string{"p"}},
			{Cle: "paye_le", Titre: "Payée le", SQL: "l.paye_le", Genre: list.Date},
			{Cle: "paye_montant", Titre: "Montant payé", SQL: "l.paye_montant", Genre: list.Nombre},
			{Cle: "ecart", Titre: "Écart", SQL: "coalesce(l.paye_montant <> l.montant, false)", Genre: list.Booleen},
			{Cle: "motif_code", Titre: "Code", SQL: "l.motif_code"},
			{Cle: "motif", Titre: "Motif", SQL: "l.motif"},
		},
	},
}

// Retours is the list of the files that answered, the latest first.
var Retours = list.Liste{
	Operation: "ListerRetoursLiquidation", Portee: tout,
	Definition: &list.Definition{
		Ressource: "retours-liquidation", Base: "retour_liquidation r", Alias: "r", Tri: "-depose_le",
		Jointures:  []list.Jointure{{Alias: "t", SQL: "LEFT JOIN lot t ON t.academie = r.academie AND t.id = r.lot_id"}},
		Recherches: []list.Cherche{{SQL: "lower(r.nom)"}},
		Colonnes: []list.Colonne{
			{Cle: "id", Titre: "Identifiant", SQL: "r.id", Genre: list.UUID},
			{Cle: "lot", Titre: "Lot (identifiant)", SQL: "r.lot_id", Genre: list.UUID, Cachee: true},
			{Cle: "lot_numero", Titre: "Lot", SQL: "t.numero", Genre: list.Nombre, Via: []string{"t"}},
			{Cle: "nom", Titre: "Fichier", SQL: "r.nom", NonNul: true},
			{Cle: "etat", Titre: "État", SQL: "r.etat", Genre: list.Choix, Valeurs: []string{"depose", "lu", "refuse"}, NonNul: true},
			{Cle: "message", Titre: "Bilan", SQL: "r.message"},
			{Cle: "taille", Titre: "Octets", SQL: "r.taille", Genre: list.Nombre, NonNul: true},
			{Cle: "recus", Titre: "Reçues", SQL: "r.recus", Genre: list.Nombre, NonNul: true},
			{Cle: "acceptes", Titre: "Payées", SQL: "r.acceptes", Genre: list.Nombre, NonNul: true},
			{Cle: "rejetes", Titre: "Rejetées", SQL: "r.rejetes", Genre: list.Nombre, NonNul: true},
			{Cle: "deja", Titre: "Déjà connues", SQL: "r.deja", Genre: list.Nombre, NonNul: true},
			{Cle: "ecarts", Titre: "Écarts", SQL: "r.ecarts", Genre: list.Nombre, NonNul: true},
			{Cle: "paye", Titre: "Payé", SQL: "r.paye", Genre: list.Nombre, NonNul: true},
			{Cle: "devise", Titre: "Devise", SQL: "t.devise", Via: []string{"t"}},
			{Cle: "origine", Titre: "Origine", SQL: "r.origine", Genre: list.Choix, Valeurs: []string{"depot", "porte"}, NonNul: true},
			{Cle: "tache", Titre: "Tâche", SQL: "r.tache_id", Genre: list.UUID, Cachee: true},
			{Cle: "depose_le", Titre: "Reçu le", SQL: "r.depose_le", Genre: list.Instant, NonNul: true},
			{Cle: "depose_par", Titre: "Par", SQL: "r.depose_par"},
		},
	},
}

// ListerLots answers GET /lots.
func (a API) ListerLots(ctx context.Context, r api.ListerLotsRequestObject) (api.ListerLotsResponseObject, error) {
	res, err := list.Lire[api.Lot](ctx, a.Base, Lots, list.Params(r.Params))
	return api.ListerLots200JSONResponse(res), err
}

// LireLot answers GET /lots/{id}. It returns fail.NotFound.
func (a API) LireLot(ctx context.Context, r api.LireLotRequestObject) (api.LireLotResponseObject, error) {
	l, err := a.lot(ctx, r.Id)
	return api.LireLot200JSONResponse(l), err
}

func (a API) lot(ctx context.Context, id uuid.UUID) (api.Lot, error) {
	l, ok, err := list.Un[api.Lot](ctx, a.Base, Lots, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce lot")
	}
	return l, err
}

// ListerLignesLot answers GET /lots-lignes.
func (a API) ListerLignesLot(ctx context.Context, r api.ListerLignesLotRequestObject) (api.ListerLignesLotResponseObject, error) {
	res, err := list.Lire[api.LigneLot](ctx, a.Base, Lignes, list.Params(r.Params))
	return api.ListerLignesLot200JSONResponse(res), err
}

// ListerRetoursLiquidation answers GET /retours-liquidation.
func (a API) ListerRetoursLiquidation(ctx context.Context, r api.ListerRetoursLiquidationRequestObject) (api.ListerRetoursLiquidationResponseObject, error) {
	res, err := list.Lire[api.RetourLiquidation](ctx, a.Base, Retours, list.Params(r.Params))
	return api.ListerRetoursLiquidation200JSONResponse(res), err
}

// LireRetourLiquidation answers GET /retours-liquidation/{id}. It returns fail.NotFound.
func (a API) LireRetourLiquidation(ctx context.Context, r api.LireRetourLiquidationRequestObject) (api.LireRetourLiquidationResponseObject, error) {
	l, err := a.retour(ctx, r.Id)
	return api.LireRetourLiquidation200JSONResponse(l), err
}

func (a API) retour(ctx context.Context, id uuid.UUID) (api.RetourLiquidation, error) {
	l, ok, err := list.Un[api.RetourLiquidation](ctx, a.Base, Retours, id)
	if err == nil && !ok {
		err = fail.Introuvable("Ce retour")
	}
	return l, err
}
