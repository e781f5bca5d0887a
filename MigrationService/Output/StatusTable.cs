using System.Globalization;
using Spectre.Console;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The status for people: a table on a terminal, one line a migration in a pipe.</summary>
internal static class StatusTable
{
    public static void Write(SchemaStatus status)
    {
        var rows = Rows(status).OrderBy(row => row.Id, StringComparer.Ordinal).ToList();
        if (Console.IsOutputRedirected) WritePlain(rows);
        else WriteTable(rows);

        Console.WriteLine(Verdict(status));
        if (status.Holder is not null) Console.WriteLine($"Migrating right now: {status.Holder}.");
        Console.WriteLine($"PostgreSQL {status.ServerVersion}.");
    }

    /// <summary>The answer in one sentence.</summary>
    public static string Verdict(SchemaStatus status) => status.ExitCode switch
    {
        MigrationExitCode.Success => FormattableString.Invariant($"Up to date: all {status.Applied.Count} migrations are applied."),
        MigrationExitCode.Pending => FormattableString.Invariant($"{status.Pending.Count} migrations are pending: apply them with `up`."),
        MigrationExitCode.DatabaseAhead => FormattableString.Invariant(
            $"The database is ahead: {status.Unknown.Count} migrations are not in this build. Deploy the build that contains them, or revert them with it."),
        _ => string.Join(' ', status.Unfinished.Where(entry => entry.IsHalfDone).Select(HalfDone)),
    };

    private static string HalfDone(JournalEntry entry)
    {
        var verb = entry.Direction == MigrationDirection.Up ? "up" : "down";
        return FormattableString.Invariant(
            $"{entry.MigrationId} stopped going {verb} after step {entry.StepsDone} of {entry.StepsTotal}: finish it with `{verb}`.");
    }

    private static IEnumerable<(string Id, string State, string AppliedAt)> Rows(SchemaStatus status)
    {
        var unfinished = status.Unfinished.ToDictionary(entry => entry.MigrationId);
        foreach (var applied in status.Applied)
        {
            var state = status.Unknown.Contains(applied.Id) ? "unknown" : State(unfinished, applied.Id, "applied");
            yield return (applied.Id, state, applied.AppliedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "");
        }

        foreach (var id in status.Pending) yield return (id, State(unfinished, id, "pending"), "");
    }

    private static string State(Dictionary<string, JournalEntry> unfinished, string id, string otherwise) =>
        unfinished.TryGetValue(id, out var entry) ? entry.IsHalfDone ? "half-applied" : "running" : otherwise;

    private static void WritePlain(List<(string Id, string State, string AppliedAt)> rows)
    {
        var width = rows.Select(row => row.Id.Length).DefaultIfEmpty().Max();
        foreach (var (id, state, appliedAt) in rows) Console.WriteLine($"{id.PadRight(width)}  {state,-12}  {appliedAt}".TrimEnd());
    }

    private static void WriteTable(List<(string Id, string State, string AppliedAt)> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Migration", "State", "Applied (UTC)");
        foreach (var (id, state, appliedAt) in rows)
        {
            var color = state switch { "applied" => "green", "pending" => "yellow", "running" => "blue", _ => "red" };
            table.AddRow(Markup.Escape(id), $"[{color}]{state}[/]", appliedAt);
        }

        AnsiConsole.Write(table);
    }
}
