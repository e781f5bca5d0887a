using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Looks in migrations for what would hurt a busy database.</summary>
/// <param name="graph">The build's migrations.</param>
/// <param name="context">A context of the build; no connection of it is opened.</param>
public sealed class MigrationLint(MigrationGraph graph, DbContext context)
{
    private readonly MigrationPlanner _planner = new(context, graph);

    /// <summary>Checks migrations by what they say alone.</summary>
    /// <param name="ids">The migrations, by their full ids.</param>
    /// <param name="directions">In which directions; one that a migration does not have is left out.</param>
    public LintReport Check(IEnumerable<string> ids, params IEnumerable<MigrationDirection> directions) => Check(Read(ids, directions), facts: null);

    /// <summary>Checks migrations with what the catalog of a database says of their tables.</summary>
    /// <param name="ids">The migrations, by their full ids, in the order in which they run: later ones use the names that earlier ones give.</param>
    /// <param name="directions">In which directions; one that a migration does not have is left out.</param>
    /// <param name="connection">The database. Only its catalog is read, and nothing is waited for.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<LintReport> CheckAsync(
        IEnumerable<string> ids, IEnumerable<MigrationDirection> directions, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var migrations = Read(ids, directions);
        var changes = migrations.SelectMany(migration => migration.Written.Concat(migration.Generated)).SelectMany(statement => statement.Effects.Changes).ToList();
        var tables = changes.SelectMany(change => new[] { change.Table, change.Other }).OfType<TableName>().Select(table => table.Name).ToHashSet();
        var types = changes.Select(change => change.Column?.Type).OfType<string>().Select(LintFacts.NameOf).ToHashSet();
        return Check(migrations, await LintFactsReader.ReadAsync(connection, tables, types, cancellationToken));
    }

    /// <summary>Whether there is no error in a migration upwards that counts, whatever a database's catalog says.</summary>
    internal bool IsAssured(string id)
    {
        var check = new LintCheck(Read(id, MigrationDirection.Up), facts: null);
        return !check.DependsOnFacts && !check.Findings.Any(finding => finding is { Counts: true, Severity: LintSeverity.Error });
    }

    private List<LintMigration> Read(IEnumerable<string> ids, IEnumerable<MigrationDirection> directions) =>
        [.. ids.SelectMany(id => directions.Where(direction => _planner.Has(id, direction)).Select(direction => Read(id, direction)))];

    private LintMigration Read(string id, MigrationDirection direction) =>
        LintMigration.Of(id, direction, graph[id].Phase, _planner.OperationsOf(id, direction), _planner.GenerateEach(id, direction));

    // Each begins with the names that those before it leave, and a way back beside its way up with what that one leaves.
    private static LintReport Check(IReadOnlyList<LintMigration> migrations, LintFacts? facts)
    {
        var checks = new List<LintCheck>();
        var isMixed = migrations.Any(migration => migration.Direction == MigrationDirection.Up);
        LintNames? names = null;
        foreach (var migration in migrations)
        {
            checks.Add(new LintCheck(migration, facts, names));
            if (migration.Direction == MigrationDirection.Up || !isMixed) names = checks[^1].Names;
        }

        return new LintReport([.. checks.SelectMany(check => check.Findings)], [.. checks.SelectMany(check => check.UnusedExemptions)]);
    }
}
