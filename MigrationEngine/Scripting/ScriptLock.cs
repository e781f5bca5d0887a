using System.Globalization;

namespace TradingPlatform.MigrationEngine;

/// <summary>The engine's own lock, taken, checked and given back by a script.</summary>
internal static class ScriptLock
{
    private static readonly string Key = AdvisoryLock.Key.ToString(CultureInfo.InvariantCulture);

    private static readonly string IsOurLock =
        $"lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 1 AND (lock.classid::bigint << 32 | lock.objid::bigint) = {Key} "
        + "AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    /// <summary>
    /// Waits by asking again and again, each time in a transaction of its own: a concurrent index build of the holder waits for the end of
    /// every older one.
    /// </summary>
    public static string Take() =>
        $"""
        -- The lock that every run of the engine takes: one run at a time a database.
        SELECT set_config('migration.lock_wait', :'lock_wait', false) AS ignored \gset
        DO $lock$
        DECLARE
            give_up constant timestamptz := clock_timestamp() + current_setting('migration.lock_wait')::interval;
            holder record;
            told integer;
        BEGIN
            WHILE NOT pg_try_advisory_lock({Key}) LOOP
                SELECT lock.pid, concat('pid ' || lock.pid, ', ''' || nullif(session.application_name, '') || '''', ', as ' || session.usename,
                        ', from ' || host(session.client_addr), ', since ' || date_trunc('second', session.backend_start)) AS name
                    INTO holder FROM pg_locks AS lock LEFT JOIN pg_stat_activity AS session USING (pid) WHERE {IsOurLock} LIMIT 1;
                IF clock_timestamp() >= give_up THEN
                    RAISE EXCEPTION USING MESSAGE = format('Another run holds the migration lock (%s) and did not finish within %s: wait for it and run again, or end it with SELECT pg_terminate_backend(%s).',
                        coalesce(holder.name, 'already gone'), current_setting('migration.lock_wait'), holder.pid);
                END IF;
                IF holder.pid IS DISTINCT FROM told THEN
                    RAISE WARNING USING MESSAGE = format('Waiting for the migration lock, held by %s; giving up after %s.', holder.name, current_setting('migration.lock_wait'));
                    told := holder.pid;
                END IF;
                COMMIT;
                PERFORM pg_sleep(0.2);
                COMMIT;
            END LOOP;
        END
        $lock$;

        """;

    /// <summary>Behind a transaction pooler another session may answer: it does not hold the lock.</summary>
    public static string Check() =>
        $"""
        SELECT NOT EXISTS (SELECT FROM pg_locks AS lock WHERE lock.pid = pg_backend_pid() AND {IsOurLock}) AS lock_is_gone \gset
        \if :lock_is_gone
        {ScriptHeader.Stop(PsqlText.Literal("The migration lock vanished: connect to PostgreSQL itself and not through a transaction pooler, then run again."))}
        \endif

        """;

    public static string Release() => $"SELECT pg_advisory_unlock({Key}) AS ignored \\gset\n";
}
