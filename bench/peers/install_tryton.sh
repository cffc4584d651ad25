#!/usr/bin/env bash
# install_tryton.sh: brings Tryton's server with its dunning modules from Debian, for the comparison in tryton_dunning.py.
set -euo pipefail
run=()
[ "$(id -u)" -eq 0 ] || run=(sudo)
"${run[@]}" apt-get install -y --no-install-recommends \
  tryton-server tryton-modules-account-dunning tryton-modules-account-dunning-fee python3-psycopg2
