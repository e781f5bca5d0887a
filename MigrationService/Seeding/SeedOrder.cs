using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Parts of the seed after what they depend on.</summary>
internal static class SeedOrder
{
    /// <summary>All of <paramref name="seeders"/>: where dependencies do not say, in the order of the list.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.SeedFailed"/>: they cannot be ordered, two have one name, or one depends on what there is not.</exception>
    public static IReadOnlyList<ISeeder> Of(IReadOnlyList<ISeeder> seeders)
    {
        if (seeders.GroupBy(seeder => seeder.Name).FirstOrDefault(name => name.Count() > 1) is { } twice)
            throw Wrong($"two of its parts are called {twice.Key}.");

        var byName = seeders.ToDictionary(seeder => seeder.Name, StringComparer.Ordinal);
        var ordered = new List<ISeeder>(seeders.Count);
        var path = new List<string>();
        foreach (var seeder in seeders) Place(seeder);
        return ordered;

        void Place(ISeeder seeder)
        {
            if (ordered.Contains(seeder)) return;

            var begin = path.IndexOf(seeder.Name);
            if (begin >= 0) throw Wrong($"{string.Join(" → ", path.Skip(begin))} → {seeder.Name} depend on each other in a circle.");

            path.Add(seeder.Name);
            foreach (var name in seeder.DependsOn)
                Place(byName.GetValueOrDefault(name) ?? throw Wrong($"{seeder.Name} depends on {name}, and there is no part of that name."));
            path.RemoveAt(path.Count - 1);
            ordered.Add(seeder);
        }
    }

    private static MigrationException Wrong(string fault) => new(MigrationExitCode.SeedFailed, $"The seed cannot be put in order: {fault}");
}
