using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>What a build says of its backfills, looked at before anything runs.</summary>
internal static partial class BackfillDefinition
{
    private const int LongestName = 63;
    private const int MostWorkers = 16;

    private static readonly TimeSpan LongestBatch = TimeSpan.FromMinutes(10);

    /// <summary>A hash over what it does: a backfill that was edited while it was under way walks its table once more.</summary>
    public static string HashOf(Backfill backfill)
    {
        var text = string.Join('\0', backfill.GetType().FullName, backfill.Schema, backfill.Table, backfill.Rows, backfill switch
        {
            UpdateBackfill update => update.Assignments,
            SqlBackfill statement => statement.Statement,
            CodeBackfill code => string.Join('\0', code.Columns),
            _ => "",
        });
        if (backfill.RecognisedBy.Count > 0) text = string.Join('\0', [text, .. backfill.RecognisedBy]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a name is none, is there twice, or follows a migration that the build does not have.</exception>
    public static void Refuse(IReadOnlyList<Backfill> backfills, MigrationGraph graph)
    {
        var names = new HashSet<string>();
        foreach (var backfill in backfills)
        {
            if (backfill.Name.Length > LongestName || !Name().IsMatch(backfill.Name))
                throw Unusable($"Backfill '{backfill.Name}' ({backfill.GetType().Name}) has no usable name: lower-case letters, digits and hyphens, at most {LongestName} characters.");
            if (!names.Add(backfill.Name)) throw Unusable($"Two backfills are called {backfill.Name}: give each a name of its own.");
            if (!graph.Contains(backfill.After) && graph.ReplacementOf(backfill.After) is null)
                throw Unusable($"Backfill {backfill.Name} runs after {backfill.After}, which this build does not have: name a migration by its whole id.");
        }
    }

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a limit with which a run could do nothing, or never stop.</exception>
    public static void Refuse(BackfillRunOptions run)
    {
        if (run.Workers is < 1 or > MostWorkers) throw Unusable(FormattableString.Invariant($"{run.Workers} workers are not possible: use 1 to {MostWorkers}."));
        if (run.FirstBatch < 1 || run.LargestBatch < run.FirstBatch || run.MostSetAside < 1)
            throw Unusable("A batch has at least one row, the largest at least as many as the first, and at least one row may be set aside.");
        foreach (var (name, value) in new[] { ("batch target", run.BatchTarget), ("batch timeout", run.BatchTimeout), ("lock timeout of a batch", run.LockTimeout) })
        {
            if (value < TimeSpan.FromMilliseconds(1) || value > LongestBatch)
                throw Unusable(FormattableString.Invariant($"The {name} is {value}: give it a length between 1 ms and {LongestBatch.TotalMinutes:0} minutes."));
        }

        if (run.Budget <= TimeSpan.Zero || run.LatencyLimit <= TimeSpan.Zero || run.ReplicationLagLimit <= TimeSpan.Zero || run.WalLimit <= 0 || run.LockWaitLimit < 0)
            throw Unusable("A budget or a limit of a backfill that is zero or less would never let it do anything: leave it out, or make it larger.");
    }

    /// <summary>Those of these names, in the order of the build; all of them for null.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: there is no such backfill; the others are named.</exception>
    public static IReadOnlyList<Backfill> Select(IReadOnlyList<Backfill> backfills, IReadOnlyCollection<string>? names)
    {
        if (names is null) return backfills;

        if (names.FirstOrDefault(name => backfills.All(backfill => backfill.Name != name)) is { } unknown)
            throw Unusable(Unknown(unknown, backfills.Select(backfill => backfill.Name)));
        return [.. backfills.Where(backfill => names.Contains(backfill.Name))];
    }

    public static string Unknown(string name, IEnumerable<string> known)
    {
        var others = string.Join(", ", known);
        return others.Length == 0 ? $"There is no backfill '{name}': this build has none." : $"There is no backfill '{name}': use one of {others}.";
    }

    private static MigrationException Unusable(string sentence) => new(MigrationExitCode.Usage, sentence);

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
