using Microsoft.EntityFrameworkCore;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

/// <summary>Short ways to a script and to what it leaves behind.</summary>
internal static class Scripts
{
    public static string Of<TContext>(string from = "base", string to = "head", bool idempotent = false)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>().UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", "migration")).Options;
        using var context = (TContext)Activator.CreateInstance(typeof(TContext), options)!;
        return MigrationScript.Write(
            context,
            MigrationTarget.Parse(from),
            MigrationTarget.Parse(to),
            new MigrationScriptOptions { ApplicationVersion = "1.2.3", IsIdempotent = idempotent, LockTimeout = TimeSpan.FromSeconds(20) });
    }

    /// <summary>Runs the script and expects success.</summary>
    public static async Task ApplyAsync(this TestDatabase database, string script, params string[] arguments)
    {
        var (exitCode, output) = await Psql.RunAsync(database, script, arguments);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>Runs the script and expects that it stops; returns what it said.</summary>
    public static async Task<string> RefuseAsync(this TestDatabase database, string script, params string[] arguments)
    {
        var (exitCode, output) = await Psql.RunAsync(database, script, arguments);
        Assert.True(exitCode == 3, output);
        return output;
    }

    /// <summary>The catalog, the history, and the last word of the journal on each migration, in a form that compares.</summary>
    public static async Task<IReadOnlyList<string>> StateAsync(this TestDatabase database)
    {
        var catalog = await CatalogSnapshot.ReadAsync(database.ConnectionString);
        var history = await database.ScalarAsync<string>(
            """SELECT coalesce(string_agg("MigrationId" || ' ' || "ProductVersion", '; ' ORDER BY "MigrationId" COLLATE "C"), '') FROM migration."__EFMigrationsHistory" """);
        var journal = await database.ScalarAsync<string>(
            """
            SELECT string_agg(concat_ws(' ', migration_id, direction, outcome, steps_done, steps_total, sql_hash, operations_hash, history_table), '; ' ORDER BY migration_id COLLATE "C")
            FROM (SELECT DISTINCT ON (migration_id) * FROM migration.journal ORDER BY migration_id, id DESC) AS last
            """);
        return [.. catalog, history, journal];
    }
}
