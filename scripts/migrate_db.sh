#!/usr/bin/env bash
# Applies pending migrations.
#
#   migrate_db.sh                    everything
#   migrate_db.sh +1                 the next one
#   migrate_db.sh AddTrades          this one and what it builds on, by its id or a unique part of it
#   migrate_db.sh head --dry-run     any option of `up` works here too
#
# The database: ConnectionStrings__tradingdb or DATABASE_URL. The exit codes: docs/cli.md.

set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/migration_service.sh"
show_help_when_asked "$@"

migration_service up "$@"
