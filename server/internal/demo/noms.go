package demo

import "strings"

var patronymes = strings.Fields(`ABGRALL ALLAIN ANDRÉ ARNAUD AUBRY AUFFRET BARBIER BARON BERNARD BERTRAND BIHAN BLANC BLANCHARD BODÉNÈS
BONNET BOUCHER BOURGEOIS BOURHIS BOYER BRIAND BRUNET CADIOU CARIOU CHARLES CHEVALIER CLÉMENT COLIN CORRE COZ DANIEL DAVID DENIS
DERRIEN DUBOIS DUFOUR DUMAS DUPONT DURAND EVEN FABRE FAURE FLOCH FONTAINE FOURNIER FRANÇOIS GARCIA GARNIER GAUTHIER GAUTIER GIRARD
GIRAUD GOURVENNEC GUÉGUEN GUÉRIN GUILLAUME GUILLOU HAMON HASCOËT HENRY HERVÉ JACOB JAOUEN JÉZÉQUEL JOLY KERBRAT KERJEAN KERMARREC
KERVELLA LAMBERT LANNUZEL LAURENT LEBRUN LECLERCQ LEFEBVRE LEFÈVRE LEGRAND LEMAIRE LEROY LUCAS MADEC MALO MARCHAND MARIE MARTIN
MARTINEZ MATHIEU MERCIER MEUNIER MEYER MICHEL MOREAU MOREL MORIN MORVAN MULLER NICOLAS NICOT NOËL OLIVIER PASQUIER PELLETIER PERRIN
PERROT PETIT PHILIPPE PICARD PIERRE POULIQUEN PRIGENT QUÉMÉNEUR QUÉRÉ RENAUD RICHARD RIOU RIVIÈRE ROBERT ROBIN ROGER ROLLAND ROPARS
ROUSSEAU ROUX SALAÜN SANCHEZ SCHMITT SIMON TANGUY THOMAS TRÉGUER URVOAS VIDAL VINCENT`)

// composés appear as a second part, now and then.
var composes = []string{"LE GOFF", "LE GALL", "LE ROUX", "LE BRIS", "LE MOAL", "DE KERSAUSON", "LE BERRE", "LE GUEN", "D’HERVÉ", "EL AMRANI"}

var prenomsF = strings.Fields(`Anne Annick Aude Aurélie Brigitte Camille Catherine Cécile Céline Chantal Christine Claire Claudie Corinne
Élodie Émilie Enora Erwana Estelle Fabienne Florence Françoise Gaëlle Gwenaëlle Hélène Isabelle Jeanne Julie Katell Laëtitia Laure
Lucie Maëlle Maïwenn Marie Marine Mathilde Morgane Muriel Nadia Nathalie Nolwenn Océane Pascale Pauline Rozenn Sandrine Sarah Soazig
Soizic Solenn Sophie Stéphanie Sylvie Valérie Véronique Virginie Yaëlle`)

var prenomsM = strings.Fields(`Alain Alexandre Antoine Armel Arnaud Benoît Bruno Christophe Corentin Damien Daniel Denis Didier Éric Erwan
Étienne Fabrice François Frédéric Gérard Gildas Goulven Guillaume Gwenaël Hervé Jacques Jean-Marc Jean-Yves Jérôme Joël Julien Kévin
Laurent Loïc Ludovic Malo Marc Mathieu Mickaël Nicolas Olivier Pascal Patrick Paul Philippe Pierre Ronan Samuel Sébastien Serge
Stéphane Sylvain Tanguy Thierry Thomas Tugdual Vincent Yann Yannick Youenn Yves`)

// figures give their names to schools.
var figures = strings.Split(strings.ReplaceAll(`Albert Camus|Alain-René Lesage|Amand Brionne|Anatole Le Braz|Auguste Pavie|Beaumont|Bréquigny|Chateaubriand|Charles de Gaulle|
Claude Monet|Colette|Dupuy de Lôme|Émile Zola|Ernest Renan|Félix Le Dantec|François-René|Françoise Dolto|Germaine Tillion|Gustave Eiffel|
Hélène Boucher|Iroise|Jacques Cartier|Jacques Prévert|Jean Guéhenno|Jean Macé|Jean Moulin|Jean Rostand|Kérichen|Kerneuzec|
La Fontaine|Laënnec|Les Rochers|Louise Michel|Lucie Aubrac|Marie Curie|Mendès France|Molière|Olympe de Gouges|Pablo Picasso|Paul Éluard|
Paul Gauguin|Per Jakez Hélias|Pierre Loti|Rabelais|René Descartes|Rosa Parks|Rosa Luxemburg|Simone Veil|Théodore Monod|Tristan Corbière|
Vauban|Victor Hugo|Victor Schœlcher|Yves Thépot`, "\n", ""), "|")

// personne draws a civility, a surname and a first name.
func personne(h *hasard) (civilite, nom, prenom string) {
	nom = parmi(h, patronymes)
	if h.chance(4) {
		nom = parmi(h, composes)
	} else if h.chance(5) {
		nom += "-" + parmi(h, patronymes)
	}
	if h.chance(58) {
		return "Mme", nom, parmi(h, prenomsF)
	}
	return "M.", nom, parmi(h, prenomsM)
}
