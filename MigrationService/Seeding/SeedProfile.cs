namespace TradingPlatform.MigrationService.Seeding;

/// <summary>How much data a run of the MigrationService adds after the migrations (<c>Seed:Profile</c>).</summary>
internal enum SeedProfile
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What the platform cannot do without, in every environment: roles and permissions, the first administrator, the system configuration.</summary>
    Minimal,

    /// <summary>Minimal, and a desk of traders with strategies, bots and trades to develop against. Development only.</summary>
    Demo,
}
