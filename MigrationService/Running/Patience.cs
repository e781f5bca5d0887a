using Microsoft.Extensions.Configuration;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The command line's patience, or the configuration's; null where neither says anything and the engine's default counts.</summary>
internal sealed record Patience(TimeSpan? LockWait, TimeSpan? LockTimeout, TimeSpan? RetryBudget, TimeSpan? StatementTimeout, TimeSpan? ScanTimeout)
{
    /// <summary>The section of the configuration; an environment variable of it is <c>Migration__LockTimeout</c>.</summary>
    private const string Section = "Migration";

    /// <summary>Where nothing is said.</summary>
    public static Patience OfEngine { get; } = new(null, null, null, null, null);

    /// <summary>The same with what the configuration says where the command line says nothing.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: a configured text is no duration.</exception>
    public Patience Or(IConfiguration configuration) => new(
        LockWait ?? Read(configuration, nameof(LockWait)),
        LockTimeout ?? Read(configuration, nameof(LockTimeout)),
        RetryBudget ?? Read(configuration, nameof(RetryBudget)),
        StatementTimeout ?? Read(configuration, nameof(StatementTimeout)),
        ScanTimeout ?? Read(configuration, nameof(ScanTimeout)));

    /// <summary>The engine's options with this patience.</summary>
    public MigrationEngineOptions Apply(MigrationEngineOptions options) => options with
    {
        LockWait = LockWait ?? options.LockWait,
        LockTimeout = LockTimeout ?? options.LockTimeout,
        RetryBudget = RetryBudget ?? options.RetryBudget,
        StatementTimeout = StatementTimeout ?? options.StatementTimeout,
        ScanTimeout = ScanTimeout ?? options.ScanTimeout,
    };

    /// <summary>The same for a script.</summary>
    public MigrationScriptOptions Apply(MigrationScriptOptions options) => options with
    {
        LockWait = LockWait ?? options.LockWait,
        LockTimeout = LockTimeout ?? options.LockTimeout,
        StatementTimeout = StatementTimeout ?? options.StatementTimeout,
        ScanTimeout = ScanTimeout ?? options.ScanTimeout,
    };

    private static TimeSpan? Read(IConfiguration configuration, string name)
    {
        var text = configuration[$"{Section}:{name}"];
        if (string.IsNullOrWhiteSpace(text)) return null;

        return Duration.Parse(text.Trim())
            ?? throw new MigrationException(MigrationExitCode.Usage, $"{Section}:{name} is '{text}', which is not {Duration.Forms}.");
    }
}
