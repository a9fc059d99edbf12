package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

// ecran measures from the gesture to the painted rows. It is left out, and says so, where there is no browser.
func (b *banc) ecran(ctx context.Context) error {
	c := exec.CommandContext(ctx, "node", "scripts/ecran.js")
	c.Dir = "frontend"
	c.Env = append(os.Environ(), "IMAGIN_URL="+b.s.url)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	if err := c.Run(); err != nil {
		fmt.Println("\nÉcran : non mesuré (", err, ")")
	}
	return nil
}
