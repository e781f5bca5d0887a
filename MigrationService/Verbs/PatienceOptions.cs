using System.CommandLine;
using System.CommandLine.Parsing;

namespace TradingPlatform.MigrationService;

/// <summary>How patient a run is: with another run, with sessions in its way, and with its own statements.</summary>
internal static class PatienceOptions
{
    public static Option<TimeSpan?> LockWait { get; } = Create("--lock-wait", "How long to wait for another run, such as 30s, 5m or 00:05:00. Default: 5m.");

    public static Option<TimeSpan?> LockTimeout { get; } = Create(
        "--lock-timeout", "How long a statement may queue for a table's lock, and everybody else behind it, before it is rolled back and tried again. Default: 50ms; script: 2s.");

    public static Option<TimeSpan?> RetryBudget { get; } = Create("--retry-budget", "How long one step tries to get its locks in all. Default: 5m.");

    public static Option<TimeSpan?> StatementTimeout { get; } = Create("--statement-timeout", "How long a statement of a transaction may run. Default: 1m.");

    public static Option<TimeSpan?> ScanTimeout { get; } = Create(
        "--scan-timeout", "How long a statement outside of a transaction may run: a concurrent index build, a validation, a batched update. Default: 12h.");

    public static void AddTo(Command root)
    {
        root.Add(LockWait);
        root.Add(LockTimeout);
        root.Add(RetryBudget);
        root.Add(StatementTimeout);
        root.Add(ScanTimeout);
    }

    private static Option<TimeSpan?> Create(string name, string description) =>
        new(name) { Description = description, CustomParser = ParseDuration, Recursive = true };

    public static TimeSpan? ParseDuration(ArgumentResult argument)
    {
        var duration = Duration.Parse(argument.Tokens[0].Value);
        if (duration is null) argument.AddError($"'{argument.Tokens[0].Value}' is not {Duration.Forms}.");
        return duration;
    }
}
