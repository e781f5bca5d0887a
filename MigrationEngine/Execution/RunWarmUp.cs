using Microsoft.Extensions.Logging;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Has the runtime load and compile, on another thread, what the migrations of a run need besides the database, while the server prepares the session
/// and gives the lock. Nothing of a migration is kept: what a run comes to later, it computes anew.
/// </summary>
internal static class RunWarmUp
{
    /// <summary>Of several statements and a kind that needs the whole parser; it is never executed.</summary>
    private const string Sample = "-- sample\nALTER TABLE a.b VALIDATE CONSTRAINT c; SELECT 'x';";

    /// <param name="readsStatements">Whether the run has to understand statements, of steps that commit by themselves or together.</param>
    public static void Run(bool readsStatements)
    {
        // Whatever value is the first that is written or read, the driver sets up its mapping of every type for it.
        _ = new NpgsqlParameter { Value = Sample }.NpgsqlDbType;
        _ = ThisProcess.ProductVersion;
        Unheard.Logger.RunStarted(0, MigrationDirection.Up);
        Unheard.Logger.MigrationDone("", MigrationDirection.Up, 0, 0);
        if (!readsStatements) return;

        StatementLimits.IsValidation(Sample);
        SqlStatements.Split(Sample);
        LooseStatement.In(Sample);
    }

    /// <summary>Formats, which is the expensive part, and says it to nobody.</summary>
    private sealed class Unheard : ILogger
    {
        public static readonly ILogger Logger = new Unheard();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            formatter(state, exception);
    }
}
