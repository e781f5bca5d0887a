using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Benchmarks;

/// <summary>The DDL of a context's migrations, both ways, as the engine plans it: what the peers are given to run.</summary>
internal sealed record MigrationScript(IReadOnlyList<MigrationScript.Part> Parts, RunPreview First)
{
    private const string CreateHistory =
        $"""CREATE SCHEMA migration; CREATE TABLE {History}("MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32) NOT NULL);""";

    private const string History = """migration."__EFMigrationsHistory" """;

    /// <summary>One migration.</summary>
    internal sealed record Part(string Id, IReadOnlyList<MigrationStep> Up, IReadOnlyList<MigrationStep> Down);

    /// <summary>Plans up on the given empty database, and down after having applied it.</summary>
    public static async Task<MigrationScript> OfAsync(
        string connection, DbContextOptions options, Func<DbContext> create, IReadOnlyList<Backfill> backfills)
    {
        var migrator = new SchemaMigrator(
            create, new MigrationEngineOptions { ConnectionString = connection, ContextOptions = options, Backfills = backfills }, NullLogger<SchemaMigrator>.Instance, TimeProvider.System);
        var first = await RunPreview.ReadAsync(migrator, MigrationDirection.Up, MigrationTarget.Head, CancellationToken.None);
        await using var session = await migrator.BeginAsync(CancellationToken.None);
        var up = await session.PlanUpAsync(MigrationTarget.Head, CancellationToken.None);
        await session.UpAsync(MigrationTarget.Head, allowDataLoss: true, CancellationToken.None);
        var down = (await session.PlanDownAsync(MigrationTarget.Base, CancellationToken.None)).Migrations.ToDictionary(migration => migration.Id);
        return new MigrationScript([.. up.Migrations.Select(migration => new Part(migration.Id, migration.Steps, down[migration.Id].Steps))], first);
    }

    /// <summary>The steps of the migrations, each with its history row in the last one, for psql.</summary>
    public string Up(int skip = 0)
    {
        var sql = new StringBuilder();
        if (skip == 0) sql.AppendLine(CreateHistory);
        foreach (var part in Parts.Skip(skip)) Write(sql, part.Up, $"INSERT INTO {History} VALUES ('{part.Id}', '10.0.0')");
        return sql.ToString();
    }

    /// <summary>What a run on an empty database executes, which commits steps at once: the same transactions for psql, without the journal.</summary>
    public string UpAtOnce()
    {
        var sql = new StringBuilder().AppendLine(CreateHistory);
        foreach (var migration in First.Migrations)
        {
            foreach (var step in migration.Steps)
            {
                if (step.IsTransactional) sql.AppendLine("BEGIN;");
                foreach (var statement in step.Statements.Select(Own).Where(own => own.Length > 0)) sql.AppendLine(Ended(statement));
                if (step.LastNumber == migration.StepsTotal) sql.AppendLine($"INSERT INTO {History} VALUES ('{migration.Id}', '10.0.0');");
                if (step.IsTransactional) sql.AppendLine("COMMIT;");
            }
        }

        return sql.ToString();
    }

    /// <summary>The migration's part of a statement: none of the engine's limits and rows.</summary>
    private static string Own(PreviewStatement statement)
    {
        var own = statement.Sql.Split("\n;\nUPDATE migration.journal")[0];
        var isEngines = statement.Parameters is not null || own.Contains("UPDATE migration.journal", StringComparison.Ordinal)
            || own.Contains("lock_timeout", StringComparison.Ordinal);
        return isEngines ? "" : own;
    }

    /// <summary>The way back.</summary>
    public string Down()
    {
        var sql = new StringBuilder();
        foreach (var part in Parts.Reverse()) Write(sql, part.Down, $"""DELETE FROM {History} WHERE "MigrationId" = '{part.Id}'""");
        return sql.ToString();
    }

    private static void Write(StringBuilder sql, IReadOnlyList<MigrationStep> steps, string history)
    {
        foreach (var (index, step) in steps.Index())
        {
            if (step.IsTransactional) sql.AppendLine("BEGIN;");
            foreach (var statement in step.Statements) sql.AppendLine(Ended(statement));
            if (index == steps.Count - 1) sql.AppendLine(history + ";");
            if (step.IsTransactional) sql.AppendLine("COMMIT;");
        }
    }

    /// <summary>The same statements, each ended once.</summary>
    public static string Ended(string statement) => statement.TrimEnd().TrimEnd(';') + ";";
}
