namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>What of the load has an id of its own.</summary>
internal enum LoadKind
{
    User = 1,

    Strategy,

    Bot,
}
