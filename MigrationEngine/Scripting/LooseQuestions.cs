namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What <see cref="LooseStatement.HasTakenEffectAsync"/> asks and repairs, as SQL: for a script, which asks when it runs, and for a dry run, which must
/// not repair.
/// </summary>
/// <param name="IsDone">An expression: the statement has taken effect already.</param>
/// <param name="Repairs">A query for the statements that clear away what an earlier attempt left; null where there is nothing to clear.</param>
internal sealed record LooseQuestions(string IsDone, string? Repairs)
{
    /// <param name="statement">The statement.</param>
    /// <param name="wasBegun">An expression: an earlier attempt began it and never learned its end.</param>
    public static LooseQuestions Of(LooseStatement statement, string wasBegun) => statement switch
    {
        ConcurrentIndex built => new(
            $"{wasBegun} AND EXISTS ({Index(built, "i.indisvalid")})",
            $"SELECT {PsqlText.Literal(built.DropSql)} WHERE EXISTS ({Index(built, "NOT i.indisvalid")})"),
        ConcurrentIndexDrop dropped => new($"{wasBegun} AND to_regclass({PsqlText.Literal(dropped.Name)}) IS NULL", Repairs: null),
        ConcurrentDetach detach => new(
            $"{wasBegun} AND NOT EXISTS ({Partition(detach)} AND NOT inhdetachpending) OR EXISTS ({Partition(detach)} AND inhdetachpending)",
            $"SELECT {PsqlText.Literal($"ALTER TABLE {detach.Parent} DETACH PARTITION {detach.Partition} FINALIZE")} WHERE EXISTS ({Partition(detach)} AND inhdetachpending)"),
        RepeatableStatement { IsConcurrent: true } reindex => new("false", Leftovers(reindex, wasBegun)),
        _ => new("false", Repairs: null),
    };

    private static string Index(ConcurrentIndex built, string state) =>
        $"SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = to_regclass({PsqlText.Literal(built.Schema + built.Table)}) AND c.relname = (parse_ident({PsqlText.Literal(built.Name)}))[1] AND {state}";

    private static string Partition(ConcurrentDetach detach) =>
        $"SELECT FROM pg_inherits WHERE inhparent = to_regclass({PsqlText.Literal(detach.Parent)}) AND inhrelid = to_regclass({PsqlText.Literal(detach.Partition)})";

    // PostgreSQL names what an interrupted REINDEX CONCURRENTLY leaves so, with a number where the name is taken.
    private static string Leftovers(RepeatableStatement reindex, string wasBegun)
    {
        var name = PsqlText.Literal(reindex.Name);
        var scope = reindex.Scope switch
        {
            "INDEX" => $" AND i.indrelid = (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass({name}))",
            "TABLE" => $" AND i.indrelid IN (to_regclass({name}), (SELECT reltoastrelid FROM pg_class WHERE oid = to_regclass({name})))",
            "SCHEMA" => $" AND n.nspname = (parse_ident({name}))[1]",
            _ => "",
        };
        return
            $"""
            SELECT format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE {wasBegun} AND NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$'{scope}
            """;
    }
}
