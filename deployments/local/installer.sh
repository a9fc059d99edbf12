#!/bin/sh
# Installs PostgreSQL from npm, unless the machine already has a version 15 or later.
set -eu
cd "$(dirname "$0")"
if [ -n "${DATABASE_URL:-}" ] || [ -n "${IMAGIN_PG_BIN:-}" ]; then exit 0; fi
for d in "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
	[ -x "$d/initdb" ] && [ -x "$d/postgres" ] || continue
	v=$("$d/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
	[ "$v" -ge 15 ] && exit 0
done
echo "PostgreSQL absent de cette machine : installation de celui du registre npm."
npm ci --no-audit --no-fund --loglevel=error
