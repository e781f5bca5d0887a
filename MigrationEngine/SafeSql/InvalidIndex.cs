namespace TradingPlatform.MigrationEngine;

/// <summary>What a concurrent index build that failed leaves behind.</summary>
internal static class InvalidIndex
{
    /// <summary>A block that drops the index if it is INVALID, so that building it can be repeated by whoever knows nothing of the last attempt.</summary>
    /// <param name="table">The table, quoted.</param>
    /// <param name="index">The index with its schema, quoted.</param>
    /// <param name="name">The index alone, as it is in the catalog.</param>
    public static string Drop(string table, string index, string name) =>
        $"""
        DO $repeatable$
        BEGIN
            IF EXISTS (SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE i.indrelid = to_regclass({PsqlText.Literal(table)}) AND c.relname = {PsqlText.Literal(name)} AND NOT i.indisvalid AND c.relkind = 'i') THEN
                DROP INDEX {index};
            END IF;
        END
        $repeatable$
        """;
}
