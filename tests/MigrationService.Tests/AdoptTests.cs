using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class AdoptTests
{
    private const string Baseline = "20260101000001_LegacyBaseline";
    private const string Second = "20260101000002_CreateSchemasAndMoveLegacy";

    [Fact]
    public async Task Adopt_OfTheLegacyFiles_StampsTheBaselineAndUpReachesTheCatalogOfAnEmptyDatabase()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await using var empty = await MigratedDatabase.CreateAsync();

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");

        Assert.True(exitCode == 0, output);
        Assert.Contains("crm_contacts", output, StringComparison.Ordinal);
        Assert.Equal("adopt", await database.ScalarAsync<string>($"SELECT source FROM migration.journal WHERE migration_id = '{Baseline}'"));
        var up = await database.RunAsync("up", "--yes");
        Assert.True(up.ExitCode == 0, up.Output);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM execution.orders"));
        await database.ExecuteAsync("DROP TABLE crm_contacts");
        var check = await database.RunAsync("check");
        Assert.True(check.ExitCode == 0, check.Output);

        // The independent snapshot minds the order of an IN list and indentation, which the files write in their own way.
        static IEnumerable<string> Comparable(IEnumerable<string> catalog) => catalog.Where(line =>
            !line.Contains("ck_model_registry_status", StringComparison.Ordinal)
            && !line.StartsWith("function CREATE OR REPLACE FUNCTION execution.set_", StringComparison.Ordinal));
        Assert.Equal(
            Comparable(await CatalogSnapshot.ReadAsync(empty.ConnectionString, "migration")),
            Comparable(await CatalogSnapshot.ReadAsync(database.ConnectionString, "migration")));
    }

    [Fact]
    public async Task Adopt_WhenOneThingDiffers_RefusesNamesItAndWritesNothing()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE orders ALTER qty TYPE numeric(20,8)");

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");

        Assert.True(exitCode == 11, output);
        Assert.Contains("  different: column public.orders.qty: type is numeric(20,8), should be numeric(28,10)", output, StringComparison.Ordinal);
        Assert.Contains("differs from what the migrations build in 1 objects", output, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration')"));
    }

    [Theory]
    [InlineData("DROP INDEX idx_orders_symbol_created_at", "missing: index public.idx_orders_symbol_created_at")]
    [InlineData("ALTER TABLE orders RENAME CONSTRAINT orders_qty_check TO ck_qty", "different: constraint public.orders.orders_qty_check: name is public.orders.ck_qty")]
    [InlineData("ALTER TABLE orders ADD note text", "extra: column public.orders.note")]
    [InlineData("CREATE SCHEMA trading CREATE TABLE strategies (id int)", "extra: table trading.strategies (kind table, persistence permanent): a later migration creates an object of this name")]
    public async Task Propose_WhenOneThingDiffers_NamesIt(string change, string difference)
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync(change);
        var migrator = new SchemaMigrator(
            () => database.Context(), new MigrationEngineOptions { ConnectionString = database.ConnectionString, Build = TradingDatabase.Build, Backfills = TradingBackfills.All }, NullLogger<SchemaMigrator>.Instance, TimeProvider.System);
        await using var session = await migrator.BeginAsync(default);

        var proposal = await new SchemaAdopter(migrator, NullLogger.Instance).ProposeAdoptionAsync(session, new AdoptionOptions(), default);

        var found = Assert.Single(proposal.Comparison!.Refused);
        Assert.StartsWith(difference, proposal.Comparison.Line(found), StringComparison.Ordinal);
        Assert.Contains(proposal.Comparison.Tolerated, item => item.Item.Name == "public.crm_contacts");
    }

    [Fact]
    public async Task Adopt_WhenAnAdditionIsAllowed_ListsItAsJson()
    {
        await using var database = await LegacyDatabase.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE orders ADD note text");

        var (exitCode, output) = await database.RunAsync("adopt", "--yes", "--allow-extra", "--json");

        Assert.True(exitCode == 0, output);
        using var document = JsonDocument.Parse(output);
        Assert.True(document.RootElement.GetProperty("written").GetBoolean());
        Assert.Equal([Baseline], document.RootElement.GetProperty("added").EnumerateArray().Select(id => id.GetString()));
        Assert.Empty(document.RootElement.GetProperty("differences").EnumerateArray());
        Assert.Contains(document.RootElement.GetProperty("tolerated").EnumerateArray(), item => item.GetProperty("name").GetString() == "public.orders.note");
    }

    [Fact]
    public async Task Adopt_WhenEfHasMigratedWithOurTable_ExplainsItsRows()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateByEfAsync(database, TradingDatabase.ConfigureNpgsql);
        Assert.Equal(7, (await database.RunAsync("check", "--only", "history")).ExitCode);

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");

        Assert.True(exitCode == 0, output);
        Assert.Contains("EF Core's own migrator", output, StringComparison.Ordinal);
        var check = await database.RunAsync("check");
        Assert.True(check.ExitCode == 0, check.Output);
        var again = await database.RunAsync("adopt", "--yes");
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains("Nothing to write", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WhenEfKeptItsHistoryInPublic_TakesItOverAndLeavesTheTable()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateByEfAsync(database, npgsql => npgsql.MigrationsAssembly(typeof(TradingDatabase).Assembly.GetName().Name!));

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");

        Assert.True(exitCode == 0, output);
        Assert.Contains("public.\"__EFMigrationsHistory\" was left as it is", output, StringComparison.Ordinal);
        Assert.Equal(0, (await database.RunAsync("status")).ExitCode);
        Assert.Equal(0, (await database.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task Adopt_WhenEfIsAheadOfThisBuild_NamesTheUnknownMigration()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateByEfAsync(database, npgsql => npgsql.MigrationsAssembly(typeof(TradingDatabase).Assembly.GetName().Name!));
        await database.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('20991231000000_FromTheFuture', '10.0.0')""");

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");

        Assert.True(exitCode == 6, output);
        Assert.Contains("20991231000000_FromTheFuture", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_OfAlembic_AsksForTheMappingAndFollowsIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.RunAsync("up", Second);
        await database.ExecuteAsync(
            "DROP SCHEMA migration CASCADE; CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('3f2a9c')");

        var unmapped = await database.RunAsync("adopt", "--yes");
        var mapped = await database.RunAsync("adopt", "--yes", "--map", $"3f2a9c={Second}");

        Assert.True(unmapped.ExitCode == 2, unmapped.Output);
        Assert.Contains("--map 3f2a9c=<migration>", unmapped.Output, StringComparison.Ordinal);
        Assert.True(mapped.ExitCode == 0, mapped.Output);
        Assert.Equal(2, await database.ScalarAsync<long>("""SELECT count(*) FROM migration."__EFMigrationsHistory" """));
        Assert.Equal(0, (await database.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task Adopt_OfAnEmptyDatabase_SaysToRunUp()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync("adopt", "--yes");

        Assert.True(exitCode == 8, output);
        Assert.Contains("`up` builds everything", output, StringComparison.Ordinal);
    }

    private static async Task MigrateByEfAsync(TestDatabase database, Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder> configure)
    {
        var options = new DbContextOptionsBuilder<TradingDbContext>()
            .UseNpgsql(database.ConnectionString, configure)
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning));
        options.UseSafeMigrations();
        await using var context = new TradingDbContext(options.Options);
#pragma warning disable RS0030 // A database that EF's own migrator has made is what is to be adopted.
        await context.Database.MigrateAsync();
#pragma warning restore RS0030
    }
}
