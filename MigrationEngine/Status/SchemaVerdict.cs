namespace TradingPlatform.MigrationEngine;

/// <summary>Whether an application may work on the schema it finds.</summary>
/// <param name="IsSufficient">Every migration of the application's build is applied.</param>
/// <param name="Message">One sentence that says so, or says what is missing.</param>
public sealed record SchemaVerdict(bool IsSufficient, string Message);
