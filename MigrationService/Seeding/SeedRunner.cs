using Microsoft.EntityFrameworkCore;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>
/// Adds what a request asks for and the database lacks in one transaction, so that a seed is there wholly or not at all. It is called while
/// the migration lock is held: of several replicas the first seeds and the others find nothing left to add.
/// </summary>
internal sealed class SeedRunner(SeedServices services, IReadOnlyList<ISeeder> seeders)
{
    /// <exception cref="MigrationException">It is not allowed in this environment, there is no such part, or the database refused it: it is rolled back.</exception>
    public async Task<SeedReport> RunAsync(NpgsqlConnection connection, SeedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await SeedAsync(connection, request, cancellationToken);
        }
        catch (Exception exception) when (SeedRefusal.In(exception) is { } error)
        {
            throw new MigrationException(MigrationExitCode.SeedFailed, $"The seed was rolled back: {SeedRefusal.Describe(error)}.", exception);
        }
    }

    private async Task<SeedReport> SeedAsync(NpgsqlConnection connection, SeedRequest request, CancellationToken cancellationToken)
    {
        var selection = SeedSelection.Of(request, seeders);
        var profile = (SeedProfile)Math.Max((int)selection.Profile, (int)(request.Profile ?? SeedProfile.None));
        SeedPolicy.Check(profile, request.Reset, services.EnvironmentName);

        // Asked in plain SQL: a start that has nothing to seed, which is nearly every start, does not pay for an entity model.
        var missing = request.Reset ? [] : await MissingAsync(connection, selection.WithDependencies(selection.Wanted), cancellationToken);
        if (missing.Count == 0 && !request.Reset) return Nothing(selection);

        var options = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(connection, TradingDatabase.ConfigureNpgsql).Options;
        await using var database = new TradingDbContext(options);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var batch = new SeedBatch(database, services);
        var report = await FillAsync(batch, connection, selection, missing, request, cancellationToken);
        if (request.DryRun) return report;

        await transaction.CommitAsync(cancellationToken);
        foreach (var (table, rows) in report.Removed) Log.Removed(services.Logger, rows, table);
        foreach (var (table, rows) in report.Added) Log.Seeded(services.Logger, rows, table);
        return report with { FirstAdministrator = batch.FirstAdministrator };
    }

    private static async Task<SeedReport> FillAsync(
        SeedBatch batch, NpgsqlConnection connection, SeedSelection selection, IReadOnlyList<ISeeder> missing, SeedRequest request, CancellationToken cancellationToken)
    {
        var removed = new Dictionary<string, long>();
        if (request.Reset)
        {
            var there = await RemoveAsync(batch, connection, selection, removed, cancellationToken);
            missing = await MissingAsync(connection, selection.WithDependencies(selection.Wanted.Concat(there)), cancellationToken);
        }

        var added = new Dictionary<string, long>();
        foreach (var seeder in missing)
        {
            var before = batch.Added.Values.Sum();
            await seeder.AddAsync(batch, cancellationToken);
            await batch.SaveAsync(cancellationToken);
            added[seeder.Name] = batch.Added.Values.Sum() - before;
        }

        var parts = selection.Ordered
            .Where(seeder => selection.IsWanted(seeder) || added.ContainsKey(seeder.Name) || removed.ContainsKey(seeder.Name))
            .Select(seeder => new SeededPart(seeder.Name, removed.GetValueOrDefault(seeder.Name), added.GetValueOrDefault(seeder.Name))
            {
                NeededBy = removed.ContainsKey(seeder.Name) ? null : selection.NeededBy(seeder),
            });
        return new SeedReport([.. parts], batch.Removed, batch.Added);
    }

    /// <summary>Takes the wanted parts away after all that hang on them.</summary>
    /// <returns>The names of the parts that were there, and have to be again.</returns>
    private static async Task<IReadOnlyList<string>> RemoveAsync(
        SeedBatch batch, NpgsqlConnection connection, SeedSelection selection, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        var hanging = selection.WithDependents();
        var missing = await MissingAsync(connection, hanging, cancellationToken);
        foreach (var seeder in hanging.Reverse())
        {
            var before = batch.Removed.Values.Sum();
            await seeder.RemoveAsync(batch, cancellationToken);
            removed[seeder.Name] = batch.Removed.Values.Sum() - before;
        }

        return [.. hanging.Except(missing).Select(seeder => seeder.Name)];
    }

    private static async Task<IReadOnlyList<ISeeder>> MissingAsync(
        NpgsqlConnection connection, IReadOnlyList<ISeeder> seeders, CancellationToken cancellationToken)
    {
        var missing = new List<ISeeder>();
        foreach (var seeder in seeders)
        {
#pragma warning disable CA2100 // Constants of the seeders; nothing of it comes from outside.
            await using var command = new NpgsqlCommand($"SELECT {seeder.IsPresentSql}", connection);
#pragma warning restore CA2100
            if (await command.ExecuteScalarAsync(cancellationToken) is not true)
                missing.Add(seeder);
        }

        return missing;
    }

    private static SeedReport Nothing(SeedSelection selection) => new(
        [.. selection.Ordered.Where(selection.IsWanted).Select(seeder => new SeededPart(seeder.Name, Removed: 0, Added: 0))],
        new Dictionary<string, long>(),
        new Dictionary<string, long>());
}
