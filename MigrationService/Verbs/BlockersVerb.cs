using System.CommandLine;
using System.Globalization;
using Npgsql;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>blockers</c>: who blocks whom, and ending who is in the way.</summary>
internal static class BlockersVerb
{
    private const string Description =
        """
        Shows who blocks whom as a tree: since when, with which statement, from which application, over which lock on which table.
        Cancels a statement or ends a session on request, but only of a session that others wait for.

        Examples:
          blockers
          blockers --watch 2s        again every two seconds, until Ctrl+C
          blockers --cancel 4711     stops the statement of pid 4711 (pg_cancel_backend), asks first
          blockers --terminate 4711  ends its session, and rolls its transaction back (pg_terminate_backend), asks first
        """;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>A little more than the engine's longest pause between two attempts.</summary>
    private static readonly TimeSpan LongestPause = new MigrationEngineOptions { ConnectionString = "" }.RetryMaximumDelay + TimeSpan.FromSeconds(5);

    private static readonly Option<int?> Cancel = Pid("--cancel", "Stop the statement of this pid.");

    private static readonly Option<int?> Terminate = Pid("--terminate", "End the session of this pid.");

    private static readonly Option<TimeSpan?> Watch = new("--watch")
    {
        Description = "Show it again after so long, until Ctrl+C.",
        CustomParser = PatienceOptions.ParseDuration,
        HelpName = "interval",
    };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };

    public static Command Create()
    {
        var verb = new Command("blockers", Description) { Cancel, Terminate, Watch, Yes };
        verb.Validators.Add(result =>
        {
            if (new[] { result.GetResult(Cancel), result.GetResult(Terminate), result.GetResult(Watch) }.Count(option => option is not null) > 1)
                result.AddError("Give one of --cancel, --terminate and --watch.");
        });
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "blockers",
            (context, token) => (arguments.GetValue(Terminate) ?? arguments.GetValue(Cancel)) is { } pid
                ? EndAsync(context, pid, terminate: arguments.GetValue(Terminate) is not null, arguments.GetValue(Yes), token)
                : ShowAsync(context, arguments.GetValue(Watch), token),
            cancellationToken));
        return verb;
    }

    private static Option<int?> Pid(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "pid",
        CustomParser = argument =>
        {
            var text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) return pid;

            argument.AddError($"'{text}' is no pid: `blockers` shows those of the sessions that are in the way.");
            return null;
        },
    };

    private static async Task<MigrationExitCode> ShowAsync(VerbContext context, TimeSpan? interval, CancellationToken cancellationToken)
    {
        await using var connection = await context.ConnectAsync(cancellationToken);
        while (true)
        {
            var sessions = await BlockingReader.ReadAsync(connection, cancellationToken);
            if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, sessions });
            else
            {
                new BlockerTree(sessions).Write();
                if (sessions.Count == 0 && await BlockingReader.ReadMigratingAsync(connection, cancellationToken) is { } holder)
                    Console.Out.WriteLine($"A migration runs ({holder}): between two attempts it waits for nobody, `blockers --watch 1s` shows the next one.");
            }

            if (interval is not { } pause) return MigrationExitCode.Success;

            await Task.Delay(pause, cancellationToken);
            if (!context.Json) Console.Out.WriteLine();
        }
    }

    private static async Task<MigrationExitCode> EndAsync(VerbContext context, int pid, bool terminate, bool yes, CancellationToken cancellationToken)
    {
        await using var connection = await context.ConnectAsync(cancellationToken);
        var sessions = await FindAsync(connection, pid, cancellationToken);
        if (!context.Json) new BlockerTree(sessions).Write();

        var session = sessions.First(session => session.ProcessId == pid);
        var warning = session.IsMigrating ? " It holds the migration lock: a migration ends with it, and the next run resumes it." : "";
        await Confirmation.AskAsync(
            terminate ? $"End the session of pid {pid} and roll its transaction back?{warning}" : $"Cancel the statement of pid {pid}?{warning}", yes, cancellationToken);

        // Between the question and the answer the pid may have become another session's.
        await FindAsync(connection, pid, cancellationToken);
        await using var command = new NpgsqlCommand(terminate ? "SELECT pg_terminate_backend($1)" : "SELECT pg_cancel_backend($1)", connection)
        {
            Parameters = { new() { Value = pid } },
        };
        if (await command.ExecuteScalarAsync(cancellationToken) is not true)
            throw new MigrationException(MigrationExitCode.Refused, $"pid {pid} has gone by itself.");

        var done = terminate ? $"The session of pid {pid} was told to end." : $"The statement of pid {pid} was told to stop.";
        if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, processId = pid, action = terminate ? "terminate" : "cancel" });
        else Console.Out.WriteLine(done);
        return MigrationExitCode.Success;
    }

    /// <summary>The sessions, with the pid among those in the way. A migration that pauses between two attempts is given the time to try again.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Refused"/>: it is in nobody's way.</exception>
    private static async Task<IReadOnlyList<BlockedSession>> FindAsync(NpgsqlConnection connection, int pid, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var sessions = await BlockingReader.ReadAsync(connection, cancellationToken);
            var blockers = sessions.SelectMany(session => session.BlockedBy).Where(id => id != 0).Distinct().ToList();
            if (blockers.Contains(pid)) return sessions;
            if (TimeProvider.System.GetElapsedTime(start) > LongestPause || await BlockingReader.ReadMigratingAsync(connection, cancellationToken) is null) throw Refused(pid, blockers);

            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    private static MigrationException Refused(int pid, List<int> blockers) => new(
        MigrationExitCode.Refused,
        blockers.Count == 0
            ? $"pid {pid} is in nobody's way: nobody waits for a lock in this database."
            : $"pid {pid} is in nobody's way: in the way are {string.Join(", ", blockers)}.");
}
