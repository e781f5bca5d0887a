namespace TradingPlatform.AdminApi;

/// <summary>How the backfills stand.</summary>
/// <param name="At">When this was read, by the server's clock.</param>
/// <param name="IsTouched">Whether the migration engine has ever worked on the database.</param>
/// <param name="Items">Those of the build in its order, then those that only the database knows.</param>
public sealed record BackfillsResponse(DateTimeOffset At, bool IsTouched, IReadOnlyList<BackfillItem> Items);
