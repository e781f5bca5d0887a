namespace TradingPlatform.AdminApi;

/// <summary>How many are in a state.</summary>
/// <param name="Status">The state, as it is stored; null for bots that have none yet.</param>
/// <param name="Count">How many.</param>
internal sealed record DeskCount(string? Status, long Count);
