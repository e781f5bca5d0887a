#!/usr/bin/env bash
# Reverts migrations, newest first. Shows what goes and asks; counts the rows that would be lost.
#
#   rollback_db.sh                   the newest one
#   rollback_db.sh 2                 the newest two
#   rollback_db.sh AddTrades         everything after this one
#   rollback_db.sh base              everything
#   rollback_db.sh 1 --yes           any option of `down` works here too
#
# The database: ConnectionStrings__tradingdb or DATABASE_URL. The exit codes: docs/cli.md.

set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/migration_service.sh"
show_help_when_asked "$@"

# A number is a number of steps; an id, which starts with fourteen digits, and a name are a target.
if [[ "${1:-}" =~ ^[1-9][0-9]{0,3}$ ]]; then
    steps="-$1"
    shift
    set -- "$steps" "$@"
fi

migration_service down "$@"
