using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>Every migration of the build and of the database, with what the journal knows of it.</summary>
internal static class MigrationList
{
    /// <summary>How much of the journal is read: the last attempt of each migration is among it, unless the database was migrated up and down hundreds of times.</summary>
    public const int JournalLimit = 2000;

    /// <summary>Newest first.</summary>
    /// <param name="status">How the schema stands.</param>
    /// <param name="graph">The migrations of the build.</param>
    /// <param name="journal">The newest entries, newest first.</param>
    public static IReadOnlyList<MigrationItem> Of(SchemaStatus status, MigrationGraph graph, IReadOnlyList<JournalEntry> journal)
    {
        var applied = status.Applied.ToDictionary(migration => migration.Id);
        var unknown = status.Unknown.ToHashSet();
        var unfinished = status.Unfinished.Select(entry => entry.MigrationId).ToHashSet();
        var waiting = status.Waiting.ToDictionary(migration => migration.Id);
        var last = new Dictionary<string, JournalEntry>();
        foreach (var entry in journal) last.TryAdd(entry.MigrationId, entry);

        return [.. applied.Keys.Concat(status.Pending).Concat(unfinished).Distinct().OrderDescending(StringComparer.Ordinal).Select(Item)];

        MigrationItem Item(string id)
        {
            var entry = last.GetValueOrDefault(id);
            var wait = waiting.GetValueOrDefault(id);
            return new MigrationItem(
                id,
                graph.Contains(id) ? graph[id].Phase : null,
                unfinished.Contains(id) ? MigrationState.Unfinished
                    : unknown.Contains(id) ? MigrationState.Unknown
                    : applied.ContainsKey(id) ? MigrationState.Applied
                    : wait is not null ? MigrationState.Waiting
                    : MigrationState.Pending,
                applied.GetValueOrDefault(id)?.AppliedAt,
                entry?.Duration,
                entry is null ? null : $"{entry.OsUser} on {entry.Host}",
                entry?.Outcome,
                wait?.Sentence ?? (entry is { Outcome: not JournalOutcome.Succeeded } ? entry.Error : null));
        }
    }
}
