using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Passes the engine's reports to whoever shows them right now; to nobody otherwise, when the log tells the same in lines.</summary>
/// <param name="isWatched">Whether a person at a terminal watches the run, and asked for no log in its place.</param>
internal sealed class ProgressRelay(bool isWatched) : IProgress<MigrationProgress>
{
    public bool IsWatched => isWatched;

    public Action<MigrationProgress>? Receiver { get; set; }

    public void Report(MigrationProgress value) => Receiver?.Invoke(value);
}
