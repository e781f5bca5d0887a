namespace TradingPlatform.Data;

/// <summary>That a user may trade by an algorithm of the catalogue. <c>trading.user_strategy_access</c>.</summary>
public sealed class UserStrategyAccess
{
    /// <summary>Who may.</summary>
    public required UserId UserId { get; init; }

    /// <summary>By which algorithm (<see cref="StrategyDefinition.StrategyId"/>).</summary>
    public required string StrategyId { get; init; }

    /// <summary>Who allowed it; null: the platform itself, or somebody who is gone.</summary>
    public UserId? GrantedBy { get; init; }

    /// <summary>Since when; the database's clock unless set.</summary>
    public DateTimeOffset GrantedAt { get; init; }
}
