using TradingPlatform.MigrationService.Seeding.Demo;

namespace TradingPlatform.MigrationService.Seeding;

/// <summary>Every part of the seed.</summary>
internal static class Seeders
{
    /// <summary>In no particular order: <see cref="SeedOrder"/> finds it.</summary>
    public static IReadOnlyList<ISeeder> All { get; } =
    [
        new AccessSeed(),
        new FirstAdministrator(),
        new SystemConfigurationSeed(),
        new PeoplePart(),
        new AlgorithmsPart(),
        new ConnectionsPart(),
        new StrategiesPart(),
        new BotsPart(),
        new OrdersPart(),
        new TradesPart(),
        new RunsPart(),
        new BacktestsPart(),
        new NewsPart(),
        new WorkspacePart(),
        new TrailPart(),
    ];

    /// <summary>Whether a run of <paramref name="profile"/> has the parts of <paramref name="part"/>: load is no larger demo, it is beside it.</summary>
    public static bool Includes(this SeedProfile profile, SeedProfile part) => profile switch
    {
        SeedProfile.None => false,
        SeedProfile.Minimal => part == SeedProfile.Minimal,
        SeedProfile.Demo or SeedProfile.Load => part == SeedProfile.Minimal || part == profile,
        _ => throw new ArgumentOutOfRangeException(nameof(profile), profile, "There is no such profile."),
    };
}
