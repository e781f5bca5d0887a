namespace TradingPlatform.MigrationEngine;

/// <summary>What stands around a contract migration in a script: the same as <see cref="ContractionGuard"/> around one that is run.</summary>
internal static class ScriptContraction
{
    /// <summary>Takes the gate's lock and refuses while an instance lives that is too old, or a row needs a backfill. Empty for other migrations.</summary>
    /// <param name="script">The script.</param>
    /// <param name="migration">The migration.</param>
    /// <param name="isAtOnce">There is nothing that an earlier attempt could have left.</param>
    public static string Enter(ScriptPlan script, PlannedMigration migration, bool isAtOnce)
    {
        if (!IsContraction(script, migration.Id) || migration.Direction != MigrationDirection.Up) return "";

        var node = script.Graph[migration.Id];
        var known = script.Options.Backfills.Where(backfill => node.Backfills.Contains(backfill.Name)).ToList();
        var unknown = node.Backfills.Except(known.Select(backfill => backfill.Name)).ToList();
        var body =
            $"""

            DECLARE older text;
            BEGIN
                DELETE FROM migration.instances WHERE NOT ({GateTables.IsAlive});
                SELECT string_agg(format('%s %s (process %s on %s)', name, version, process_id, host), ', ') INTO older
                FROM migration.instances WHERE history_table = {PsqlText.Literal(script.History.Key)} AND NOT {Required(script, migration.Id)} <@ migrations;
                IF older IS NOT NULL THEN
                    RAISE EXCEPTION USING MESSAGE = {PsqlText.Literal($"{migration.Id} waits for instances that are too old for it: ")} || older || ': deploy newer builds and stop them.';
                END IF;
            END
            """;
        var leftovers = string.Concat(known.Select(backfill => Leftovers(migration.Id, backfill)));
        if (leftovers.Length > 0 && !isAtOnce) leftovers = $"SELECT :done = 0 AS is_needed \\gset\n\\if :is_needed\n{leftovers}\\endif\n";
        return $"""
            {string.Concat(unknown.Select(name => $"-- The backfill {PsqlText.Comment(name)} must have finished: nothing here looks at it.\n"))}{ScriptGate.Take}DO {PsqlText.DollarQuoted(body)};
            {leftovers}
            """;
    }

    /// <summary>Gives the lock back.</summary>
    public static string Leave(ScriptPlan script, PlannedMigration migration) =>
        IsContraction(script, migration.Id) && migration.Direction == MigrationDirection.Up
            ? ScriptGate.Release
            : "";

    /// <summary>The row of those that it leaves behind, with the first step up.</summary>
    public static string First(ScriptPlan script, PlannedMigration migration, int index) =>
        index == 0 && IsContraction(script, migration.Id) && migration.Direction == MigrationDirection.Up
            ? $"""
                INSERT INTO migration.contracted (history_table, migration_id, oldest_build) VALUES ({PsqlText.Literal(script.History.Key)}, {PsqlText.Literal(migration.Id)}, {Required(script, migration.Id)})
                ON CONFLICT (history_table, migration_id) DO UPDATE SET oldest_build = excluded.oldest_build;

                """
            : "";

    /// <summary>Takes that row back after a first step that failed by itself and left nothing; empty for other steps.</summary>
    public static string TakeBack(ScriptPlan script, PlannedMigration migration, int index) => First(script, migration, index).Length == 0
        ? ""
        : $"""
            DELETE FROM migration.contracted WHERE history_table = {PsqlText.Literal(script.History.Key)} AND migration_id = {PsqlText.Literal(migration.Id)}
                AND NOT EXISTS (SELECT FROM migration.journal WHERE id = :entry AND (steps_done > 0 OR open_step IS NOT NULL));

            """;

    /// <summary>Its end, with the last step down.</summary>
    public static string Last(ScriptPlan script, PlannedMigration migration) =>
        IsContraction(script, migration.Id) && migration.Direction == MigrationDirection.Down
            ? $"DELETE FROM migration.contracted WHERE history_table = {PsqlText.Literal(script.History.Key)} AND migration_id = {PsqlText.Literal(migration.Id)};\n"
            : "";

    private static bool IsContraction(ScriptPlan script, string id) => script.Graph.Contains(id) && script.Graph[id].Phase == MigrationPhase.Contract;

    private static string Required(ScriptPlan script, string id) => PsqlText.Array(BuildRequirement.Of(script.Graph, id));

    /// <summary>What a half-done migration has dropped cannot be looked at any more: then its backfills had finished.</summary>
    private static string Leftovers(string id, Backfill backfill)
    {
        var body =
            $"""

            BEGIN
                IF EXISTS (SELECT FROM {Sql.Qualified(backfill.Schema, backfill.Table)} WHERE {backfill.Rows}) THEN
                    RAISE EXCEPTION USING MESSAGE = {PsqlText.Literal($"{id} waits: rows still need the backfill {backfill.Name}: run `backfill run {backfill.Name}`.")};
                END IF;
            END
            """;
        return $"DO {PsqlText.DollarQuoted(body)};\n";
    }
}
