using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>pending</c>: what <c>up</c> would apply, and <c>complete</c> after it.</summary>
internal static class PendingVerb
{
    private const string Description =
        """
        Lists the migrations that are not applied, in order, one a line, with what a contract migration waits for that `up` leaves to `complete`.
        `up --dry-run` and `complete --dry-run` show their SQL.

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
                pending = status.Pending.Select(id => new { id, isOutOfOrder = status.OutOfOrder.Contains(id), isHalfApplied = halfDone.ContainsKey(id), waiting = Waiting(id) is { } waiting ? WaitingText.Document(waiting) : null }),
            });
            return MigrationExitCode.Success;
        }

        var table = new TextTable("Migration", "Remarks");
        foreach (var id in status.Pending) table.Add(id, new Cell(Remark(id), Tone.Notice));
        table.Write();
        if (status.Pending.Count == 0 && Terminal.IsOutput) Console.Out.WriteLine("Nothing is pending.");
        return MigrationExitCode.Success;

        WaitingMigration? Waiting(string id) => status.AppliesContractions ? null : status.Waiting.FirstOrDefault(waiting => waiting.Id == id);

        string Remark(string id) =>
            halfDone.TryGetValue(id, out var entry) ? FormattableString.Invariant($"stopped after step {entry.StepsDone} of {entry.StepsTotal}")
            : status.OutOfOrder.Contains(id) ? "older than an applied one"
            : Waiting(id) is { } contraction ? contraction.IsReady ? "contract: `complete` applies it" : $"contract: {string.Join("; ", contraction.Reasons)}"
            : "";
    }
}
