using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Counts what a plan would destroy in the database as it is, and refuses when that is more than nothing.</summary>
internal sealed class DataLossGuard(NpgsqlConnection connection)
{
    /// <summary>Tables already reported, so that a schema that goes with them does not count their rows again.</summary>
    private readonly HashSet<string> _counted = [];

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>, with the number of rows of each loss.</exception>
    public async Task CheckAsync(IEnumerable<PlannedMigration> migrations, CancellationToken cancellationToken)
    {
        var found = await FindAsync(migrations, cancellationToken);
        if (found.Count > 0)
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"This would lose {string.Join("; ", found.Select(loss => $"{loss.Description} ({loss.MigrationId})"))}: take a backup, then repeat it as `up` or `down` with --allow-data-loss.");
        }
    }

    /// <summary>What the database holds of what the migrations would destroy.</summary>
    public async Task<IReadOnlyList<FoundLoss>> FindAsync(IEnumerable<PlannedMigration> migrations, CancellationToken cancellationToken)
    {
        _counted.Clear();
        var found = new List<FoundLoss>();
        foreach (var migration in migrations)
        {
            foreach (var loss in migration.Losses)
            {
                if (await CountAsync(loss, cancellationToken) is { } counted)
                    found.Add(new FoundLoss(migration.Id, loss, counted.Rows, counted.Description));
            }
        }

        return found;
    }

    /// <summary>The loss in numbers and words; null when nothing would be lost.</summary>
    private async Task<(long? Rows, string Description)?> CountAsync(PotentialLoss loss, CancellationToken cancellationToken)
    {
        if (loss.Kind == PotentialLossKind.DropSchema) return await CountSchemaAsync(loss.Schema!, cancellationToken);

        if (loss.Table is null) return (null, Unknown(loss));

        var table = Sql.Qualified(loss.Schema, loss.Table);
        var column = loss.Column is null ? "" : Sql.Identifier(loss.Column);
        if (!await ExistsAsync(table, loss.Column, cancellationToken)) return null;

        var rows = loss.Kind switch
        {
            PotentialLossKind.DropTable or PotentialLossKind.DeleteRows or PotentialLossKind.RawSql => await CountAsync($"SELECT count(*) FROM {table}", cancellationToken),
            PotentialLossKind.DropColumn => await CountAsync($"SELECT count({column}) FROM {table}", cancellationToken),
            _ => await CountNarrowedAsync(table, column, loss.OldType!, loss.NewType!, cancellationToken),
        };
        if (loss.Kind == PotentialLossKind.DropTable) _counted.Add(table);
        if (rows == 0) return null;

        var name = loss.Schema is null ? loss.Table! : $"{loss.Schema}.{loss.Table}";
        return loss.Kind switch
        {
            PotentialLossKind.DropTable => (rows, Invariant($"{rows} rows of table {name}")),
            PotentialLossKind.DeleteRows => (rows, Invariant($"up to {rows} rows of table {name}")),
            PotentialLossKind.RawSql => (null, Unknown(loss)),
            PotentialLossKind.DropColumn => (rows, Invariant($"{rows} values of column {name}.{loss.Column}")),
            _ => (rows, Invariant($"{rows} values of column {name}.{loss.Column} that do not fit {loss.NewType}")),
        };
    }

    private async Task<(long? Rows, string Description)?> CountSchemaAsync(string schema, CancellationToken cancellationToken)
    {
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand(
            "SELECT tablename FROM pg_tables WHERE schemaname = $1", connection)
            { Parameters = { new() { Value = schema } } })
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) tables.Add(Sql.Qualified(schema, reader.GetString(0)));
        }

        tables.RemoveAll(_counted.Contains);
        long rows = 0;
        foreach (var table in tables) rows += await CountAsync($"SELECT count(*) FROM {table}", cancellationToken);
        return rows == 0 ? null : (rows, Invariant($"{rows} rows in {tables.Count} tables of schema {schema}"));
    }

    /// <summary>The values that do not come back from a cast to the new type and back; all values where there is no such cast.</summary>
    private async Task<long> CountNarrowedAsync(string table, string column, string old, string type, CancellationToken cancellationToken)
    {
        try
        {
            return await CountAsync(
                // Compared as text: not every type has an equality operator (json).
                $"SELECT count(*) FROM {table} WHERE {column}::{type}::{old}::text IS DISTINCT FROM {column}::text", cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.CannotCoerce || exception.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            // No cast between the two types, or a value that it refuses (class 22, data exception).
            return await CountAsync($"SELECT count({column}) FROM {table}", cancellationToken);
        }
    }

    private async Task<bool> ExistsAsync(string table, string? column, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT CASE WHEN $2::text IS NULL THEN to_regclass($1) IS NOT NULL
                ELSE EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = $2 AND NOT attisdropped) END
            """,
            connection)
        { Parameters = { new() { Value = table }, new() { Value = (object?)column ?? DBNull.Value } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Unknown(PotentialLoss loss) => $"what cannot be counted, by raw SQL ({Sql.Excerpt(loss.Sql!)})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
