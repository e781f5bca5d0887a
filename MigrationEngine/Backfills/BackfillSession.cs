using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The sessions of workers.</summary>
internal static class BackfillSession
{
    /// <summary>How often a lost session is replaced in a row before the run ends.</summary>
    public const int MostAttempts = 5;

    /// <summary>Texts of keys must read the same for everybody.</summary>
    private const string Texts = "SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET extra_float_digits = 1; SET bytea_output = 'hex'";

    /// <summary>For the bookkeeping of a run.</summary>
    public static Task<NpgsqlConnection> OpenAsync(MigrationEngineOptions options, CancellationToken cancellationToken) =>
        OpenAsync(options, Texts, cancellationToken);

    /// <summary>For the batches of one backfill.</summary>
    /// <remarks>
    /// A commit does not wait for the disk: a crash of the server takes a batch and its checkpoint together, and what is written at the end
    /// does wait. Row comparisons are estimated badly, so that a table scan a batch would look cheap; without a scan nothing is worth
    /// compiling. The shared lock keeps nobody out: it shows who works.
    /// </remarks>
    public static async Task<NpgsqlConnection> OpenAsync(MigrationEngineOptions options, BackfillRunOptions run, string name, CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(
            options,
            FormattableString.Invariant(
                $"""
                {Texts}; SET synchronous_commit = off; SET enable_seqscan = off; SET jit = off; SELECT {SteadyWriteback.Sql};
                SET lock_timeout = {(long)run.LockTimeout.TotalMilliseconds}; SET statement_timeout = {(long)run.BatchTimeout.TotalMilliseconds};
                {BackfillSigns.WorksSql(name)}
                """),
            cancellationToken);
        try
        {
            await LogCompression.BeginAsync(connection, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(MigrationEngineOptions options, string settings, CancellationToken cancellationToken)
    {
        var connection = await DedicatedConnection.OpenAsync(options, commandTimeout: 0, cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(settings, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
