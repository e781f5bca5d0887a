using System.CommandLine;
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

    private static readonly Option<int?> Cancel = new("--cancel") { Description = "Stop the statement of this pid.", HelpName = "pid" };

    private static readonly Option<int?> Terminate = new("--terminate") { Description = "End the session of this pid.", HelpName = "pid" };

    private static readonly Option<TimeSpan?> Watch = new("--watch")
    {
        Description = "Show it again after so long, until Ctrl+C.",
        CustomParser = CommonOptions.ParseDuration,
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

    private static async Task<MigrationExitCode> ShowAsync(VerbContext context, TimeSpan? interval, CancellationToken cancellationToken)
    {
        await using var connection = await context.ConnectAsync(cancellationToken);
        while (true)
        {
            var sessions = await BlockingReader.ReadAsync(connection, cancellationToken);
            if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, sessions });
            else new BlockerTree(sessions).Write();
            if (interval is not { } pause) return MigrationExitCode.Success;

            await Task.Delay(pause, cancellationToken);
            if (!context.Json) Console.Out.WriteLine();
        }
    }

    private static async Task<MigrationExitCode> EndAsync(VerbContext context, int pid, bool terminate, bool yes, CancellationToken cancellationToken)
    {
        await using var connection = await context.ConnectAsync(cancellationToken);
        var sessions = await BlockingReader.ReadAsync(connection, cancellationToken);
        RefuseUnlessBlocking(sessions, pid);
        if (!context.Json) new BlockerTree(sessions).Write();

        var session = sessions.First(session => session.ProcessId == pid);
        var warning = session.IsMigrating ? " It holds the migration lock: a migration ends with it, and the next run resumes it." : "";
        await Confirmation.AskAsync(
            terminate ? $"End the session of pid {pid} and roll its transaction back?{warning}" : $"Cancel the statement of pid {pid}?{warning}", yes, cancellationToken);

        // Between the question and the answer the pid may have become another session's.
        RefuseUnlessBlocking(await BlockingReader.ReadAsync(connection, cancellationToken), pid);
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

    private static void RefuseUnlessBlocking(IReadOnlyList<BlockedSession> sessions, int pid)
    {
        var blockers = sessions.SelectMany(session => session.BlockedBy).Where(id => id != 0).Distinct().ToList();
        if (blockers.Contains(pid)) return;

        throw new MigrationException(
            MigrationExitCode.Refused,
            blockers.Count == 0
                ? $"pid {pid} is in nobody's way: nobody waits for a lock in this database."
                : $"pid {pid} is in nobody's way: in the way are {string.Join(", ", blockers)}.");
    }
}
