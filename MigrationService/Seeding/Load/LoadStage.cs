namespace TradingPlatform.MigrationService.Seeding.Load;

/// <summary>Which parts write a table.</summary>
internal enum LoadStage
{
    /// <summary>A new one whose traders are not there: a removal keeps those that the audit log names.</summary>
    Owners,

    /// <summary>A new one.</summary>
    Desk,

    /// <summary>Every part: what grows with the number of trades.</summary>
    Trading,

    /// <summary>Every part, in place of what an earlier part of the chunk has written.</summary>
    Totals,
}
