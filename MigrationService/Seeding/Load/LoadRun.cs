using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>The load as a part of a seed run: what comes after the minimal profile.</summary>
internal sealed class LoadRun(SeedServices services, string connectionString, Func<Func<IProgress<LoadProgress>?, Task>, Task> display)
{
    /// <summary>The name of the part, in what is said about a run. It is no <see cref="ISeeder"/>: it does not fit into one transaction.</summary>
    public const string PartName = "load";

    /// <summary>Whether a request is about the load.</summary>
    public static bool IsAskedFor(SeedRequest request) => request is { Profile: SeedProfile.Load, Only.Count: 0 };

    /// <summary>Takes away and adds what the request says, and adds it to a report.</summary>
    /// <exception cref="MigrationException">It is not allowed in this environment, a size is none, or the database refused it.</exception>
    public async Task<SeedReport> RunAsync(SeedRequest request, SeedReport before, CancellationToken cancellationToken)
    {
        var plan = request.Load.PlanOf(services);
        IReadOnlyDictionary<string, long> removed = new Dictionary<string, long>();
        IReadOnlyDictionary<string, long> added = new Dictionary<string, long>();
        try
        {
            await display(async progress =>
            {
                if (request.Reset) removed = await LoadRemoval.RunAsync(connectionString, keeps: !request.DryRun, progress, cancellationToken);
                added = request.DryRun
                    ? await LoadSeed.CountAsync(connectionString, plan, isEmpty: request.Reset, cancellationToken)
                    : await AddAsync(plan, progress, cancellationToken);
            });
        }
        catch (Exception exception) when (SeedRefusal.In(exception) is { } refused)
        {
            throw new MigrationException(MigrationExitCode.SeedFailed, $"The load stopped: {SeedRefusal.Describe(refused)}.", refused);
        }

        var part = new SeededPart(PartName, removed.Values.Sum(), added.Values.Sum());
        return before with { Parts = [.. before.Parts, part], Removed = Sum(before.Removed, removed), Added = Sum(before.Added, added) };
    }

    private async Task<IReadOnlyDictionary<string, long>> AddAsync(LoadPlan plan, IProgress<LoadProgress>? progress, CancellationToken cancellationToken)
    {
        await LoadRoom.CheckAsync(connectionString, plan, services.Logger, cancellationToken);
        var added = await LoadSeed.RunAsync(connectionString, plan, progress, cancellationToken);
        foreach (var (table, rows) in added) Log.Seeded(services.Logger, rows, table);
        return added;
    }

    private static SortedDictionary<string, long> Sum(IReadOnlyDictionary<string, long> first, IReadOnlyDictionary<string, long> second)
    {
        var sum = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (table, rows) in first.Concat(second)) sum[table] = sum.GetValueOrDefault(table) + rows;
        return sum;
    }
}
