#!/bin/bash
# Tries the samples of this folder for real: the systemd unit is read by systemd, the nginx configuration by nginx, and a
# browser's requests go through TLS to the service. Needs nginx, openssl, curl and systemd; everything else lives in a temporary
# folder. From the root of the project:
#
#   bin/imagin pg --variable DATABASE_URL -- bash deployments/nginx/essai.sh
set -euo pipefail
ici=$(cd "$(dirname "$0")/.." && pwd)
imagin=${IMAGIN_BIN:-$ici/../bin/imagin}
port=${PORT_ESSAI:-8190}
t=$(mktemp -d)
pids=()
fin() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; rm -rf "$t"; }
trap fin EXIT
n=0
dire() { n=$((n + 1)); printf '  ok %2d  %s\n' "$n" "$1"; }
contient() { case "$2" in *"$1"*) dire "$3" ;; *) echo "  ÉCHEC : $3"; echo "$2" | head -c 1500; exit 1 ;; esac; }

echo "systemd"
sed "s|/usr/local/bin/imagin|$(realpath "$imagin")|" "$ici/systemd/imagin.service" >"$t/imagin.service"
sortie=$(systemd-analyze verify "$t/imagin.service" 2>&1) || { echo "$sortie"; exit 1; }
contient "" "$sortie" "l’unité est lue sans faute"
note=$(systemd-analyze security --offline=true "$t/imagin.service" 2>/dev/null | tail -1)
contient "OK" "$note" "exposition jugée par systemd : $(grep -oE '[0-9]+\.[0-9] [A-Z]+' <<<"$note")"

echo "nginx"
mkdir -p "$t/demo" "$t/ssl"
openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=imagin.exemple.fr -addext subjectAltName=DNS:imagin.exemple.fr \
  -keyout "$t/ssl/cle.pem" -out "$t/ssl/certificat.pem" 2>/dev/null
{
  echo "daemon off; pid $t/nginx.pid; error_log $t/nginx.log warn; events {}"
  echo "http { access_log off; client_body_temp_path $t/c; proxy_temp_path $t/p; fastcgi_temp_path $t/f; uwsgi_temp_path $t/u; scgi_temp_path $t/s;"
  sed -e "s|/etc/ssl/imagin|$t/ssl|; s|listen 443|listen 127.0.0.1:$((port + 1))|; s|listen 80;|listen 127.0.0.1:$((port + 2));|; /\[::\]/d; s|127.0.0.1:8080|127.0.0.1:$port|" "$ici/nginx/imagin.conf"
  echo "}"
} >"$t/nginx.conf"
contient "test is successful" "$(nginx -t -p "$t" -c "$t/nginx.conf" 2>&1)" "la configuration est lue sans faute"
IMAGIN_DONNEES="$t/demo" "$imagin" demo --taille mini >/dev/null
IMAGIN_DONNEES="$t/demo" PORT=$port IMAGIN_URL="https://imagin.exemple.fr:$((port + 1))" IMAGIN_MANDATAIRES=127.0.0.1 "$imagin" serve >"$t/imagin.log" 2>&1 & pids+=($!)
for _ in $(seq 150); do curl -fsS "http://127.0.0.1:$port/api/v1/sante" >/dev/null 2>&1 && break; sleep 0.2; done
nginx -p "$t" -c "$t/nginx.conf" >/dev/null 2>&1 & pids+=($!)
sleep 0.5
https() { curl -sS --cacert "$t/ssl/certificat.pem" --resolve "imagin.exemple.fr:$((port + 1)):127.0.0.1" "$@"; }
base="https://imagin.exemple.fr:$((port + 1))"
contient '"etat"' "$(https "$base/api/v1/sante")" "la santé répond à travers TLS"
entetes=$(https -D - -o /dev/null "$base/")
for e in "Strict-Transport-Security: max-age=" "default-src 'self'" "X-Content-Type-Options: nosniff" "Referrer-Policy:" "frame-ancestors 'none'"; do contient "${e,,}" "${entetes,,}" "en-tête $e"; done
offre=$(https -H 'Content-Type: application/json' -d '{"identifiant":"gaelle.morvan","mot_de_passe":"demonstration"}' "$base/api/v1/portail-demonstration/authentification")
ticket=$(grep -o '"ticket":"[^"]*"' <<<"$offre" | cut -d'"' -f4) service=$(grep -o '"id":"[^"]*"' <<<"$offre" | head -1 | cut -d'"' -f4)
cookies=$(https -D - -o /dev/null -H 'Content-Type: application/json' -d "{\"ticket\":\"$ticket\",\"service\":\"$service\"}" "$base/api/v1/session-web")
contient "__host-" "${cookies,,}" "le cookie de session est __Host-"
contient "secure" "${cookies,,}" "… et réservé au chiffrement"
contient '"code":"origine"' "$(https -H 'Origin: https://ailleurs.exemple' -H 'Sec-Fetch-Site: cross-site' -H 'Content-Type: application/json' -d '{}' "$base/api/v1/session-web")" "une demande d’un autre site est refusée"
contient "301" "$(curl -sS -o /dev/null -w '%{http_code}' -H 'Host: imagin.exemple.fr' "http://127.0.0.1:$((port + 2))/")" "en clair, tout mène à https"
vieux=$(https --tls-max 1.1 -o /dev/null -w '%{http_code}' "$base/" 2>&1 || true)
contient "000" "$vieux" "TLS 1.1 est refusé"
echo "Tout est conforme ($n points), avec $(nginx -v 2>&1 | cut -d: -f2)."
