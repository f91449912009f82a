#!/usr/bin/env bash
# The drill of an embedded ledger, with the stop-watch: a backup is verified, put back where nothing was, its log verified, and a portal started on it.
#
#   deploy/drill.sh PORTAL BACKUP KEYS [TIMES]
#
# PORTAL is the program, BACKUP a file of `Portal backup`, KEYS the *copy* of the key file from its locked place. Works in a folder of its own, which is
# wiped at the end, and touches neither the backup nor a portal that runs here. Ends with 1 when a step fails or one drill takes more than fifteen minutes.
set -euo pipefail
[ $# -ge 3 ] || { sed -n 2,9p "$0"; exit 2; }
portal=$(realpath "$1") backup=$(realpath "$2") keys=$(realpath "$3") times=${4:-1} limit=900
port=${DRILL_PORT:-5099}
work=$(mktemp -d "${TMPDIR:-/tmp}/portal-drill.XXXXXX")
trap 'rm -rf "$work"' EXIT
step() { local begin; begin=$(date +%s.%N); "${@:2}" >"$work/said" 2>&1 || { echo "$1: failed" >&2; tail -5 "$work/said" >&2; exit 1; }
  awk -v name="$1" -v begin="$begin" -v end="$(date +%s.%N)" 'BEGIN { printf "  %-16s %7.1f s\n", name, end - begin }'; }

# Nobody who runs portals here at the same time may be asked instead.
start() {
  "$portal" --urls "http://127.0.0.1:$port" >"$work/portal" 2>&1 & running=$!
  until curl -fs "http://127.0.0.1:$port/health/ready" >/dev/null; do
    kill -0 "$running" 2>/dev/null || { cat "$work/portal"; return 1; }
    sleep 0.2
  done
}

export Keys__File="$keys" Database__Provider=Sqlite
! curl -fs "http://127.0.0.1:$port/health/live" >/dev/null || { echo "Port $port is in use: DRILL_PORT=…" >&2; exit 2; }
cd "$(dirname "$portal")"
for ((drill = 1; drill <= times; drill++)); do
  at="$work/$drill" began=$SECONDS
  mkdir -m 700 "$at" "$at/cookie-keys" "$at/uploads" "$at/checkpoints"
  export ConnectionStrings__Portal="Data Source=$at/ledger.db" KeyRing__Folder="$at/cookie-keys" Exchange__Folder="$at/uploads" OperationLog__CheckpointFolder="$at/checkpoints"
  echo "Drill $drill of $times, $(date '+%F %T')"
  step "restore --verify" "$portal" restore "$backup" --verify
  step "restore" "$portal" restore "$backup" --reason 訓練
  step "log verify" "$portal" log verify
  step "start to ready" start
  kill "$running"; wait "$running" 2>/dev/null || true
  took=$((SECONDS - began))
  echo "  all              $took s of $limit"
  rm -rf "$at"
  [ "$took" -le "$limit" ] || exit 1
done
