using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Who blocks whom: the session in the way first, and below it those that wait for it.</summary>
internal sealed class BlockerTree(IReadOnlyList<BlockedSession> sessions)
{
    private readonly HashSet<int> _written = [];

    public void Write()
    {
        if (sessions.Count == 0)
        {
            Console.Out.WriteLine("Nobody waits for a lock.");
            return;
        }

        // In a ring everybody waits: PostgreSQL breaks it after deadlock_timeout, and until then each is a beginning.
        foreach (var session in sessions.Where(session => session.BlockedBy.Count == 0).Concat(sessions))
        {
            if (_written.Add(session.ProcessId)) Write(session, depth: 0);
        }

        var waiting = sessions.Count(session => session.BlockedBy.Count > 0);
        Console.Out.WriteLine($"{Counted.Of(waiting, "session")} {(waiting == 1 ? "waits" : "wait")}. `blockers --cancel <pid>` stops a statement, `blockers --terminate <pid>` ends a session.");
    }

    private void Write(BlockedSession session, int depth)
    {
        var indent = new string(' ', depth * 4);
        Line(indent, depth == 0 ? "" : "└─ ", Heading(session), session.BlockedBy.Count == 0 ? Tone.Bad : Tone.Notice);
        var inner = indent + (depth == 0 ? "  " : "   ") + "  ";
        if (session.WaitsFor is not null) Line(inner, "waits for ", session.WaitsFor + Since(session.Waiting), Tone.Plain);
        if (session.Holds.Count > 0) Line(inner, "holds ", string.Join(", ", session.Holds.Take(3)) + (session.Holds.Count > 3 ? $" and {session.Holds.Count - 3} more" : ""), Tone.Plain);
        if (session.Query is { Length: > 0 } query) Line(inner, session.State == "active" ? "runs " : "ran last ", OperationWords.OneLine(query), Tone.Muted);
        foreach (var next in sessions.Where(other => other.BlockedBy.Contains(session.ProcessId) && _written.Add(other.ProcessId))) Write(next, depth + 1);
    }

    private static string Heading(BlockedSession session)
    {
        if (session.ProcessId == 0) return "a prepared transaction: see pg_prepared_xacts, and COMMIT PREPARED or ROLLBACK PREPARED it";

        var parts = new List<string> { FormattableString.Invariant($"pid {session.ProcessId}") };
        if (session.Application.Length > 0) parts.Add($"'{session.Application}'");
        if (session.User is not null) parts.Add($"as {session.User}");
        if (session.Address is not null) parts.Add($"from {session.Address}");
        var state = session.State ?? "state hidden from this role";
        parts.Add(session.TransactionAge is { } age ? $"({state}, transaction open for {Counted.Duration(age)})" : $"({state})");
        if (session.IsMigrating) parts.Add("holds the migration lock");
        return string.Join(' ', parts);
    }

    private static string Since(TimeSpan? waiting) => waiting is { } time ? $", for {Counted.Duration(time)}" : "";

    private static void Line(string indent, string lead, string text, Tone tone) => TextLine.Write(indent + lead, new Cell(text, tone));
}
