using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>The parts that a request is about.</summary>
/// <param name="Ordered">Every part, after what it depends on.</param>
/// <param name="Wanted">The names of those that were asked for.</param>
internal sealed record SeedSelection(IReadOnlyList<ISeeder> Ordered, IReadOnlySet<string> Wanted)
{
    /// <summary>The largest profile that a wanted part belongs to.</summary>
    public SeedProfile Profile => Ordered.Where(IsWanted).Select(seeder => seeder.Profile).DefaultIfEmpty(SeedProfile.None).Max();

    /// <exception cref="MigrationException">
    /// <see cref="MigrationExitCode.Usage"/>: there is no such part, it is not in the profile, or it cannot be reset;
    /// <see cref="MigrationExitCode.SeedFailed"/>: see <see cref="SeedOrder"/>.
    /// </exception>
    public static SeedSelection Of(SeedRequest request, IReadOnlyList<ISeeder> seeders)
    {
        var ordered = SeedOrder.Of(seeders);
        var unknown = request.Only.Where(name => ordered.All(seeder => seeder.Name != name)).ToList();
        if (unknown.Count > 0)
            throw Usage($"There is no part {string.Join(", ", unknown)} of the seed: there are {string.Join(", ", ordered.Select(seeder => seeder.Name))}.");

        var wanted = request.Only.Count > 0
            ? ordered.Where(seeder => request.Only.Contains(seeder.Name)).ToList()
            : ordered.Where(seeder => request.Profile!.Value.Includes(seeder.Profile) && (!request.Reset || (seeder.CanReset && seeder.Profile > SeedProfile.Minimal))).ToList();
        if (request.Only.Count > 0) Check(request, wanted);
        if (request.Reset && wanted.Count == 0)
            throw Usage($"Nothing of the profile {request.Profile!.Value.Word()} can be taken away: `seed --reset --profile demo` makes the demo desk anew, `reset` the whole database.");

        return new SeedSelection(ordered, wanted.Select(seeder => seeder.Name).ToHashSet());
    }

    /// <summary>Whether it was asked for itself.</summary>
    public bool IsWanted(ISeeder seeder) => Wanted.Contains(seeder.Name);

    /// <summary>What has to be there for the named parts, and they themselves, in order.</summary>
    public IReadOnlyList<ISeeder> WithDependencies(IEnumerable<string> names)
    {
        var needed = names.ToHashSet();
        foreach (var seeder in Ordered.Reverse().Where(seeder => needed.Contains(seeder.Name))) needed.UnionWith(seeder.DependsOn);
        return [.. Ordered.Where(seeder => needed.Contains(seeder.Name))];
    }

    /// <summary>The wanted parts and all that hang on them, in order.</summary>
    public IReadOnlyList<ISeeder> WithDependents()
    {
        var hanging = Wanted.ToHashSet();
        foreach (var seeder in Ordered.Where(seeder => seeder.DependsOn.Any(hanging.Contains))) hanging.Add(seeder.Name);
        return [.. Ordered.Where(seeder => hanging.Contains(seeder.Name))];
    }

    /// <summary>The wanted part on whose account this one is here; null: it was asked for itself.</summary>
    public string? NeededBy(ISeeder seeder) => IsWanted(seeder) ? null : Ordered.FirstOrDefault(other =>
        IsWanted(other) && WithDependencies([other.Name]).Contains(seeder))?.Name;

    private static void Check(SeedRequest request, IReadOnlyList<ISeeder> wanted)
    {
        if (request.Profile is { } profile && wanted.FirstOrDefault(seeder => !profile.Includes(seeder.Profile)) is { } outside)
            throw Usage($"{outside.Name} is part of the profile {outside.Profile.Word()}, not of {profile.Word()}: leave --profile out.");
        if (request.Reset && wanted.FirstOrDefault(seeder => !seeder.CanReset) is { } lasting)
            throw Usage($"{lasting.Name} is not taken away: the platform does not work without it. `reset` makes the whole database anew.");
    }

    private static MigrationException Usage(string sentence) => new(MigrationExitCode.Usage, sentence);
}
