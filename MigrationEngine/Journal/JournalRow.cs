namespace TradingPlatform.MigrationEngine;

/// <summary>A row of the journal that this session has opened.</summary>
/// <param name="Id">Its key.</param>
/// <remarks>
/// An object although it is a number: what an asynchronous method awaits and returns, the runtime compiles anew at each start for each type of value, and has compiled already for objects.
/// </remarks>
internal sealed record JournalRow(long Id);
