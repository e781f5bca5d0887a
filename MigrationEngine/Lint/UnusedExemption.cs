namespace TradingPlatform.MigrationEngine;

/// <summary>An exemption from a rule that is not broken: it hides what may be broken there one day.</summary>
/// <param name="MigrationId">The migration.</param>
/// <param name="Direction">In which direction.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Reason">The author's reason.</param>
public sealed record UnusedExemption(string MigrationId, MigrationDirection Direction, string Rule, string Reason);
