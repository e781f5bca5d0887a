namespace TradingPlatform.MigrationService.Seeding;

/// <summary>How much data a run of the MigrationService adds after the migrations (<c>Seed:Profile</c>).</summary>
internal enum SeedProfile
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What the platform cannot do without, in every environment: roles and permissions, the first administrator, the system configuration.</summary>
    Minimal,

    /// <summary>Minimal, and a desk of invented people with everything that they trade with. Never in Production.</summary>
    Demo,

    /// <summary>Minimal, and as many trades as are asked for, to measure with. Never in Production.</summary>
    Load,
}
