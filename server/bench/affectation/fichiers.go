package main

import (
	"encoding/json"
	"io"
	"os"
)

func ecrire(chemin string, f func(io.Writer) error) error {
	w, err := os.Create(chemin)
	if err != nil {
		return err
	}
	if err := f(w); err != nil {
		return err
	}
	return w.Close()
}

func ecrireJSON(chemin string, t taille) error {
	return ecrire(chemin, func(w io.Writer) error { return json.NewEncoder(w).Encode(inventer(t)) })
}
