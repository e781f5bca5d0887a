namespace TradingPlatform.MigrationEngine;

/// <summary>A migration that is applied.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProductVersion">The version of EF Core that it was applied with.</param>
internal sealed record HistoryRow(string Id, string ProductVersion);
