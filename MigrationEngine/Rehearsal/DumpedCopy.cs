using System.Diagnostics;
using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>Fills an empty database with another one's schema and rows: pg_dump into pg_restore, without a file in between.</summary>
internal static class DumpedCopy
{
    /// <param name="tools">The programs.</param>
    /// <param name="source">The original, which is read under ACCESS SHARE locks for as long as it takes.</param>
    /// <param name="target">The empty database.</param>
    /// <param name="cancellationToken">Ends both programs.</param>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>, with what the programs said.</exception>
    public static async Task FillAsync(PostgresTools tools, MigrationEngineOptions source, string target, CancellationToken cancellationToken)
    {
        // Owners and privileges change no lock, and another server may not have the roles.
        var from = PostgresTools.Command(
            tools.Dump, new NpgsqlConnectionStringBuilder(source.ConnectionString), "--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--no-password");
        var to = new NpgsqlConnectionStringBuilder(target);
        using var dump = PostgresTools.Start(from);
        using var restore = PostgresTools.Start(
            PostgresTools.Command(tools.Restore, to, "--dbname", to.Database!, "--no-owner", "--no-privileges", "--no-password", "--exit-on-error"));
        await using var ending = cancellationToken.Register(() => Kill(dump, restore));
        var said = Task.WhenAll(dump.StandardError.ReadToEndAsync(CancellationToken.None), restore.StandardError.ReadToEndAsync(CancellationToken.None));
        dump.StandardInput.Close();
        await PipeAsync(dump, restore, cancellationToken);
        await restore.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await Task.WhenAll(dump.WaitForExitAsync(CancellationToken.None), restore.WaitForExitAsync(CancellationToken.None));
        var errors = await said;
        cancellationToken.ThrowIfCancellationRequested();
        if (dump.ExitCode != 0) throw Failed("pg_dump", errors[0]);
        if (restore.ExitCode != 0) throw Failed("pg_restore", errors[1]);

        await AnalyzeAsync(source with { ConnectionString = target }, cancellationToken);
    }

    private static async Task PipeAsync(Process dump, Process restore, CancellationToken cancellationToken)
    {
        try
        {
            await dump.StandardOutput.BaseStream.CopyToAsync(restore.StandardInput.BaseStream, cancellationToken);
        }
        catch (IOException)
        {
            // One of them has ended, and says why itself.
            Kill(dump);
        }
        finally
        {
            restore.StandardInput.Close();
        }
    }

    private static void Kill(params Process[] processes)
    {
        foreach (var process in processes)
        {
            try
            {
                process.Kill();
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }
        }
    }

    /// <summary>Plans of queries on a table that nobody has analyzed are not those of the original.</summary>
    private static async Task AnalyzeAsync(MigrationEngineOptions target, CancellationToken cancellationToken)
    {
        await using var connection = await DedicatedConnection.OpenAsync(target, commandTimeout: 0, cancellationToken);
        await using var command = new NpgsqlCommand("ANALYZE", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static MigrationException Failed(string program, string said)
    {
        var line = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(text => text.Contains("error", StringComparison.OrdinalIgnoreCase))
            ?? said.Trim();
        return new MigrationException(MigrationExitCode.DatabaseUnavailable, $"The database could not be copied: {line.TrimEnd('.', ' ')} ({program}).");
    }
}
