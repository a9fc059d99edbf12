package collecte

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// ouvrirDossier confines the door under the root of the deployment: neither .. nor a symbolic link leads out of it.
func ouvrirDossier(racine string, r Reglage) (*Porte, error) {
	if !filepath.IsLocal(r.Chemin) {
		return nil, erreur("collecte.hors_racine", "Le chemin « "+r.Chemin+" » doit rester sous le dossier de collecte de l’académie : écrivez un chemin relatif, sans « .. ».")
	}
	tout, err := os.OpenRoot(racine)
	if err != nil {
		return nil, erreur("collecte.dossier_absent", "Le dossier de collecte de l’académie n’existe pas sur le serveur. Demandez à l’exploitant de le créer.")
	}
	defer func() { _ = tout.Close() }()
	dossier, err := tout.OpenRoot(r.Chemin)
	if err != nil {
		return nil, erreur("collecte.dossier_absent", "Le dossier « "+r.Chemin+" » n’existe pas, ou n’est pas lisible, sous le dossier de collecte de l’académie.")
	}
	return &Porte{motif: r.Motif, fermer: dossier.Close,
		lister: func() ([]Fichier, error) { return listerDossier(dossier) },
		lire:   func(nom string) (io.ReadCloser, error) { return lireDossier(dossier, nom) }}, nil
}

func listerDossier(d *os.Root) ([]Fichier, error) {
	entrees, err := fs.ReadDir(d.FS(), ".")
	if err != nil {
		return nil, erreur("collecte.dossier_absent", "Le dossier de collecte ne se lit plus : "+err.Error())
	}
	var fichiers []Fichier
	for _, e := range entrees {
		if !e.Type().IsRegular() { // a link, a pipe or a device is nothing that was dropped for us
			continue
		}
		if i, err := e.Info(); err == nil {
			fichiers = append(fichiers, Fichier{i.Name(), i.Size(), i.ModTime()})
		}
	}
	return fichiers, nil
}

func lireDossier(d *os.Root, nom string) (io.ReadCloser, error) {
	i, err := d.Lstat(nom)
	if err != nil || !i.Mode().IsRegular() { // opening a pipe would wait for ever
		return nil, erreur("collecte.fichier_absent", "Le fichier « "+nom+" » n’est plus dans le dossier.")
	}
	f, err := d.Open(nom)
	if errors.Is(err, fs.ErrPermission) {
		return nil, erreur("collecte.refus", "Le fichier « "+nom+" » n’est pas lisible par le service : corrigez ses droits.")
	}
	if err != nil {
		return nil, erreur("collecte.fichier_absent", "Le fichier « "+nom+" » n’est plus dans le dossier.")
	}
	return f, nil
}
