namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Steps of a migration that are committed at once in a database that nobody uses: they are apart, and indexes are built and dropped CONCURRENTLY, for the sake
/// of those who use it meanwhile. docs/decisions/0032-for-nobody-steps-are-committed-at-once.md
/// </summary>
/// <param name="First">The first step, from 0.</param>
/// <param name="Last">The last one.</param>
/// <param name="Statements">What they execute, in one transaction.</param>
internal sealed record StepGroup(int First, int Last, IReadOnlyList<StepGroup.Statement> Statements)
{
    /// <summary>A statement and its step, from 0.</summary>
    public sealed record Statement(int Step, string Sql);

    /// <summary>
    /// What makes objects and rows. Everything else, such as SET LOCAL, may have an effect that ends with its transaction: its step remains a transaction of its own.
    /// </summary>
    private static readonly string[] Verbs = ["ALTER", "COMMENT", "CREATE", "DELETE", "DROP", "INSERT", "UPDATE"];

    /// <summary>The largest group that begins with a step; null where that is no more than the step itself.</summary>
    public static StepGroup? At(PlannedMigration migration, int first)
    {
        if (first + 1 >= migration.Steps.Count) return null;

        var statements = new List<Statement>();
        var end = first;
        while (end < migration.Steps.Count && Of(migration.Steps[end]) is { } own)
        {
            foreach (var sql in own) statements.Add(new Statement(end, sql));
            end++;
        }

        return end > first + 1 ? new StepGroup(first, end - 1, statements) : null;
    }

    /// <summary>What a step executes in a transaction with others; null where it needs one, or none, of its own.</summary>
    private static List<string>? Of(MigrationStep step)
    {
        var statements = new List<string>();
        foreach (var sql in step.Statements)
        {
            if (StepStatements.Single(sql) is not { } single || SqlStatements.Bare(single) is not { } bare || !Verbs.Contains(Verb(bare))) return null;

            if (step.IsTransactional) statements.Add(single);
            else if ((ConcurrentIndex.WithoutConcurrently(bare) ?? ConcurrentIndexDrop.WithoutConcurrently(bare)) is { } plain) statements.Add(plain);
            else if (LooseStatement.In(sql) is null && StatementLimits.IsValidation(sql)) statements.Add(single);
            else return null;
        }

        return statements;
    }

    private static string Verb(string sql)
    {
        var length = 0;
        while (length < sql.Length && char.IsAsciiLetter(sql[length])) length++;
        return sql[..length].ToUpperInvariant();
    }
}
