namespace TradingPlatform.MigrationEngine;

/// <summary>A statement is not of a form that is understood. Never leaves <see cref="StatementReader"/>, which makes an unknown statement of it.</summary>
internal sealed class UnreadableSqlException(string message) : Exception(message);
