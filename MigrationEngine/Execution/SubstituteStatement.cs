namespace TradingPlatform.MigrationEngine;

/// <summary>One of the statements that run in the place of another.</summary>
/// <param name="Sql">The statement.</param>
/// <param name="WaitsHarmlessly">Whether nobody waits behind it.</param>
internal sealed record SubstituteStatement(string Sql, bool WaitsHarmlessly);
