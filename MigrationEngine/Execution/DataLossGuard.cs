using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Counts what a plan would destroy in the database as it is, and refuses when that is more than nothing.</summary>
internal sealed class DataLossGuard(NpgsqlConnection connection)
{
    /// <summary>So many are asked for in one message, which holds a light lock on each table until its end.</summary>
    private const int Together = 50;

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

    /// <summary>What the database holds of what a plan would destroy. Where it had no table that is nothing, but for what cannot be counted anywhere.</summary>
    public Task<IReadOnlyList<FoundLoss>> FindAsync(MigrationPlan plan, CancellationToken cancellationToken) => FindAsync(Relevant(plan), cancellationToken);

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>, with the number of rows of each loss.</exception>
    public Task CheckAsync(MigrationPlan plan, CancellationToken cancellationToken) => CheckAsync(Relevant(plan), cancellationToken);

    private static IEnumerable<PlannedMigration> Relevant(MigrationPlan plan) =>
        plan.IsForNobody ? plan.Migrations.Select(migration => migration with { Losses = [.. migration.Losses.Where(IsUncountable)] }) : plan.Migrations;

    private static bool IsUncountable(PotentialLoss loss) => loss.Kind != PotentialLossKind.DropSchema && loss.Table is null;

    /// <summary>What the database holds of what the migrations would destroy.</summary>
    public async Task<IReadOnlyList<FoundLoss>> FindAsync(IEnumerable<PlannedMigration> migrations, CancellationToken cancellationToken)
    {
        _counted.Clear();
        var found = new List<FoundLoss>();
        foreach (var some in migrations.SelectMany(migration => migration.Losses, (migration, loss) => new Candidate(migration.Id, loss)).Chunk(Together))
        {
            await LookAsync(some, cancellationToken);
            foreach (var candidate in some)
            {
                if (await CountAsync(candidate, cancellationToken) is { } counted)
                    found.Add(new FoundLoss(candidate.MigrationId, candidate.Loss, counted.Rows, counted.Description));
            }
        }

        return found;
    }

    /// <summary>Finds out in two messages which tables and columns there are, and how many rows they have.</summary>
    private async Task LookAsync(Candidate[] candidates, CancellationToken cancellationToken)
    {
        Candidate[] named = [.. candidates.Where(candidate => candidate.Table is not null)];
        await AskAsync(named, candidate => candidate.ExistsSql, (candidate, answer) => candidate.Exists = answer.GetBoolean(0), cancellationToken);
        Candidate[] plain = [.. named.Where(candidate => candidate.Exists && candidate.CountSql is not null)];
        await AskAsync(plain, candidate => candidate.CountSql!, (candidate, answer) => candidate.Rows = answer.GetInt64(0), cancellationToken);
    }

    private async Task AskAsync(
        Candidate[] candidates, Func<Candidate, string> question, Action<Candidate, NpgsqlDataReader> receive, CancellationToken cancellationToken)
    {
        if (candidates.Length == 0) return;

        await using var batch = new NpgsqlBatch(connection);
        foreach (var candidate in candidates) batch.BatchCommands.Add(new NpgsqlBatchCommand(question(candidate)));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        foreach (var candidate in candidates)
        {
            await reader.ReadAsync(cancellationToken);
            receive(candidate, reader);
            await reader.NextResultAsync(cancellationToken);
        }
    }

    /// <summary>A loss in numbers, null where it cannot be counted, and words.</summary>
    private sealed record Counted(long? Rows, string Description);

    /// <summary>The loss in numbers and words; null when nothing would be lost.</summary>
    private async Task<Counted?> CountAsync(Candidate candidate, CancellationToken cancellationToken)
    {
        var loss = candidate.Loss;
        if (loss.Kind == PotentialLossKind.DropSchema) return await CountSchemaAsync(loss.Schema!, cancellationToken);

        if (IsUncountable(loss)) return new Counted(null, Unknown(loss));

        if (!candidate.Exists) return null;

        var table = candidate.Table!;
        var rows = candidate.Rows ?? await CountNarrowedAsync(table, Sql.Identifier(loss.Column!), loss.OldType!, loss.NewType!, cancellationToken);
        if (loss.Kind == PotentialLossKind.DropTable) _counted.Add(table);
        if (rows == 0) return null;

        var name = loss.Schema is null ? loss.Table! : $"{loss.Schema}.{loss.Table}";
        return loss.Kind switch
        {
            PotentialLossKind.DropTable => new Counted(rows, Invariant($"{rows} rows of table {name}")),
            PotentialLossKind.DeleteRows => new Counted(rows, Invariant($"up to {rows} rows of table {name}")),
            PotentialLossKind.RawSql => new Counted(null, Unknown(loss)),
            PotentialLossKind.DropColumn => new Counted(rows, Invariant($"{rows} values of column {name}.{loss.Column}")),
            _ => new Counted(rows, Invariant($"{rows} values of column {name}.{loss.Column} that do not fit {loss.NewType}")),
        };
    }

    private async Task<Counted?> CountSchemaAsync(string schema, CancellationToken cancellationToken)
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
        return rows == 0 ? null : new Counted(rows, Invariant($"{rows} rows in {tables.Count} tables of schema {schema}"));
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

    private async Task<long> CountAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static string Unknown(PotentialLoss loss) => $"what cannot be counted, by raw SQL ({Sql.Excerpt(loss.Sql!)})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>A loss that may be one, with what the database says of it.</summary>
    private sealed class Candidate(string migrationId, PotentialLoss loss)
    {
        public string MigrationId => migrationId;

        public PotentialLoss Loss => loss;

        /// <summary>Null for a schema, and for what raw SQL does not name.</summary>
        public string? Table { get; } = loss.Kind == PotentialLossKind.DropSchema || loss.Table is null ? null : Sql.Qualified(loss.Schema, loss.Table);

        public bool Exists { get; set; }

        /// <summary>Null where a mere count does not tell.</summary>
        public long? Rows { get; set; }

        public string ExistsSql => loss.Column is null
            ? $"SELECT to_regclass({PsqlText.Literal(Table!)}) IS NOT NULL"
            : $"SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass({PsqlText.Literal(Table!)}) AND attname = {PsqlText.Literal(loss.Column)} AND NOT attisdropped)";

        public string? CountSql => loss.Kind switch
        {
            PotentialLossKind.DropTable or PotentialLossKind.DeleteRows or PotentialLossKind.RawSql => $"SELECT count(*) FROM {Table}",
            PotentialLossKind.DropColumn => $"SELECT count({Sql.Identifier(loss.Column!)}) FROM {Table}",
            _ => null,
        };
    }
}
