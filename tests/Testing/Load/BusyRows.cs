using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Testing;

/// <summary>A change of every row of <see cref="BusyTable"/>, as a backfill and as one UPDATE.</summary>
public sealed class BusyRows : UpdateBackfill
{
    /// <summary>What it is, beside the migrations.</summary>
    public static BusyChange Change { get; } = new("busy-rows", "every row by a backfill", IsEveryRow: true);

    /// <inheritdoc />
    public override string Name => Change.Migration;

    /// <inheritdoc />
    public override string After => BusyContext.Changes[^1].Migration;

    /// <inheritdoc />
    public override string Schema => "busy";

    /// <inheritdoc />
    public override string Table => "trades";

    /// <inheritdoc />
    public override string Rows => "legacy >= 0";

    /// <inheritdoc />
    public override string Assignments => "legacy = -1 - legacy";

    /// <summary>By the engine.</summary>
    /// <exception cref="InvalidOperationException">It did not finish.</exception>
    public static Task RunAsync(MigrationEngineOptions options, CancellationToken cancellationToken) => RunAsync(new BusyRows(), options, cancellationToken);

    internal static async Task RunAsync(Backfill backfill, MigrationEngineOptions options, CancellationToken cancellationToken)
    {
        var runner = new BackfillRunner(
            options with { ContextOptions = BusyContext.Options(options.ConnectionString), Backfills = [backfill] }, NullLogger.Instance, TimeProvider.System);
        var results = await runner.RunAsync(null, new BackfillRunOptions(), cancellationToken);
        if (results is not [{ Outcome: BackfillOutcome.Finished }]) throw new InvalidOperationException(string.Join(", ", results));
    }

    /// <summary>By one statement.</summary>
    public static async Task RunPlainlyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 });
        await using var command = source.CreateCommand("UPDATE busy.trades SET legacy = -1 - legacy WHERE legacy >= 0");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
