namespace TradingPlatform.MigrationEngine;

/// <summary>The parts of <see cref="CatalogSql"/> about what stands beside the tables.</summary>
internal static class CatalogObjectSql
{
    public const string Sequences =
        """
        SELECT 'Sequence', q.name, NULL, ARRAY[
            'type', s.seqtypid::regtype::text,
            'start', s.seqstart::text, 'increment', s.seqincrement::text, 'minimum', s.seqmin::text, 'maximum', s.seqmax::text, 'cache', s.seqcache::text,
            'cycle', CASE WHEN s.seqcycle THEN 'yes' END,
            'owned by', (SELECT format('%s.%I', o.refobjid::regclass, a.attname)
                FROM pg_depend o JOIN pg_attribute a ON a.attrelid = o.refobjid AND a.attnum = o.refobjsubid
                WHERE o.classid = 'pg_class'::regclass AND o.objid = q.oid AND o.refclassid = 'pg_class'::regclass AND o.deptype = 'a'),
            'comment', obj_description(q.oid, 'pg_class'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(q.relowner)::text END,
            'privileges', CASE WHEN $3 THEN array_to_string(ARRAY(
                SELECT acl::text FROM unnest(coalesce(q.relacl, acldefault('s', q.relowner))) acl ORDER BY 1), ', ') END]
        FROM relations q JOIN pg_sequence s ON s.seqrelid = q.oid
        WHERE NOT EXISTS (SELECT FROM pg_depend o WHERE o.classid = 'pg_class'::regclass AND o.objid = q.oid AND o.deptype = 'i')
        """;

    public const string Views =
        """
        SELECT 'View', v.name, NULL, ARRAY[
            'kind', CASE v.relkind WHEN 'm' THEN 'materialized view' ELSE 'view' END,
            'definition', pg_get_viewdef(v.oid),
            'options', array_to_string(ARRAY(SELECT o FROM unnest(v.reloptions) o ORDER BY 1), ', '),
            'comment', obj_description(v.oid, 'pg_class'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(v.relowner)::text END,
            'privileges', CASE WHEN $3 THEN array_to_string(ARRAY(
                SELECT acl::text FROM unnest(coalesce(v.relacl, acldefault('r', v.relowner))) acl ORDER BY 1), ', ') END]
        FROM relations v WHERE v.relkind IN ('v', 'm')
        """;

    public const string Functions =
        """
        SELECT 'Function', format('%I.%I(%s)', s.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), NULL, ARRAY[
            'kind', CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function' ELSE 'function' END,
            'definition', CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END,
            'aggregate', (SELECT format('%s %s %s %s initial %s', g.aggtransfn, g.aggtranstype::regtype, g.aggfinalfn, g.aggcombinefn, g.agginitval)
                FROM pg_aggregate g WHERE g.aggfnoid = p.oid),
            'comment', obj_description(p.oid, 'pg_proc'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(p.proowner)::text END,
            'privileges', CASE WHEN $3 THEN array_to_string(ARRAY(
                SELECT acl::text FROM unnest(coalesce(p.proacl, acldefault('f', p.proowner))) acl ORDER BY 1), ', ') END]
        FROM pg_proc p JOIN spaces s ON s.oid = p.pronamespace
        WHERE NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
        """;

    // A range type makes its own constructor functions, which are internal to it (deptype i above).
    public const string Types =
        """
        SELECT 'Enum', t.name, NULL, ARRAY[
            'labels', (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid),
            'comment', obj_description(t.oid, 'pg_type'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(t.typowner)::text END]
        FROM types t WHERE t.typtype = 'e'
        UNION ALL
        SELECT 'Domain', t.name, NULL, ARRAY[
            'type', format_type(t.typbasetype, t.typtypmod),
            'nullable', CASE WHEN t.typnotnull THEN 'no' END,
            'default', t.typdefault,
            'collation', CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END,
            'constraints', (SELECT string_agg(format('%I %s', c.conname, pg_get_constraintdef(c.oid)), ', ' ORDER BY c.conname)
                FROM pg_constraint c WHERE c.contypid = t.oid AND c.contype = 'c'),
            'comment', obj_description(t.oid, 'pg_type'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(t.typowner)::text END]
        FROM types t JOIN pg_type b ON b.oid = t.typbasetype WHERE t.typtype = 'd'
        UNION ALL
        SELECT 'CompositeType', t.name, NULL, ARRAY[
            'attributes', (SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped),
            'comment', obj_description(t.oid, 'pg_type'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(t.typowner)::text END]
        FROM types t JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c' WHERE t.typtype = 'c'
        UNION ALL
        SELECT 'RangeType', t.name, NULL, ARRAY[
            'subtype', format_type(r.rngsubtype, NULL),
            'comment', obj_description(t.oid, 'pg_type'),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(t.typowner)::text END]
        FROM types t JOIN pg_range r ON r.rngtypid = t.oid
        """;
}
