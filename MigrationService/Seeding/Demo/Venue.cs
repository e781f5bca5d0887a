namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Where something is traded: what decides about its sessions.</summary>
internal enum Venue
{
    /// <summary>Coins: always open.</summary>
    Crypto,

    /// <summary>Shares in New York, 09:30 to 16:00.</summary>
    UnitedStates,

    /// <summary>Shares in Mumbai, 09:15 to 15:30.</summary>
    India,
}
