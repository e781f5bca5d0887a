#!/usr/bin/env bash
# Writes a new migration from the difference between the model and the last one.
#
#   create_migration.sh "add trade fees"
#   create_migration.sh "fill trade fees" --empty    any option of `new` works here too

set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib/migration_service.sh"
show_help_when_asked "$@"

if [[ $# -eq 0 ]]; then
    echo 'Say what the migration does: create_migration.sh "add trade fees".' >&2
    exit 2
fi

cd "$repository"
migration_service new "$@"
