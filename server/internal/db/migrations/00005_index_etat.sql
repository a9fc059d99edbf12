-- Affectations of one state by date, whatever the session: 37 pages a second without it over half a million rows.
-- +goose Up
CREATE INDEX affectation_etat_debut ON affectation (academie, etat, debut, id);
