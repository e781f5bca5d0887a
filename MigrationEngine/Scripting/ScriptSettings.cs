namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Looks at what <c>psql -v</c> has set before anything is done: a time that is none would stop a migration half way, and a condition that
/// psql cannot read is to it a warning and off.
/// </summary>
internal static class ScriptSettings
{
    private static readonly string[] Names = ["lock_wait", "lock_timeout", "statement_timeout", "scan_timeout", "allow_data_loss", "ignore_instances"];

    /// <summary>The check. The pattern is what psql's <c>\if</c> understands; a lock timeout of zero would let everybody wait for as long as the script does.</summary>
    public static string Check { get; } =
        $"""
        SELECT concat({string.Join(", ", Names.Select(name => $"set_config('migration.{name}', :'{name}', false)"))}) AS ignored \gset
        DO $settings$
        DECLARE
            name text;
            value text;
        BEGIN
            FOREACH name IN ARRAY {PsqlText.Array(Names)} LOOP
                value := current_setting('migration.' || name);
                IF name IN ('allow_data_loss', 'ignore_instances') THEN
                    IF value !~* '^(t|tr|tru|true|f|fa|fal|fals|false|y|ye|yes|n|no|on|of|off|1|0)$' THEN
                        RAISE EXCEPTION USING MESSAGE = format('%s is ''%s'', which is neither on nor off: run it with psql -v %1$s=on, or without it.', name, value);
                    END IF;
                    CONTINUE;
                END IF;
                BEGIN
                    IF name = 'lock_wait' THEN
                        PERFORM value::interval;
                    ELSE
                        PERFORM set_config('statement_timeout', value, true);
                    END IF;
                EXCEPTION WHEN invalid_parameter_value OR invalid_datetime_format OR datetime_field_overflow THEN
                    RAISE EXCEPTION USING MESSAGE = format('%s is ''%s'', which is not a time: run it with psql -v %1$s=30s, for example, or without it.', name, value);
                END;
                IF name = 'lock_timeout' AND current_setting('statement_timeout') = '0' THEN
                    RAISE EXCEPTION USING MESSAGE = 'lock_timeout is 0, and the applications would wait behind the script without end: run it with psql -v lock_timeout=2s, for example, or without it.';
                END IF;
            END LOOP;
        END
        $settings$;
        """;
}
