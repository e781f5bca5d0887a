namespace TradingPlatform.MigrationEngine;

/// <summary>What a script asks of the database before it changes anything: the same as a run asks before it starts.</summary>
internal static class ScriptChecks
{
    /// <summary>Refuses a server whose concurrent index builds cannot be trusted; empty where the script has none.</summary>
    public static string ConcurrentBuilds(ScriptPlan script) => MigrationEngine.ConcurrentBuilds.In(script.Plan.Migrations) is not { } building
        ? ""
        : $"""
            SELECT current_setting('server_version_num')::integer BETWEEN 140000 AND 140003 AS builds_badly \gset
            \if :builds_badly
            {ScriptHeader.Stop(PsqlText.Literal(MigrationEngine.ConcurrentBuilds.Sentence(building, "14.0 to 14.3")))}
            \endif

            """;

    /// <summary>The history is what the script expects. Works where no history table exists yet.</summary>
    public static string History(ScriptPlan script)
    {
        var body =
            $"""

            DECLARE
                applied text[] := '{"{}"}';
                known constant text[] := {PsqlText.Array(script.Known)};
                kept text[] := '{"{}"}';
                other record;
                number bigint;
                wrong text;
            BEGIN
                IF to_regclass({PsqlText.Literal(script.History.Name)}) IS NOT NULL THEN
                    applied := ARRAY(SELECT "MigrationId"::text FROM {script.History.Name});
                END IF;

            {AfterEf(script)}
            {Refuse(
                "SELECT unnest(applied) EXCEPT SELECT unnest(known)",
                "'The database has migrations that this script''s build does not know (' || wrong || '): use a script of the build that contains them.'")}
            {(script.IsIdempotent ? Idempotent(script) : Exact(script))}
            END
            """;
        return $"-- Nothing is changed unless the history is what this script expects.\nDO {PsqlText.DollarQuoted(body)};\n\n";
    }

    /// <summary>No migration is half done, other than one that the script finishes, and what is done of that one is what the script has.</summary>
    public static string HalfDone(ScriptPlan script)
    {
        var resumable = script.IsIdempotent ? script.Plan.Migrations.Where(migration => migration.Steps.Count > 1).ToList() : [];
        var body =
            $"""

            DECLARE
                half record;
                known integer;
            BEGIN
                FOR half IN
                    SELECT last.*, resumable.id, resumable.hash, resumable.chain
                    FROM (SELECT DISTINCT ON (migration_id) * FROM migration.journal WHERE {ScriptJournal.OfHistoryTable(script.History)}
                        ORDER BY migration_id, id DESC) AS last
                    LEFT JOIN ({Resumable(resumable)}) AS resumable (id, hash, chain) ON resumable.id = last.migration_id
                    WHERE {ScriptJournal.IsHalfDone}
                LOOP
                    known := half.steps_done + (half.open_step IS NOT NULL)::integer;
                    IF half.chain IS NULL OR half.direction <> '{script.Direction}' THEN
                        RAISE EXCEPTION USING MESSAGE = format('Migration %s stopped going %s after step %s of %s: finish it with `%s` or an idempotent script of version %s before anything else.',
                            half.migration_id, half.direction, half.steps_done, half.steps_total, half.direction, half.application_version);
                    ELSIF (CASE WHEN half.done_hash IS NULL THEN half.sql_hash <> half.hash ELSE half.done_hash IS DISTINCT FROM half.chain[known + 1] END) THEN
                        RAISE EXCEPTION USING MESSAGE = format('Migration %s stopped after step %s of %s, and the first %s steps have been edited since: restore them (later steps may change), finish it with version %s, or repair the schema by hand and delete its entry of migration.journal.',
                            half.migration_id, half.steps_done, half.steps_total, known, half.application_version);
                    END IF;
                END LOOP;
            END
            """;
        return $"DO {PsqlText.DollarQuoted(body)};\n\n";
    }

    private static string Resumable(List<PlannedMigration> migrations) => migrations.Count == 0
        ? "SELECT NULL::text, NULL::text, NULL::text[] WHERE false"
        : $"VALUES {string.Join(",\n            ", migrations.Select(migration => $"({PsqlText.Literal(migration.Id)}, '{migration.SqlHash}', {PsqlText.Array(StepChain.Of(migration))})"))}";

    /// <summary>The same look as <see cref="FirstRun"/>'s: whether EF Core's own migrator has applied these migrations.</summary>
    private static string AfterEf(ScriptPlan script) =>
        $"""
            IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = to_regclass('migration.journal') AND attname = 'history_table' AND NOT attisdropped) THEN
                kept := ARRAY(SELECT DISTINCT history_table FROM migration.journal WHERE history_table IS NOT NULL);
            END IF;
            IF cardinality(applied) = 0 AND {PsqlText.Literal(script.History.Key)} <> ALL (kept) THEN
                FOR other IN
                    SELECT format('%I.%I', n.nspname, c.relname) AS name, n.nspname || '.' || c.relname AS key
                    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'MigrationId'
                    WHERE c.relname = '__EFMigrationsHistory' AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
                        AND c.oid IS DISTINCT FROM to_regclass({PsqlText.Literal(script.History.Name)})
                LOOP
                    EXECUTE format('SELECT count(*) FROM %s WHERE "MigrationId" = ANY ($1)', other.name) INTO number USING known;
                    IF number > 0 AND other.key <> ALL (kept) THEN
                        RAISE EXCEPTION USING MESSAGE = format('%s lists %s migrations of this build, applied by EF Core''s own migrator, and %s lists none: take the database over with `adopt` first.',
                            other.name, number, {PsqlText.Literal(script.History.Name)});
                    END IF;
                END LOOP;
            END IF;
        """;

    private static string Exact(ScriptPlan script)
    {
        var from = PsqlText.Escape(PsqlText.Comment(script.From));
        var expected = PsqlText.Array(script.Before);
        return
            $"""
            {Refuse(
                $"SELECT unnest({expected}) EXCEPT SELECT unnest(applied)",
                $"'This script starts at {from}, and the database lacks ' || wrong || ': make one that starts where the database is, or an idempotent one.'")}
            {Refuse(
                $"SELECT unnest(applied) EXCEPT SELECT unnest({expected})",
                $"'This script starts at {from}, and the database has ' || wrong || ' already: make one that starts where the database is, or an idempotent one.'")}
            """;
    }

    private static string Idempotent(ScriptPlan script)
    {
        var squashes = script.Squashes.Select(squash => Refuse(
            $"SELECT unnest({PsqlText.Array(squash.Node.Replaces)}) EXCEPT SELECT unnest(applied)",
            $"'{PsqlText.Escape(PsqlText.Comment(squash.Node.Id))} folds migrations of which the database lacks ' || wrong || ': apply these with the build before the squash, then run again.'",
            $"NOT {PsqlText.Literal(squash.Node.Id)} = ANY (applied) AND applied && {PsqlText.Array(squash.Node.Replaces)}"));
        var neighbours = script.Direction == "up"
            ? Refuse(
                $"SELECT unnest({PsqlText.Array(script.Prerequisites)}) EXCEPT SELECT unnest(applied{Adopted(script)})",
                $"'This script starts at {PsqlText.Escape(PsqlText.Comment(script.From))}, and the database lacks ' || wrong || ': make one that starts earlier.'")
            : Refuse(
                $"SELECT unnest({PsqlText.Array(script.Dependents)}) INTERSECT SELECT unnest(applied)",
                "'The database has ' || wrong || ', which builds on what this script reverts: make one that starts there.'");
        return string.Join('\n', [.. squashes, neighbours]);
    }

    /// <summary>The squashes whose migrations are all there count as applied: their rows follow below.</summary>
    private static string Adopted(ScriptPlan script) => string.Concat(script.Squashes.Select(squash =>
        $" || CASE WHEN applied @> {PsqlText.Array(squash.Node.Replaces)} THEN {PsqlText.Array([squash.Node.Id])} END"));

    private static string Refuse(string wrongIds, string message, string? when = null)
    {
        var find = $"SELECT string_agg(id, ', ' ORDER BY id COLLATE \"C\") INTO wrong FROM ({wrongIds}) AS wrong_ids (id)";
        var stop = $"IF wrong IS NOT NULL THEN RAISE EXCEPTION USING MESSAGE = {message}; END IF;";
        return when is null ? $"    {find};\n    {stop}" : $"    IF {when} THEN\n        {find};\n        {stop}\n    END IF;";
    }
}
