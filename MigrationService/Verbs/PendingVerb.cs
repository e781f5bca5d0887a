using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>pending</c>: what <c>up</c> would apply.</summary>
internal static class PendingVerb
{
    private const string Description =
        """
        Lists the migrations that `up` would apply, in its order, one a line. `up --dry-run` shows their SQL.

        Examples:
          pending
          pending --json
        """;

    public static Command Create()
    {
        var verb = new Command("pending", Description);
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(arguments, "pending", RunAsync, cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var status = await context.Migrator.ReadStatusAsync(cancellationToken);
        var halfDone = status.Unfinished.Where(entry => entry.IsHalfDone).ToDictionary(entry => entry.MigrationId);
        if (context.Json)
        {
            JsonOutput.Write(new
            {
                verdict = MigrationExitCode.Success,
                exitCode = 0,
                pending = status.Pending.Select(id => new { id, isOutOfOrder = status.OutOfOrder.Contains(id), isHalfApplied = halfDone.ContainsKey(id) }),
            });
            return MigrationExitCode.Success;
        }

        var table = new TextTable("Migration", "Remarks");
        foreach (var id in status.Pending) table.Add(id, new Cell(Remark(id), Tone.Notice));
        table.Write();
        if (status.Pending.Count == 0 && Terminal.IsOutput) Console.Out.WriteLine("Nothing is pending.");
        return MigrationExitCode.Success;

        string Remark(string id) =>
            halfDone.TryGetValue(id, out var entry) ? FormattableString.Invariant($"stopped after step {entry.StepsDone} of {entry.StepsTotal}")
            : status.OutOfOrder.Contains(id) ? "older than an applied one"
            : "";
    }
}
