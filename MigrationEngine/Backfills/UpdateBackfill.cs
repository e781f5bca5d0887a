namespace TradingPlatform.MigrationEngine;

/// <summary>A backfill that gives columns of each row new values: one <c>UPDATE</c> a batch.</summary>
public abstract class UpdateBackfill : Backfill
{
    /// <summary>What follows <c>SET</c>: assignments from expressions over the row's columns, such as <c>is_terminal = status IN ('filled', 'expired')</c>.</summary>
    public abstract string Assignments { get; }
}
