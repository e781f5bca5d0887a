# Sourced by the scripts beside it: runs the MigrationService, built from this repository or, with MIGRATION_SERVICE=<program>, a published one.

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

migration_service() {
    if [[ -n "${MIGRATION_SERVICE:-}" ]]; then
        "$MIGRATION_SERVICE" "$@"
        return
    fi

    if ! command -v dotnet > /dev/null; then
        echo "The .NET SDK is not on the PATH: install it, or set MIGRATION_SERVICE to a published MigrationService." >&2
        return 127
    fi

    # Without the launch profile: where this runs is said by DOTNET_ENVIRONMENT, and unset means Production.
    dotnet run --project "$repository/MigrationService" --no-launch-profile --verbosity quiet -- "$@"
}

# The comment at the top of the script is its help.
show_help_when_asked() {
    if [[ "${1:-}" == "-h" || "${1:-}" == "--help" ]]; then
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
        exit 0
    fi
}
