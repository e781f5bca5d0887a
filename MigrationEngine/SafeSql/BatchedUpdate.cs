namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Changes the rows of a table without ever holding many row locks, or any for long: a block of PL/pgSQL that walks the table by ranges of
/// pages and commits after each. It may be repeated at any time, because it touches only rows that still need it.
/// </summary>
internal static class BatchedUpdate
{
    /// <summary>The tag of the block's dollar quotes. It says to the engine: whoever cut this off, run it again.</summary>
    public const string Tag = "repeatable";

    /// <summary>The block, without a semicolon.</summary>
    /// <param name="table">The table, quoted.</param>
    /// <param name="column">The column, quoted.</param>
    /// <param name="value">An expression, evaluated for each row.</param>
    /// <param name="isFinal">
    /// Nothing that follows finds rows which were moved behind the walk by their own users: look again until there are none.
    /// </param>
    public static string FillNulls(string table, string column, string value, bool isFinal) => Block(
        table, text =>
        $"""
        condition constant text := ${text}${column} IS NULL${text}$;
            change constant text := ${text}$SET {column} = {value} WHERE {column} IS NULL${text}$;
        """,
        $"{table}{column}{value}", isFinal);

    /// <summary>The block, without a semicolon, that changes the rows of a condition which a changed row no longer meets.</summary>
    /// <param name="table">The table, quoted.</param>
    /// <param name="set">What follows SET.</param>
    /// <param name="where">What follows WHERE.</param>
    public static string Update(string table, string set, string where) => Block(
        table, text =>
        $"""
        change constant text := ${text}$SET {set} WHERE (
            {where}
            )${text}$;
            condition constant text := ${text}$(
            {where}
            )${text}$;
        """,
        $"{table}{set}{where}", isFinal: true);

    private static string Block(string table, Func<string, string> declarations, string content, bool isFinal)
    {
        var inner = Tag;
        while (content.Contains($"${inner}", StringComparison.Ordinal)) inner += "_";
        var text = inner + "_text";

        // PostgreSQL reads a page range (a TID range scan, version 14) without an index and without reading a page twice. A window without
        // NULLs is passed over in one read. The size of a batch follows the time that it takes. No batch waits for the disk: the record that
        // the block is done comes after it in the server's log, and where that is lost it runs again. Who waits for a row of a batch must not wait for a third
        // party too: rows that others hold are left out, and waited for one by one, in transactions that hold nothing else.
        return $"""
            DO ${inner}$
            DECLARE
                {declarations(text)}
                pages_of constant text := ' AND ctid >= $1 AND ctid < $2';
                target constant regclass := {PsqlText.Literal(table)}::regclass;
                aim constant float8 := 0.02;
                most constant bigint := 64;
                window_most constant bigint := 4096;
                held_most constant integer := 1000;
                limit_ms constant bigint := extract(epoch FROM current_setting('lock_timeout')::interval) * 1000;
                patience constant text := CASE limit_ms WHEN 0 THEN 1000 ELSE limit_ms END;
                brief constant text := least(patience::bigint, 10);
                parts regclass[];
                part regclass;
                page bigint;
                pages bigint;
                size bigint;
                look bigint;
                tries integer := 0;
                changed bigint;
                hit boolean;
                skips boolean := false;
                began timestamptz;
                spent float8;
                held tid[];
                rest tid[];
            BEGIN
                WITH RECURSIVE tree AS (
                    SELECT target::oid AS oid UNION SELECT inhrelid FROM pg_inherits JOIN tree ON inhparent = tree.oid)
                SELECT array_agg(tree.oid::regclass) INTO parts FROM tree JOIN pg_class USING (oid) WHERE relkind = 'r';
                FOREACH part IN ARRAY coalesce(parts, ARRAY[]::regclass[]) LOOP
                    page := 0;
                    size := 8;
                    look := 0;
                    held := NULL;
                    pages := pg_relation_size(part) / current_setting('block_size')::bigint;
                    IF pg_relation_size(part) > {LogCompression.LargeTable} THEN
                        PERFORM {SteadyWriteback.Sql};
                        IF current_setting('server_version_num')::integer >= {LogCompression.FirstVersion}0000 THEN
                            EXECUTE ${text}${LogCompression.Sql}${text}$;
                        END IF;
                    END IF;
                    WHILE page < pages OR held IS NOT NULL LOOP
                        IF page >= pages OR cardinality(held) > held_most THEN
                            rest := held;
                            held := NULL;
            {Settle}
                            CONTINUE;
                        END IF;
                        IF look > size THEN
                            EXECUTE 'SELECT EXISTS (SELECT FROM ONLY ' || part || ' WHERE ' || condition || pages_of || ')' INTO hit
                                USING format('(%s,0)', page)::tid, format('(%s,0)', page + look)::tid;
                            IF hit THEN look := look / 2; ELSE page := page + look; END IF;
                            COMMIT;
                            CONTINUE;
                        END IF;
                        began := clock_timestamp();
                        PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', brief, true);
                        BEGIN
                            EXECUTE 'UPDATE ONLY ' || part || ' ' || change || CASE WHEN skips
                                THEN ' AND ctid = ANY (ARRAY(SELECT ctid FROM ONLY ' || part || ' WHERE ' || condition || pages_of || ' FOR NO KEY UPDATE SKIP LOCKED))'
                                ELSE pages_of END
                                USING format('(%s,0)', page)::tid, format('(%s,0)', page + size)::tid;
                            GET DIAGNOSTICS changed = ROW_COUNT;
                        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                            IF tries >= 100 THEN RAISE; END IF;
                            changed := NULL;
                        END;
                        COMMIT;
                        IF changed IS NULL THEN
                            tries := tries + 1;
                            IF skips THEN
                                size := greatest(1, size / 2);
                                PERFORM pg_sleep(random() * least(1, 0.01 * tries));
                                COMMIT;
                            END IF;
                            skips := true;
                            CONTINUE;
                        END IF;
                        IF skips THEN
                            EXECUTE 'SELECT array_agg(ctid) FROM ONLY ' || part || ' WHERE ' || condition || pages_of INTO rest
                                USING format('(%s,0)', page)::tid, format('(%s,0)', page + size)::tid;
                            COMMIT;
                            held := held || rest;
                            skips := false;
                        END IF;
                        page := page + size;
                        tries := 0;
                        IF changed = 0 THEN look := window_most; END IF;
                        spent := extract(epoch FROM clock_timestamp() - began);
                        size := greatest(1, least(most, size * 2, (size * aim / greatest(spent, 0.0001))::bigint));
                    END LOOP;{(isFinal ? Rest : "")}
                END LOOP;
            END
            ${inner}$
            """;
    }

    // First all that nobody holds, then one that somebody does: whoever waits for it waits for him, not for this.
    private const string Settle =
        """
                            WHILE rest IS NOT NULL LOOP
                                PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', brief, true);
                                BEGIN
                                    EXECUTE 'UPDATE ONLY ' || part || ' ' || change || ' AND ctid = ANY (ARRAY(SELECT ctid FROM ONLY ' || part || ' WHERE '
                                        || condition || ' AND ctid = ANY ($1) FOR NO KEY UPDATE SKIP LOCKED))' USING rest;
                                EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                                    NULL;
                                END;
                                COMMIT;
                                EXECUTE 'SELECT array_agg(ctid) FROM ONLY ' || part || ' WHERE ' || condition || ' AND ctid = ANY ($1)' INTO rest USING rest;
                                COMMIT;
                                EXIT WHEN rest IS NULL;
                                PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', patience, true);
                                BEGIN
                                    EXECUTE 'UPDATE ONLY ' || part || ' ' || change || ' AND ctid = $1' USING rest[1];
                                    tries := 0;
                                EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
                                    IF tries >= 100 THEN RAISE; END IF;
                                    tries := tries + 1;
                                END;
                                COMMIT;
                                IF tries > 0 THEN PERFORM pg_sleep(random() * least(1, 0.01 * tries)); COMMIT; END IF;
                            END LOOP;
        """;

    // One snapshot sees every row once, wherever it moves.
    private const string Rest =
        $"""

                    FOR round IN 1 .. 100 LOOP
                        EXECUTE 'SELECT array_agg(ctid) FROM (SELECT ctid FROM ONLY ' || part || ' WHERE ' || condition || ' LIMIT 1000) AS missed' INTO rest;
                        COMMIT;
                        EXIT WHEN rest IS NULL;
        {Settle}
                    END LOOP;
        """;
}
