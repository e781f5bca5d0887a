using System.Globalization;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>A rehearsal for people: a row a table of each statement, then the answer in sentences.</summary>
internal static class RehearsalOutput
{
    public static void Write(RehearsalReport report)
    {
        foreach (var migration in report.Migrations)
        {
            TextLine.Heading(migration.Id);
            var table = new TextTable("Step", "Statement", "Table", "Lock", "Does", "Time", "WAL", "Lint");
            foreach (var statement in migration.Statements) Add(table, statement);
            table.Write();
            foreach (var statement in migration.Statements) Explain(statement);
        }

        if (report.Migrations.Count > 0) Console.Out.WriteLine();
        foreach (var (sentence, tone) in Summary(report)) TextLine.Write(new Cell(sentence, tone));
    }

    private static void Add(TextTable table, RehearsedStatement statement)
    {
        var first = true;
        foreach (var row in statement.Tables.Count == 0 ? [null] : statement.Tables.Cast<RehearsedTable?>())
        {
            table.Add(
                first ? $"{statement.Step}{(statement.IsTransactional ? "" : " alone")}" : "",
                first ? Excerpt(statement.Sql) : "",
                row?.Table.ToString() ?? "only what is new",
                row is null ? "" : LockOf(row, statement.Evidence),
                row is null ? "" : new Cell(DoneTo(row), row.IsRewritten ? Tone.Bad : row.IsScanned == true ? Tone.Notice : Tone.Plain),
                first ? Counted.Duration(statement.Duration) : "",
                first ? Size(statement.WalBytes) : "",
                first ? Verdict(statement) : "");
            first = false;
        }
    }

    private static Cell LockOf(RehearsedTable table, LockEvidence evidence)
    {
        if (table.Lock == TableLock.None) return new Cell(table.Held == TableLock.None ? "none" : $"none new, {table.Held.InWords} held", Tone.Muted);

        var sampled = evidence == LockEvidence.Complete ? "" : " ~";
        var index = table is { IndexLock: TableLock.AccessExclusive, Lock: < TableLock.AccessExclusive } ? ", ACCESS EXCLUSIVE on an index" : "";
        var tone = table.Lock == TableLock.AccessExclusive ? Tone.Bad : table.Lock.BlocksApplications || index.Length > 0 ? Tone.Notice : Tone.Good;
        return new Cell(table.Lock.InWords + index + sampled, tone);
    }

    private static string DoneTo(RehearsedTable table)
    {
        var words = new List<string>();
        if (table.IsRewritten) words.Add("rewritten");
        if (table.IsScanned == true) words.Add(table.RowsRead == 0 ? "scanned" : $"scanned, {Counted.Of(table.RowsRead, "row")}");
        if (table.IndexesBuilt.Count > 0) words.Add($"builds {string.Join(", ", table.IndexesBuilt)}");
        return string.Join("; ", words);
    }

    private static Cell Verdict(RehearsedStatement statement) =>
        !statement.IsDone ? new Cell("failed", Tone.Bad)
        : statement.Mismatches.Count > 0 ? new Cell("✗", Tone.Bad)
        : statement.Unknown is not null ? new Cell("?", Tone.Notice)
        : new Cell("✓", Tone.Good);

    private static void Explain(RehearsedStatement statement)
    {
        foreach (var mismatch in statement.Mismatches)
            TextLine.Write(new Cell($"✗ step {statement.Step}: {mismatch}: {Excerpt(statement.Sql)}", Tone.Bad));
        if (statement.Unknown is not null) TextLine.Write(new Cell($"? step {statement.Step}: {statement.Unknown}: {Excerpt(statement.Sql)}", Tone.Notice));
    }

    private static IEnumerable<(string Sentence, Tone Tone)> Summary(RehearsalReport report)
    {
        if (report.Failure is { } failure) yield return ($"Failed on the copy: {failure.Message}", Tone.Bad);
        if (report.Migrations.Count == 0)
        {
            if (report.Failure is null) yield return ("Nothing to rehearse: the schema is where this asks it to be.", Tone.Good);
            yield break;
        }

        var statements = report.Migrations.SelectMany(migration => migration.Statements).ToList();
        var how = report.Direction == MigrationDirection.Up ? "up" : "down";
        yield return (
            $"Rehearsed {Counted.Of(report.Migrations.Count, "migration")} {how}, {Counted.Of(statements.Count, "statement")}, in {Counted.Duration(report.Duration)} on {Copy(report.Copy)}, PostgreSQL {report.ServerVersion}.",
            Tone.Plain);
        if (report.Mismatches > 0)
            yield return ($"{Counted.Of(report.Mismatches, "statement")} did otherwise than the lint says (✗): believe PostgreSQL, and report it.", Tone.Bad);
        if (report.Unknown > 0) yield return ($"{Counted.Of(report.Unknown, "statement")} of which the lint says nothing certain (?): only the rehearsal tells.", Tone.Notice);
        if (statements.Exists(statement => statement.Evidence != LockEvidence.Complete))
            yield return ("~ The statement commits by itself: its locks were sampled from another session, and one of a few milliseconds can be missing.", Tone.Muted);
        if (report.Copy == RehearsalCopy.Schema) yield return ("The copy has no rows: time and WAL say nothing about the real tables. --with-data does.", Tone.Muted);
    }

    private static string Copy(RehearsalCopy copy) => copy switch
    {
        RehearsalCopy.Schema => "a copy of the schema",
        RehearsalCopy.Template => "a copy with the rows (template)",
        RehearsalCopy.Dump => "a copy with the rows (pg_dump)",
        RehearsalCopy.Prepared => "the prepared copy",
        _ => throw new ArgumentOutOfRangeException(nameof(copy), copy, "A copy without words."),
    };

    /// <summary>The beginning of a statement on one line, short enough for a table.</summary>
    private static string Excerpt(string sql)
    {
        const int Longest = 60;
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd(';');
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, Longest - 1), "…");
    }

    private static string Size(long bytes) => bytes switch
    {
        < 10_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024 / 1024} MB"),
    };
}
