using System.CommandLine;

namespace TradingPlatform.MigrationService;

/// <summary>What the common options say.</summary>
internal sealed record VerbSettings(string? Connection, TimeSpan? LockWait, bool Json, bool Verbose)
{
    public static VerbSettings Of(ParseResult arguments) => new(
        arguments.GetValue(CommonOptions.Connection),
        arguments.GetValue(CommonOptions.LockWait),
        arguments.GetValue(CommonOptions.Json),
        arguments.GetValue(CommonOptions.Verbose));
}
