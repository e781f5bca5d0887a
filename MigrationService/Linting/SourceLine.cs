namespace TradingPlatform.MigrationService;

/// <summary>Where an operation stands in the sources.</summary>
/// <param name="File">The file, from the root of the working copy on, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
internal sealed record SourceLine(string File, int Line);
