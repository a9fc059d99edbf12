#!/bin/bash
# Signs in and out of IMAG'IN through a real LemonLDAP::NG behind nginx, by OpenID Connect then by headers, and tries to
# forge an identity. Needs Debian's nginx-light, libnginx-mod-http-lua, lemonldap-ng-handler, lemonldap-ng-fastcgi-server
# and liblemonldap-ng-portal-perl, libstring-random-perl, libio-string-perl, libgd-securityimage-perl, libemail-sender-perl, libimage-magick-perl; everything else lives in a temporary folder. From the root of the project:
#
#   bin/imagin pg --variable DATABASE_URL -- bash deployments/lemonldap/essai.sh
set -euo pipefail
ici=$(cd "$(dirname "$0")" && pwd)
imagin=${IMAGIN_BIN:-$ici/../../bin/imagin}
port=${PORT_ESSAI:-8180}
t=$(mktemp -d)
chmod 755 "$t"
pids=()
fin() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; wait 2>/dev/null || true; [ -n "${GARDER:-}" ] || rm -rf "$t"; }
trap fin EXIT

auth=auth.imagin.test ent=imagin-entetes.imagin.test oidc=imagin-oidc.imagin.test
p_ent=$((port + 1)) p_oidc=$((port + 2))
compte=www-data
mkdir -p "$t"/{conf,etat/sessions/lock,etat/psessions/lock,etat/cache,run,demo}

# --- IMAG'IN: one base, a server for each mode, since headers never share an address with another way in.
echo "Base d’essai…"
IMAGIN_DONNEES="$t/demo" "$imagin" demo --taille mini >/dev/null
IMAGIN_DONNEES="$t/demo" "$imagin" jeton --profil gestionnaire >"$t/jeton"
for m in ent oidc; do mkdir -p "$t/$m" && cp -r "$t/demo/secrets" "$t/$m/"; done
secret=$(head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$secret" >"$t/secret-mandataire"
secret_oidc=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
printf '%s' "$secret_oidc" >"$t/secret-oidc"
printf 'proxy_set_header X-Imagin-Mandataire "%s";\n' "$secret" >"$t/secret-mandataire.conf"
# No name server knows these hosts: the service reaches the portal through nginx itself.
export HTTP_PROXY="http://127.0.0.1:$port"
env IMAGIN_DONNEES="$t/ent" PORT=$p_ent IMAGIN_URL="http://$ent:$port" IMAGIN_PORTAIL=entetes IMAGIN_MANDATAIRES=127.0.0.1 \
  IMAGIN_ENTETES=ct-remote-user,ctln,ctfn,ctemail,codaca,FrEduRneResp,FrEduResDel,FrEduVecteur,ctgrps \
  IMAGIN_ENTETES_SECRET="$t/secret-mandataire" IMAGIN_PORTAIL_SORTIE="http://$auth:$port/?logout=1" \
  "$imagin" serve >"$t/ent.log" 2>&1 & pids+=($!)
env IMAGIN_DONNEES="$t/oidc" PORT=$p_oidc IMAGIN_URL="http://$oidc:$port" IMAGIN_PORTAIL=oidc IMAGIN_MANDATAIRES=127.0.0.1 \
  IMAGIN_OIDC_EMETTEUR="http://$auth:$port" IMAGIN_OIDC_CLIENT=imagin IMAGIN_OIDC_SECRET="$t/secret-oidc" \
  "$imagin" serve >"$t/oidc.log" 2>&1 & pids+=($!)
unset HTTP_PROXY
for p in $p_ent $p_oidc; do for _ in $(seq 100); do curl -fsS "http://127.0.0.1:$p/api/v1/sante" >/dev/null 2>&1 && break; sleep 0.2; done; done

# An établissement of the demonstration, which the portal will say that Rose heads.
uai=$(curl -fsS -H "Authorization: Bearer $(cat "$t/jeton")" "http://127.0.0.1:$p_oidc/api/v1/etablissements?taille=20" 2>/dev/null | grep -o '"uai":"[^"]*"' | head -1 | cut -d'"' -f4) || uai=""
if [ -z "$uai" ]; then echo "établissement introuvable"; tail -5 "$t/oidc.log"; exit 1; fi

# --- LemonLDAP::NG and nginx
openssl genrsa -out "$t/sig.pem" 2048 2>/dev/null
une_ligne() { awk '{printf "%s\\\\n", $0}'; }
remplir() {
  sed -e "s|@PORTAIL@|http://$auth:$port|g; s|@DOMAINE@|imagin.test|g; s|@PORT@|$port|g; s|@ETAT@|$t/etat|g; s|@UAI@|$uai|g" \
    -e "s|@HOTE_ENTETES@|$ent|g; s|@HOTE_OIDC@|$oidc|g; s|@HOTE_PORTAIL@|$auth|g; s|@URL_OIDC@|http://$oidc:$port|g" \
    -e "s|@SECRET_OIDC@|$secret_oidc|g; s|@CLE@|$(head -c 12 /dev/urandom | od -An -tx1 | tr -d ' \n')|g" \
    -e "s|@CLE_PRIVEE@|$(une_ligne <"$t/sig.pem")|; s|@CLE_PUBLIQUE@|$(openssl rsa -in "$t/sig.pem" -pubout 2>/dev/null | une_ligne)|" \
    -e "s|@ECOUTE@|127.0.0.1:$port|g; s|@SOCKET@|$t/run/llng.sock|g; s|@SECRET_MANDATAIRE@|$t/secret-mandataire.conf|g" \
    -e "s|@IMAGIN_ENTETES@|127.0.0.1:$p_ent|g; s|@IMAGIN_OIDC@|127.0.0.1:$p_oidc|g" "$1"
}
remplir "$ici/lmConf-1.json" >"$t/conf/lmConf-1.json"
sed -e "s|dirName *=.*/conf|dirName = $t/conf|; s|/var/lib/lemonldap-ng/cache|$t/etat/cache|" /etc/lemonldap-ng/lemonldap-ng.ini >"$t/lemonldap-ng.ini"
{
  echo "load_module /usr/lib/nginx/modules/ndk_http_module.so; load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;"
  echo "daemon off; pid $t/run/nginx.pid; error_log $t/nginx.log warn; events {}"
  echo "http { access_log off; large_client_header_buffers 8 32k; client_body_temp_path $t/run/c; proxy_temp_path $t/run/p; fastcgi_temp_path $t/run/f; uwsgi_temp_path $t/run/u; scgi_temp_path $t/run/s;"
  echo "lua_package_path '/usr/share/lua/5.1/?.lua;;'; types { text/html html; text/css css; application/javascript js; }"
  remplir "$ici/nginx-entetes.conf"; remplir "$ici/nginx-oidc.conf"; echo "}"
} >"$t/nginx.conf"
if [ "$(id -u)" = 0 ]; then chown -R "$compte" "$t/etat" "$t/run" "$t/conf"; qui=(--user "$compte" --group "$compte"); fi
LLNG_DEFAULTCONFFILE="$t/lemonldap-ng.ini" LLNG_DEFAULTLOGGER=Lemonldap::NG::Common::Logger::Std llng-fastcgi-server --foreground "${qui[@]:-}" -n 2 -s "$t/run/llng.sock" -p "$t/run/llng.pid" >"$t/llng.log" 2>&1 & pids+=($!)
for _ in $(seq 100); do [ -S "$t/run/llng.sock" ] && break; sleep 0.2; done
chmod 777 "$t/run/llng.sock" 2>/dev/null || true
nginx -p "$t" -c "$t/nginx.conf" >"$t/nginx.out" 2>&1 & pids+=($!)
for _ in $(seq 50); do curl -s "http://127.0.0.1:$port/" >/dev/null && break; sleep 0.1; done

# --- A browser
n=0
dire() { n=$((n + 1)); printf '  ok %2d  %s\n' "$n" "$1"; }
rater() { echo "  ÉCHEC : $1"; echo "$2" | head -c 1500; echo; for f in nginx llng ent oidc; do tail -n 8 "$t/$f.log"; done; GARDER=1; exit 1; }
contient() { case "$2" in *"$1"*) dire "$3" ;; *) rater "$3" "$2" ;; esac; }
sans() { case "$2" in *"$1"*) rater "$3" "$2" ;; *) dire "$3" ;; esac; }
# A cookie that an answer withdraws leaves the jar, which curl does not always do.
nav() {
  curl -sS -b "$t/$1.jar" -c "$t/$1.jar" -D "$t/$1.h" --resolve "*:$port:127.0.0.1" "${@:2}"
  local c
  for c in $(grep -aiE '^set-cookie:.*(max-age=0|expires=[^;]*(1970|2015))' "$t/$1.h" | sed -E 's/^[^:]*: *([^=]*)=.*/\1/'); do
    sed -i "/\t$c\t/d" "$t/$1.jar"
  done
}
champ() { printf '%s' "$2" | grep -o "\"$1\":\"[^\"]*\"" | head -1 | cut -d'"' -f4; }
# Chooses the service of that profile in an offer.
choisir() {
  local id
  id=$(printf '%s' "$3" | grep -o '{"academie[^}]*}' | grep "\"profil\":\"$4\"" | grep -o '"id":"[^"]*"' | head -1 | cut -d'"' -f4)
  nav "$1" -H 'Content-Type: application/json' -d "{\"ticket\":\"$(champ ticket "$3")\",\"service\":\"$id\"}" "http://$2:$port/api/v1/session-web"
}

echo "OpenID Connect"
contient RS256 "$(nav x "http://$auth:$port/.well-known/openid-configuration")" "le portail répond"
depart=$(nav dwho -o /dev/null -w '%{redirect_url}' "http://$oidc:$port/api/v1/portail/oidc")
contient "code_challenge_method=S256" "$depart" "le départ porte PKCE S256, state et nonce"
nav dwho -o "$t/page" "$depart"
arrivee=$(nav dwho -L --max-redirs 5 -o "$t/page" -w '%{url_effective}' -d user=dwho -d password=dwho "http://$auth:$port/oauth2")
contient "/portail?suite=1" "$arrivee" "connexion au portail, retour par le code"
offre=$(nav dwho "http://$oidc:$port/api/v1/portail/offre")
contient '"profil":"gestionnaire"' "$offre" "deux profils viennent des groupes du portail"
contient '"profil":"gestionnaire_financier"' "$offre" "… dont le second"
choisir dwho "$oidc" "$offre" gestionnaire >/dev/null
contient '"personne":"Doctor WHO"' "$(nav dwho "http://$oidc:$port/api/v1/moi")" "la session porte la personne du portail"
suite=$(champ suite "$(nav dwho -X DELETE "http://$oidc:$port/api/v1/session-web")" | sed 's/\\u0026/\&/g')
contient "http://$auth:$port/oauth2/logout" "$suite" "quitter mène à la sortie du portail"
nav dwho -L --max-redirs 5 -o "$t/page" "$suite" >/dev/null
contient '"status":401' "$(nav dwho "http://$oidc:$port/api/v1/moi")" "la session d’IMAG’IN est close"
retour=$(nav dwho -L --max-redirs 3 -o "$t/page" -w '%{url_effective}' "http://$oidc:$port/api/v1/portail/oidc")
contient "http://$auth:$port/" "$retour" "celle du portail aussi : il redemande qui l’on est"
depart=$(nav msmith -o /dev/null -w '%{redirect_url}' "http://$oidc:$port/api/v1/portail/oidc")
nav msmith -o "$t/page" "$depart"
contient "erreur=eleve_ou_parent" "$(nav msmith -L --max-redirs 5 -o /dev/null -w '%{url_effective}' -d user=msmith -d password=msmith "http://$auth:$port/oauth2")" "un parent est refusé"

echo "En-têtes"
contient "http://$auth:$port/" "$(nav rtyler -o /dev/null -w '%{redirect_url}' "http://$ent:$port/portail")" "sans session, nginx mène au portail"
nav rtyler -o /dev/null -d user=rtyler -d password=rtyler "http://$auth:$port/"
offre=$(nav rtyler -X POST "http://$ent:$port/api/v1/portail/entetes")
contient '"profil":"chef_etablissement"' "$offre" "Rose dirige $uai : le profil vient de FrEduRneResp"
sans '"profil":"gestionnaire"' "$offre" "… et rien de plus"
choisir rtyler "$ent" "$offre" chef_etablissement >/dev/null
contient '"personne":"Rose TYLER"' "$(nav rtyler "http://$ent:$port/api/v1/moi")" "la session porte la personne des en-têtes"
forge=$(nav rtyler -X POST -H 'ct-remote-user: dwho' -H 'CTGRPS: IMAGIN-ADMIN' -H 'ct_remote_user: dwho' "http://$ent:$port/api/v1/portail/entetes")
contient '"personne":"Rose TYLER"' "$forge" "des en-têtes forgés à travers le mandataire sont écrasés"
contient identite_illisible "$(nav rtyler -X POST -H 'Auth-User: dwho' "http://$ent:$port/api/v1/portail/entetes")" "un en-tête que le portail ne pose pas est refusé"
direct=(-sS -X POST -H 'ct-remote-user: dwho' -H 'ctln: WHO' -H 'codaca: 014' -H 'ctgrps: IMAGIN-ADMIN' -H 'Cookie: CTSESSION=1')
contient '"code":"mandataire"' "$(curl "${direct[@]}" "http://127.0.0.1:$p_ent/api/v1/portail/entetes")" "forgés hors du mandataire, sans le secret : refusés"
contient '"code":"mandataire"' "$(curl "${direct[@]}" -H 'X-Imagin-Mandataire: devine' "http://127.0.0.1:$p_ent/api/v1/portail/entetes")" "avec un faux secret : refusés"
suite=$(champ suite "$(nav rtyler -X DELETE "http://$ent:$port/api/v1/session-web")")
contient "http://$auth:$port/?logout=1" "$suite" "quitter mène à la sortie du portail"
nav rtyler -o /dev/null "$suite"
contient "http://$auth:$port/" "$(nav rtyler -o /dev/null -w '%{redirect_url}' "http://$ent:$port/api/v1/moi")" "après quoi nginx n’ouvre plus rien"
echo "Tout est conforme ($n points), avec LemonLDAP::NG $(dpkg-query -W -f '${Version}' lemonldap-ng-handler 2>/dev/null)."
