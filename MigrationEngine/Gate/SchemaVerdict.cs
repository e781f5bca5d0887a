namespace TradingPlatform.MigrationEngine;

/// <summary>Whether an application may work on the schema it finds.</summary>
/// <param name="IsSufficient">Every migration of the application's build that it needs is applied, and none took away what it uses.</param>
/// <param name="Message">One sentence that says so, or says what is missing.</param>
public sealed record SchemaVerdict(bool IsSufficient, string Message)
{
    /// <summary>What kind of reason it is. Default: none.</summary>
    public SchemaObstacle Obstacle { get; init; }
}
