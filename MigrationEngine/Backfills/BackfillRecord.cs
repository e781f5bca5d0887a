namespace TradingPlatform.MigrationEngine;

/// <summary>What the database knows of one backfill.</summary>
internal sealed record BackfillRecord(
    string State, int Pass, long EstimatedRows, string DefinitionHash, string? Error, long RowsSetAside, long RowsChanged, long RowsWalked, long Ranges);
