namespace TradingPlatform.Data;

/// <summary>
/// An algorithm in the platform's catalogue, which orders and trades name. <c>trading.strategy_definitions</c>. Not to be confused with
/// <see cref="Strategy"/>, a trader's plan for a day.
/// </summary>
public sealed class StrategyDefinition
{
    /// <summary>The one that every database has.</summary>
    public const string AlphaBaseline = "alpha_baseline";

    /// <summary>Key: the catalogue name, lower_snake, at most 50 characters.</summary>
    public required string StrategyId { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>Whether new orders may name it. Default true.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Who changed it last; null: the platform itself, or somebody who is gone.</summary>
    public UserId? UpdatedBy { get; set; }

    /// <summary>When it was last changed; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Row version (xmin): two administrators may edit.</summary>
    public uint Version { get; private set; }
}
