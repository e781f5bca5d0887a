namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Refuses to revert what living instances were built with, unless <c>ignore_instances</c> is on: the same as <see cref="RevertedUse"/> for a run.
/// A contract migration hurts nobody when it goes back.
/// </summary>
internal static class ScriptUse
{
    /// <summary>The look at the instances before anything is reverted; empty where nothing is that an instance could use.</summary>
    public static string Guard(ScriptPlan script) => Spared(script.Plan.Migrations.Where(migration => IsGuarded(script, migration)), migrations => Refuse(script, migrations));

    /// <summary>The look again, with the gate's lock, which keeps others from registering until <see cref="Leave"/>; empty for other migrations.</summary>
    public static string Enter(ScriptPlan script, PlannedMigration migration) => IsGuarded(script, migration)
        ? Spared([migration], migrations => ScriptGate.Take + Refuse(script, migrations))
        : "";

    /// <summary>Gives the lock back.</summary>
    public static string Leave(ScriptPlan script, PlannedMigration migration) => IsGuarded(script, migration) ? Spared([migration], _ => ScriptGate.Release) : "";

    private static bool IsGuarded(ScriptPlan script, PlannedMigration migration) =>
        migration.Direction == MigrationDirection.Down && script.Graph.Contains(migration.Id) && script.Graph[migration.Id].Phase == MigrationPhase.Expand;

    private static string Spared(IEnumerable<PlannedMigration> migrations, Func<IReadOnlyList<PlannedMigration>, string> guard) =>
        migrations.ToList() is { Count: > 0 } guarded ? $"\\if :ignore_instances\n\\else\n{guard(guarded)}\\endif\n" : "";

    /// <summary>A build from before a squash knows what the squash folds; what is not applied any more is used by nobody.</summary>
    private static string Refuse(ScriptPlan script, IReadOnlyList<PlannedMigration> migrations)
    {
        var known = migrations.Select(migration => script.Graph[migration.Id])
            .Select(node => $"({PsqlText.Literal(node.Id)}, {PsqlText.Array([node.Id, .. node.Replaces])})");
        var body =
            $"""

            DECLARE users text; used text;
            BEGIN
                SELECT string_agg(DISTINCT format('%s %s (process %s on %s)', name, version, process_id, host), '; '), string_agg(DISTINCT added.id, ' and ')
                INTO users, used
                FROM (VALUES {string.Join(", ", known)}) AS added (id, names)
                JOIN {script.History.Name} AS history ON history."MigrationId" = added.id
                JOIN migration.instances AS instance ON instance.migrations && added.names
                WHERE history_table = {PsqlText.Literal(script.History.Key)} AND {GateTables.IsAlive};
                IF users IS NOT NULL THEN
                    RAISE EXCEPTION USING MESSAGE = format(
                        'In use by living instances, %s, is what %s added: stop them or deploy an older build first; psql -v ignore_instances=on reverts all the same.', users, used);
                END IF;
            END
            """;
        return $"DO {PsqlText.DollarQuoted(body)};\n";
    }
}
