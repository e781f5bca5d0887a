namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>What is told of a statement by its text; the rehearsal holds it against servers.</summary>
public sealed class StatementEffectsTests
{
    [Theory]
    [InlineData("ALTER TABLE s.t ADD COLUMN c int", "s.t ACCESS EXCLUSIVE")]
    [InlineData("alter table only \"T\" add c text not null default 'x;y'", "T ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD c uuid DEFAULT gen_random_uuid()", "t ACCESS EXCLUSIVE rewrite scan")]
    [InlineData("ALTER TABLE t ADD c timestamptz DEFAULT now() NOT NULL", "t ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD c int NOT NULL", "t ACCESS EXCLUSIVE scan")]
    [InlineData("ALTER TABLE t ADD c bigint GENERATED ALWAYS AS IDENTITY (START 5)", "t ACCESS EXCLUSIVE rewrite scan")]
    [InlineData("ALTER TABLE t ADD c numeric(10,2) GENERATED ALWAYS AS (a * 2) STORED", "t ACCESS EXCLUSIVE rewrite scan")]
    [InlineData("ALTER TABLE t ADD c positive_amount", "t ACCESS EXCLUSIVE rewrite? scan?")]
    [InlineData("ALTER TABLE t ADD c int DEFAULT price_of(1)", "t ACCESS EXCLUSIVE rewrite? scan?")]
    [InlineData("ALTER TABLE t ALTER COLUMN c TYPE bigint", "t ACCESS EXCLUSIVE rewrite? scan?")]
    [InlineData("ALTER TABLE t ALTER c SET NOT NULL, DROP COLUMN d", "t ACCESS EXCLUSIVE scan?")]
    [InlineData("ALTER TABLE t ALTER c SET STATISTICS 500", "t SHARE UPDATE EXCLUSIVE")]
    [InlineData("ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = false)", "t SHARE UPDATE EXCLUSIVE")]
    [InlineData("ALTER TABLE c ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES s.p (a, b) ON DELETE SET NULL (a)", "c SHARE ROW EXCLUSIVE scan; s.p SHARE ROW EXCLUSIVE scan?")]
    [InlineData("ALTER TABLE c ADD FOREIGN KEY (a) REFERENCES p DEFERRABLE NOT VALID", "c SHARE ROW EXCLUSIVE; p SHARE ROW EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0 AND b IN (1, 2)) NOT VALID", "t ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX i", "t ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD EXCLUDE USING gist (r WITH &&) WHERE (a)", "t ACCESS EXCLUSIVE scan")]
    [InlineData("ALTER TABLE t VALIDATE CONSTRAINT k", "t SHARE UPDATE EXCLUSIVE scan")]
    [InlineData("ALTER TABLE t DISABLE TRIGGER ALL", "t SHARE ROW EXCLUSIVE")]
    [InlineData("ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (1) TO (2)", "p SHARE UPDATE EXCLUSIVE; c ACCESS EXCLUSIVE scan?")]
    [InlineData("ALTER TABLE p DETACH PARTITION c CONCURRENTLY", "p SHARE UPDATE EXCLUSIVE; c ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t SET UNLOGGED", "t ACCESS EXCLUSIVE rewrite scan")]
    [InlineData("ALTER INDEX i RENAME TO j", "")]
    [InlineData("CREATE TABLE n (id bigint PRIMARY KEY, p_id bigint REFERENCES p (id), CHECK (id > 0))", "p SHARE ROW EXCLUSIVE")]
    [InlineData("CREATE TABLE n PARTITION OF p DEFAULT", "p ACCESS EXCLUSIVE")]
    [InlineData("CREATE UNIQUE INDEX ON t (lower(a), b) WHERE b > 0", "t SHARE scan")]
    [InlineData("CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t USING gin (a jsonb_path_ops)", "s.t SHARE UPDATE EXCLUSIVE scan")]
    [InlineData("DROP INDEX s.i", "table of s.i ACCESS EXCLUSIVE")]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS i", "table of i SHARE UPDATE EXCLUSIVE")]
    [InlineData("DROP TABLE a, b CASCADE", "a ACCESS EXCLUSIVE; b ACCESS EXCLUSIVE")]
    [InlineData("CREATE OR REPLACE TRIGGER g BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION f()", "t SHARE ROW EXCLUSIVE")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END", "")]
    [InlineData("CREATE VIEW v AS SELECT * FROM a JOIN b USING (id)", "a ACCESS SHARE; b ACCESS SHARE")]
    [InlineData("COMMENT ON COLUMN s.t.c IS 'x'", "s.t SHARE UPDATE EXCLUSIVE")]
    [InlineData("LOCK TABLE a, b IN SHARE ROW EXCLUSIVE MODE NOWAIT", "a SHARE ROW EXCLUSIVE; b SHARE ROW EXCLUSIVE")]
    [InlineData("TRUNCATE a, ONLY b RESTART IDENTITY", "a ACCESS EXCLUSIVE rewrite; b ACCESS EXCLUSIVE rewrite")]
    [InlineData("REINDEX TABLE t", "t SHARE scan")]
    [InlineData("UPDATE t SET a = b.x FROM b WHERE b.id = t.id", "t ROW EXCLUSIVE scan?; b ACCESS SHARE scan?")]
    [InlineData("DELETE FROM t", "t ROW EXCLUSIVE scan")]
    [InlineData("INSERT INTO t (a, b) SELECT x, extract(year FROM y) FROM u, w WHERE x IS DISTINCT FROM y ON CONFLICT (a) DO NOTHING",
        "t ROW EXCLUSIVE; u ACCESS SHARE scan?; w ACCESS SHARE scan?")]
    [InlineData("INSERT INTO t (id, name) SELECT id, name FROM (VALUES (1, 'a')) AS v (id, name)", "t ROW EXCLUSIVE")]
    [InlineData("WITH gone AS (DELETE FROM t WHERE a RETURNING *) INSERT INTO archive SELECT * FROM gone", "t ROW EXCLUSIVE scan?; archive ROW EXCLUSIVE")]
    [InlineData("SELECT setval('s', (SELECT max(id) FROM t))", "t ACCESS SHARE scan?")]
    [InlineData("SET TimeZone TO 'UTC'", "")]
    [InlineData("DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM h WHERE id = 'x') THEN ALTER TABLE t ADD c int; CREATE INDEX i ON t (c); END IF; END $$",
        "h ACCESS SHARE scan?; t ACCESS EXCLUSIVE scan")]
    [InlineData("DO $$ DECLARE n bigint; BEGIN WITH some AS (SELECT a FROM t) SELECT count(*) INTO n FROM some; END $$", "t ACCESS SHARE scan?")]
    [InlineData("DO $$ DECLARE r record; BEGIN FOR r IN DELETE FROM t RETURNING a LOOP NULL; END LOOP; END $$", "t ROW EXCLUSIVE scan")]
    [InlineData("DO $$ BEGIN FOR i IN REVERSE 9..(SELECT max(a) FROM t) LOOP DELETE FROM u WHERE a = i; END LOOP; END $$", "t ACCESS SHARE scan?; u ROW EXCLUSIVE scan?")]
    [InlineData("DO $$ BEGIN CASE (SELECT a FROM t) WHEN 1 THEN DELETE FROM u; ELSE TRUNCATE v; END CASE; END $$", "t ACCESS SHARE scan?; u ROW EXCLUSIVE scan; v ACCESS EXCLUSIVE rewrite")]
    [InlineData("DO $$ BEGIN CASE WHEN EXISTS (SELECT FROM t) THEN DELETE FROM u; END CASE; END $$", "t ACCESS SHARE scan?; u ROW EXCLUSIVE scan")]
    [InlineData("REINDEX (CONCURRENTLY, VERBOSE) TABLE t", "t SHARE UPDATE EXCLUSIVE scan")]
    [InlineData("REINDEX (VERBOSE, CONCURRENTLY OFF) TABLE t", "t SHARE scan")]
    [InlineData("VACUUM (ANALYZE, FULL true) t", "t ACCESS EXCLUSIVE rewrite scan")]
    [InlineData("VACUUM (FULL false) t", "t SHARE UPDATE EXCLUSIVE scan?")]
    [InlineData("ALTER MATERIALIZED VIEW v SET TABLESPACE fast", "v ACCESS EXCLUSIVE rewrite scan")]
    [InlineData("ALTER TABLE t ADD c int[] NOT NULL DEFAULT ARRAY[1, 2]::int[], ADD d int", "t ACCESS EXCLUSIVE")]
    [InlineData("ALTER TABLE t ADD c bigint REFERENCES p NOT NULL DEFAULT 1", "t ACCESS EXCLUSIVE scan?; p SHARE ROW EXCLUSIVE scan?")]
    [InlineData("ALTER TABLE t ALTER COLUMN c TYPE timestamptz", "t ACCESS EXCLUSIVE rewrite? scan?")]
    public void A_known_statement_is_taken_apart(string sql, string tables)
    {
        var effects = Assert.Single(StatementEffects.Of(sql));

        Assert.Null(effects.Unknown);
        Assert.Equal(tables, string.Join("; ", effects.Tables.Select(Words)));
    }

    [Theory]
    [InlineData("SELECT rebuild_all_totals()", "rebuild_all_totals()")]
    [InlineData("SELECT \"Fix\"(1)", "Fix()")]
    [InlineData("WITH n AS (SELECT 1) SELECT a, evil(1) AS b FROM n", "evil()")]
    [InlineData("UPDATE t SET a = billing.price_of(b)", "price_of()")]
    [InlineData("CALL p()", "procedure")]
    [InlineData("DO $$ BEGIN EXECUTE 'DROP TABLE ' || t; END $$", "puts together")]
    [InlineData("DO $$ BEGIN IF fix_it() THEN NULL; END IF; END $$", "fix_it()")]
    [InlineData("DO $$ DECLARE n int := fix_it(); BEGIN NULL; END $$", "fix_it()")]
    [InlineData("DO LANGUAGE plperl $$ die $$", "PL/pgSQL")]
    [InlineData("ALTER TABLE t FROBNICATE c", "FROBNICATE")]
    [InlineData("ALTER TABLE t ADD c int WIBBLE", "WIBBLE")]
    [InlineData("CREATE WIDGET w", "WIDGET")]
    [InlineData("ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", "catalog")]
    [InlineData("frobnicate the database", "frobnicate")]
    [InlineData("SELECT 'open", "not closed")]
    [InlineData("DROP TABLE", "too early")]
    [InlineData("CREATE INDEX i ON t (a) ; ' open", "not closed")]
    public void Of_anything_else_it_is_said_that_it_is_unknown_and_why(string sql, string why) =>
        Assert.Contains(why, Assert.Single(StatementEffects.Of(sql)).Unknown, StringComparison.Ordinal);

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY i ON t (a)", true)]
    [InlineData("REINDEX (CONCURRENTLY) INDEX i", true)]
    [InlineData("VACUUM (FULL, ANALYZE) t", true)]
    [InlineData("ALTER TABLE p DETACH PARTITION c CONCURRENTLY", true)]
    [InlineData("DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$", true)]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY v", false)]
    [InlineData("ALTER TYPE e ADD VALUE 'x'", false)]
    public void What_no_transaction_may_hold_is_told(string sql, bool needsNone) =>
        Assert.Equal(needsNone, Assert.Single(StatementEffects.Of(sql)).NeedsNoTransaction);

    [Fact]
    public void Statements_are_parted_where_PostgreSQL_parts_them() => Assert.Equal(
        ["CREATE TABLE", "COMMENT", "DO", "INSERT"],
        StatementEffects.Of("""
            -- a; comment with a $tag$ and it's quote
            CREATE TABLE a (b text DEFAULT ';'); /* ; /* nested ; */ */ COMMENT ON TABLE a IS $x$;$$;$x$;
            DO $body$ BEGIN NULL; END $body$;; INSERT INTO a VALUES (E'it\'s;');
            """).Select(statement => statement.Command));

    [Theory]
    [InlineData("SET lock_timeout = 0", "lock_timeout")]
    [InlineData("SET LOCAL statement_timeout TO '1h'", "statement_timeout")]
    [InlineData("SET SESSION \"lock_timeout\" = 0", "lock_timeout")]
    [InlineData("RESET lock_timeout", "lock_timeout")]
    [InlineData("RESET ALL", "all settings")]
    [InlineData("DISCARD ALL", "all settings")]
    [InlineData("SELECT pg_catalog.set_config('lock_timeout', '0', true)", "lock_timeout")]
    [InlineData("SELECT set_config('search_path', '', false), set_config('work_mem', '1GB', false)", "search_path")]
    [InlineData("DO $$ BEGIN PERFORM set_config('statement_timeout', '0', true); END $$", "statement_timeout")]
    [InlineData("SET ROLE owner", "role")]
    [InlineData("SET SESSION SESSION AUTHORIZATION owner", "session_authorization")]
    [InlineData("SET SCHEMA 'shop'", "search_path")]
    [InlineData("SET session_replication_role = replica", "session_replication_role")]
    [InlineData("SET LOCAL ROLE owner", null)]
    [InlineData("SET LOCAL search_path = shop", null)]
    [InlineData("SELECT set_config('search_path', 'shop', true)", null)]
    [InlineData("RESET ROLE", null)]
    [InlineData("DISCARD PLANS", null)]
    [InlineData("SET CONSTRAINTS ALL DEFERRED", null)]
    [InlineData("SET TIME ZONE 'UTC'", null)]
    [InlineData("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", null)]
    [InlineData("UPDATE t SET lock_timeout = 0", null)]
    public void A_setting_that_the_run_relies_on_is_told(string sql, string? setting)
    {
        var effects = Assert.Single(StatementEffects.Of(sql));

        Assert.Null(effects.Unknown);
        Assert.Equal(setting, effects.Changes.SingleOrDefault(change => change.Kind == ChangeKind.ChangeSetting)?.Name);
    }

    private static string Words(TableEffect effect) =>
        (effect.IsTableOfIndex ? "table of " : "") + $"{effect.Table} {effect.Lock.InWords}" + Word("rewrite", effect.Rewrites) + Word("scan", effect.Scans);

    private static string Word(string word, bool? value) => value switch { true => " " + word, null => $" {word}?", false => "" };
}
