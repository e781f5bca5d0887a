namespace TradingPlatform.MigrationEngine;

/// <summary>A row that cannot be carried, found by a <see cref="RowCheck"/>.</summary>
/// <param name="Table">Its table, with the schema.</param>
/// <param name="Row">What the check finds it by.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record UnfitRow(string Table, string Row, string Reason)
{
    /// <summary>For a list: table, row, reason.</summary>
    public override string ToString() => $"{Table} '{Row}': {Reason}";
}
