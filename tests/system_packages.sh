#!/usr/bin/env bash
# Puts the server, the browser, the spreadsheet and the fonts that the tests drive in place: on Debian as root by
# itself; elsewhere it names what will be skipped and how to get it.
set -euo pipefail

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing+=(postgresql)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || missing+=(chromium)
[[ "$(fc-list 2>/dev/null)" == *"Noto Sans"* ]] || missing+=(fonts-noto-core fontconfig)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
# It computes the report's workbook again; about a minute and 300 MB, once.
command -v soffice >/dev/null || missing+=(libreoffice-calc)
[ "${#missing[@]}" -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ]; then
  echo "Installing ${missing[*]} (once) ..."
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # The server's package would start a cluster of its own; the tests bring up one themselves.
  mkdir -p /etc/postgresql-common
  [ -f /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
else
  echo "Not installed here: ${missing[*]}. Tests that need them are skipped."
  echo "On Debian: sudo apt-get install ${missing[*]}"
fi
