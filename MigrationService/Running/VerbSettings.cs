using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What the common options say.</summary>
internal sealed record VerbSettings(string? Connection, Patience Patience, bool Json, bool Verbose)
{
    /// <summary>What a look found that there is to do; null where nobody has looked.</summary>
    public FirstLook? Look { get; init; }

    public static VerbSettings Of(ParseResult arguments) => new(
        arguments.GetValue(CommonOptions.Connection),
        new Patience(
            arguments.GetValue(PatienceOptions.LockWait),
            arguments.GetValue(PatienceOptions.LockTimeout),
            arguments.GetValue(PatienceOptions.RetryBudget),
            arguments.GetValue(PatienceOptions.StatementTimeout),
            arguments.GetValue(PatienceOptions.ScanTimeout)),
        arguments.GetValue(CommonOptions.Json),
        arguments.GetValue(CommonOptions.Verbose));
}
