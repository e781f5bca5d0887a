namespace TradingPlatform.MigrationEngine;

/// <summary>A squash takes the place of the migrations that it folds, where a database has them: as a run does before anything else.</summary>
internal static class ScriptSquash
{
    public static string Record(ScriptPlan script, MigrationNode squash, string hash)
    {
        var history = script.History.Name;
        var id = PsqlText.Literal(squash.Id);
        var folded = PsqlText.Array(squash.Replaces);
        return $"""
            -- {PsqlText.Comment(squash.Id)} folds {ScriptHeader.Count(squash.Replaces.Count, "migration")}: where these are applied it takes their place.
            SELECT count(*) FILTER (WHERE "MigrationId" = ANY ({folded})) > 0 AS is_needed, gen_random_uuid() AS squash_run FROM {history} \gset
            \if :is_needed
            BEGIN;
            {ScriptJournal.Note(script, $"\"MigrationId\", 'down', NULL::text, row_number() OVER (ORDER BY \"MigrationId\" COLLATE \"C\") FROM {history} WHERE \"MigrationId\" = ANY ({folded})")}
            {ScriptJournal.Note(script, $"{id}, 'up', {PsqlText.Literal(hash)}, 1 WHERE NOT EXISTS (SELECT FROM {history} WHERE \"MigrationId\" = {id})")}
            DELETE FROM {history} WHERE "MigrationId" = ANY ({folded});
            INSERT INTO {history} ("MigrationId", "ProductVersion") VALUES ({id}, {ScriptJournal.ProductVersion}) ON CONFLICT DO NOTHING;
            {MoveBackfills(squash)}
            COMMIT;
            \endif


            """;
    }

    /// <summary>What a backfill follows is looked up when a migration goes back: it follows the squash from now on.</summary>
    private static string MoveBackfills(MigrationNode squash)
    {
        var body =
            $"""

            BEGIN
                IF to_regclass('migration.backfills') IS NOT NULL THEN
                    UPDATE migration.backfills SET after_migration = {PsqlText.Literal(squash.Id)} WHERE after_migration = ANY ({PsqlText.Array(squash.Replaces)});
                END IF;
            END
            """;
        return $"DO {PsqlText.DollarQuoted(body)};";
    }
}
