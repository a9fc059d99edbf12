-- +goose Up
-- A campagne is a decision: rows are only added, the latest one is in force, the others are its history.
ALTER TABLE campagne ADD COLUMN decide_par text;
