package collecte

import (
	"context"
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
		lire:   func(nom string) (io.ReadCloser, error) { return lireDossier(dossier, nom) },
		ecrire: func(nom string, r io.Reader) error { return ecrireDossier(dossier, nom, r) },
		renommer: func(de, vers string) error {
			return refusEcriture(errors.Join(dossier.Rename(de, vers), graver(dossier)))
		},
		presence: func(nom string) (bool, error) {
			_, err := dossier.Lstat(nom)
			return existe(err)
		},
		retirer: func(nom string) error {
			if err := dossier.Remove(nom); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return refusEcriture(err)
			}
			return nil
		}}, nil
}

// ecrireDossier writes a file down to the disk: what is published must survive a power cut.
func ecrireDossier(d *os.Root, nom string, r io.Reader) error {
	if err := d.Remove(nom); err != nil && !errors.Is(err, fs.ErrNotExist) { // a link left there would lead elsewhere
		return refusEcriture(err)
	}
	f, err := d.OpenFile(nom, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return refusEcriture(err)
	}
	_, err = io.Copy(f, r)
	return refusEcriture(errors.Join(err, f.Sync(), f.Close()))
}

func graver(d *os.Root) error {
	f, err := d.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func refusEcriture(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return erreur("collecte.ecriture", "Le dossier d’envoi refuse l’écriture : "+err.Error()+". Corrigez ses droits, ou faites de la place.")
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
