namespace TradingPlatform.MigrationEngine;

/// <summary>The parts of <see cref="CatalogSql"/> about tables and what belongs to them.</summary>
internal static class CatalogTableSql
{
    public const string Tables =
        """
        SELECT 'Table', t.name, NULL, ARRAY[
            'kind', CASE t.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' ELSE 'foreign table' END,
            'persistence', CASE t.relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END,
            'partition key', CASE WHEN t.relkind = 'p' THEN pg_get_partkeydef(t.oid) END,
            'inherits', (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) FROM pg_inherits i WHERE i.inhrelid = t.oid),
            'partition bound', CASE WHEN t.relispartition THEN pg_get_expr(t.relpartbound, t.oid) END,
            'server', (SELECT format('%I %s', s.srvname, array_to_string(f.ftoptions, ', '))
                FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver WHERE f.ftrelid = t.oid),
            'options', array_to_string(ARRAY(SELECT o FROM unnest(t.reloptions) o ORDER BY 1), ', '),
            'replica identity', CASE t.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN 'index' END,
            'row security', CASE WHEN t.relrowsecurity THEN 'enabled' END || CASE WHEN t.relforcerowsecurity THEN ' and forced' ELSE '' END,
            'comment', obj_description(t.oid, 'pg_class'),
            'column order', (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum)
                FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped),
            'owner', CASE WHEN $3 THEN pg_get_userbyid(t.relowner)::text END,
            'privileges', CASE WHEN $3 THEN array_to_string(ARRAY(
                SELECT acl::text FROM unnest(coalesce(t.relacl, acldefault('r', t.relowner))) acl ORDER BY 1), ', ') END]
        FROM tables t
        """;

    // The sequence of an identity column is a property of the column: its name is nobody's business.
    public const string Columns =
        """
        SELECT 'Column', format('%s.%I', t.name, a.attname), t.name, ARRAY[
            'type', format_type(a.atttypid, a.atttypmod),
            'nullable', CASE WHEN a.attnotnull THEN 'no' ELSE 'yes' END,
            'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
            'generated', CASE a.attgenerated WHEN 's' THEN 'stored ' WHEN 'v' THEN 'virtual ' END || pg_get_expr(d.adbin, d.adrelid),
            'identity', CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END,
            'identity sequence', (SELECT format('start %s increment %s minimum %s maximum %s%s', s.seqstart, s.seqincrement, s.seqmin, s.seqmax,
                    CASE WHEN s.seqcycle THEN ' cycle' END)
                FROM pg_depend o JOIN pg_sequence s ON s.seqrelid = o.objid
                WHERE o.refclassid = 'pg_class'::regclass AND o.refobjid = t.oid AND o.refobjsubid = a.attnum AND o.deptype = 'i'),
            'collation', CASE WHEN a.attcollation <> y.typcollation THEN a.attcollation::regcollation::text END,
            'comment', col_description(t.oid, a.attnum),
            'privileges', CASE WHEN $3 THEN array_to_string(ARRAY(SELECT acl::text FROM unnest(a.attacl) acl ORDER BY 1), ', ') END]
        FROM tables t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type y ON y.oid = a.atttypid
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        """;

    // From PostgreSQL 18 on NOT NULL is a constraint too; it stays a property of the column.
    public const string Constraints =
        """
        SELECT 'Constraint', format('%s.%I', t.name, c.conname), t.name, ARRAY[
            'definition', regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', ''),
            'validated', CASE WHEN NOT c.convalidated THEN 'no' END,
            'comment', obj_description(c.oid, 'pg_constraint')]
        FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
        WHERE c.contype IN ('p', 'u', 'f', 'c', 'x') AND c.conparentid = 0
        """;

    public const string Indexes =
        """
        SELECT 'Index', x.name, t.name, ARRAY[
            'unique', CASE WHEN i.indisunique THEN 'yes' END,
            'definition', substr(pg_get_indexdef(i.indexrelid), strpos(pg_get_indexdef(i.indexrelid), ' USING ') + 1),
            'valid', CASE WHEN NOT i.indisvalid THEN 'no' END,
            'replica identity', CASE WHEN i.indisreplident THEN 'yes' END,
            'comment', obj_description(x.oid, 'pg_class')]
        FROM relations t JOIN pg_index i ON i.indrelid = t.oid JOIN relations x ON x.oid = i.indexrelid
        WHERE t.relkind IN ('r', 'p', 'm') AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.oid AND c.contype IN ('p', 'u', 'x'))
        """;

    public const string OfTables =
        """
        SELECT 'Trigger', format('%s.%I', t.name, g.tgname), t.name, ARRAY[
            'definition', substr(pg_get_triggerdef(g.oid), strpos(pg_get_triggerdef(g.oid), ' ' || quote_ident(g.tgname) || ' ') + length(quote_ident(g.tgname)) + 2),
            'constraint', CASE WHEN g.tgconstraint <> 0 THEN 'yes' END,
            'enabled', CASE g.tgenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END,
            'comment', obj_description(g.oid, 'pg_trigger')]
        FROM relations t JOIN pg_trigger g ON g.tgrelid = t.oid
        WHERE NOT g.tgisinternal AND g.tgparentid = 0
        UNION ALL
        SELECT 'Policy', format('%s.%I', t.name, p.polname), t.name, ARRAY[
            'command', CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END,
            'mode', CASE WHEN p.polpermissive THEN 'permissive' ELSE 'restrictive' END,
            'roles', (SELECT string_agg(CASE role WHEN 0 THEN 'public' ELSE pg_get_userbyid(role)::text END, ', ' ORDER BY role) FROM unnest(p.polroles) role),
            'using', pg_get_expr(p.polqual, p.polrelid),
            'check', pg_get_expr(p.polwithcheck, p.polrelid)]
        FROM tables t JOIN pg_policy p ON p.polrelid = t.oid
        UNION ALL
        SELECT 'Statistics', format('%s.%I', s.stxnamespace::regnamespace, s.stxname), t.name, ARRAY['definition', pg_get_statisticsobjdef(s.oid)]
        FROM relations t JOIN pg_statistic_ext s ON s.stxrelid = t.oid
        UNION ALL
        SELECT 'Rule', format('%s.%I', t.name, r.rulename), t.name, ARRAY[
            'definition', pg_get_ruledef(r.oid),
            'enabled', CASE r.ev_enabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END]
        FROM relations t JOIN pg_rewrite r ON r.ev_class = t.oid
        WHERE r.rulename <> '_RETURN'
        """;
}
