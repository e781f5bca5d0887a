using System.Reflection;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Finds out at which migrations a database is that the engine has no journal of.</summary>
/// <param name="Ids">The migrations, with or without those before them.</param>
/// <param name="Reason">How that is known, in one sentence.</param>
/// <param name="OldTable">The history table of the tool before; null for none.</param>
internal sealed record AdoptionOrigin(IReadOnlyList<string> Ids, string Reason, string? OldTable)
{
    public static async Task<AdoptionOrigin> FindAsync(
        NpgsqlConnection connection, SchemaDefinition definition, AdoptionOptions options, CancellationToken cancellationToken)
    {
        var graph = definition.Graph;
        if (options.Baseline is { } baseline)
        {
            var id = graph.Find(baseline);
            return new AdoptionOrigin([id], $"The command line says that the database is at {id}.", null);
        }

        if (await ForeignHistory.FindEfAsync(connection, definition.History, cancellationToken) is { Count: > 0 } histories) return OfEf(histories, graph);
        if (await ForeignHistory.FindAlembicAsync(connection, cancellationToken) is { Count: > 0 } revisions) return OfAlembic(revisions, graph, options);

        return graph.Roots.Count == 1
            ? new AdoptionOrigin([graph.Roots[0]], $"No tool has left a history: the database is compared with the baseline {graph.Roots[0]}.", null)
            : throw new MigrationException(
                MigrationExitCode.Usage, $"No tool has left a history, and this build has {graph.Roots.Count} baselines: name one of {string.Join(", ", graph.Roots)}.");
    }

    private static AdoptionOrigin OfEf(IReadOnlyList<ForeignHistory> histories, MigrationGraph graph)
    {
        // Another program may keep its own history in the same database.
        var ours = histories.Where(history => history.Entries.Any(id => graph.Contains(id) || graph.ReplacementOf(id) is not null)).ToList();
        if (ours.Count != 1)
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"{string.Join(", ", histories.Select(history => history.Table))} {(ours.Count == 0 ? "lists no migration" : "list migrations")} of this build: name the migration that the database is at.");
        }

        var (table, entries) = ours[0];
        var state = new AppliedState(graph, entries);
        if (state.Unknown is { Count: > 0 } unknown)
        {
            throw new MigrationException(
                MigrationExitCode.DatabaseAhead,
                $"{table} lists {string.Join(", ", unknown)}, which this build does not contain: adopt with the build that contains them.");
        }

        return new AdoptionOrigin(state.Applied, FormattableString.Invariant($"EF Core's own table {table} lists {entries.Count} migrations of this build."), table);
    }

    private static AdoptionOrigin OfAlembic(IReadOnlyList<ForeignHistory> histories, MigrationGraph graph, AdoptionOptions options)
    {
        if (histories.Count > 1)
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"Alembic has left several tables ({string.Join(", ", histories.Select(history => history.Table))}): name the migration that the database is at.");
        }

        var (table, revisions) = histories[0];
        var map = MapOf(graph);
        foreach (var (revision, migration) in options.AlembicMap) map[revision] = graph.Find(migration);
        var unmapped = revisions.Where(revision => !map.ContainsKey(revision)).ToList();
        return unmapped.Count == 0
            ? new AdoptionOrigin(
                [.. revisions.Select(revision => map[revision]).Distinct()],
                $"Alembic's table {table} says {string.Join(", ", revisions.Select(revision => $"{revision} ({map[revision]})"))}.",
                table)
            : throw new MigrationException(
                MigrationExitCode.Usage,
                $"Alembic's table {table} says {string.Join(", ", unmapped)}, which no migration of this build stands for: say which with --map {unmapped[0]}=<migration>, or put [AlembicRevision(\"{unmapped[0]}\")] on it.");
    }

    private static Dictionary<string, string> MapOf(MigrationGraph graph) => graph.Ids
        .SelectMany(id => graph.TypeOf(id).GetCustomAttributes<AlembicRevisionAttribute>(), (id, attribute) => (attribute.Revision, Id: id))
        .GroupBy(pair => pair.Revision)
        .ToDictionary(group => group.Key, group => group.Select(pair => pair.Id).Distinct().ToList() is [var id]
            ? id
            : throw new MigrationException(
                MigrationExitCode.Damaged, $"Alembic's revision {group.Key} stands on several migrations: leave it on the last of them."));
}
