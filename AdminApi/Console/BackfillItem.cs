using TradingPlatform.MigrationEngine;

namespace TradingPlatform.AdminApi;

/// <summary>One backfill on the console's page.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="SetAside">The rows that it could not do, oldest first; the first of many.</param>
/// <param name="Actions">What can be said to it now: <c>pause</c>, <c>resume</c>, <c>retry</c>, <c>cancel</c>.</param>
public sealed record BackfillItem(BackfillStatus Status, IReadOnlyList<SetAsideRow> SetAside, IReadOnlyList<string> Actions);
