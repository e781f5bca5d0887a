using System.CommandLine;

namespace TradingPlatform.MigrationService;

/// <summary>Verbs that belong together, under one heading of the help.</summary>
internal sealed record VerbGroup(string Title, IReadOnlyList<Command> Verbs);
