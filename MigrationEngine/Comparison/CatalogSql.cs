namespace TradingPlatform.MigrationEngine;

/// <summary>
/// The query behind <see cref="CatalogReader"/>: rows of kind, name, owner, and an array of part names and values in turn.
/// Parameters: $1 excepted schemas, $2 excepted tables, $3 whether owners and privileges are read.
/// </summary>
internal static class CatalogSql
{
    private const string Scope =
        """
        WITH spaces AS MATERIALIZED (
            SELECT n.* FROM pg_namespace n
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND n.nspname <> ALL ($1)
                AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')),
        relations AS MATERIALIZED (
            SELECT format('%I.%I', s.nspname, c.relname) AS name, c.*
            FROM pg_class c JOIN spaces s ON s.oid = c.relnamespace
            WHERE c.relname <> ALL ($2)
                AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')),
        tables AS MATERIALIZED (SELECT * FROM relations WHERE relkind IN ('r', 'p', 'f')),
        types AS MATERIALIZED (
            SELECT format('%I.%I', s.nspname, t.typname) AS name, t.*
            FROM pg_type t JOIN spaces s ON s.oid = t.typnamespace
            WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e'))

        """;

    private const string Schemas =
        """
        SELECT 'Schema', quote_ident(nspname), NULL::text, ARRAY[
            'comment', CASE WHEN nspname <> 'public' THEN obj_description(oid, 'pg_namespace') END,
            'owner', CASE WHEN $3 THEN pg_get_userbyid(nspowner)::text END,
            'privileges', CASE WHEN $3 THEN array_to_string(ARRAY(
                SELECT acl::text FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) acl ORDER BY 1), ', ') END]
        FROM spaces
        UNION ALL
        SELECT 'Extension', quote_ident(extname), NULL, ARRAY[
            'schema', extnamespace::regnamespace::text,
            'version', extversion]
        FROM pg_extension WHERE extname <> 'plpgsql'
        """;

    /// <summary>The whole query.</summary>
    public static string Text { get; } = Scope + string.Join(
        "\nUNION ALL\n",
        Schemas, CatalogTableSql.Tables, CatalogTableSql.Columns, CatalogTableSql.Constraints, CatalogTableSql.Indexes, CatalogTableSql.OfTables,
        CatalogObjectSql.Sequences, CatalogObjectSql.Views, CatalogObjectSql.Functions, CatalogObjectSql.Types);
}
