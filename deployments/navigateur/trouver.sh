#!/bin/sh
# Prints the path of a Chromium. Installs one first where there is none: from the distribution when that is allowed,
# else from npm.
set -eu
cd "$(dirname "$0")"
for b in "${CHROMIUM_BIN:-}" chromium chromium-browser google-chrome; do
	if [ -n "$b" ] && p=$(command -v "$b"); then
		echo "$p"
		exit 0
	fi
done
if [ -x chromium/lancer.sh ]; then
	echo "$PWD/chromium/lancer.sh"
	exit 0
fi
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
	echo "Installation de Chromium (apt)" >&2
	if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2; then
		command -v chromium
		exit 0
	fi
fi
echo "Installation de Chromium (npm)" >&2
npm ci --no-audit --no-fund --loglevel=error >&2
node extraire.js
