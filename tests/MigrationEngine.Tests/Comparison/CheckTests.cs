using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

public sealed class CheckTests
{
    [Fact]
    public async Task Check_WhenAllIsWell_FindsNothingInAnyPart()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var report = await CheckAsync<ShopContext>(database);

        Assert.Empty(report.Findings);
        Assert.Empty(report.Skipped);
        Assert.Equal(Enum.GetValues<CheckPart>(), report.Checked);
        Assert.Equal(MigrationExitCode.Success, report.ExitCode);
    }

    [Theory]
    [InlineData("DROP INDEX shop.ix_items_name", SchemaDifferenceKind.Missing, "shop.ix_items_name")]
    [InlineData("CREATE TABLE shop.left_over (id int)", SchemaDifferenceKind.Extra, "shop.left_over")]
    [InlineData("ALTER TABLE shop.items ALTER name DROP NOT NULL", SchemaDifferenceKind.Different, "shop.items.name")]
    public async Task Drift_WhenTheLiveSchemaWasChanged_NamesTheObject(string change, SchemaDifferenceKind kind, string name)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync(change);

        var report = await CheckAsync<ShopContext>(database, CheckPart.Drift);

        var finding = Assert.Single(report.Findings);
        Assert.Equal((CheckPart.Drift, name, kind), (finding.Part, finding.Name, finding.Difference!.Kind));
        Assert.Equal(MigrationExitCode.Drift, report.ExitCode);
    }

    [Fact]
    public async Task Drift_ComparesWithTheAppliedMigrationsAlone()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");

        Assert.Empty((await CheckAsync<ShopContext>(database, CheckPart.Drift)).Findings);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "shop.left*")]
    public async Task Drift_OfSomebodyElsesTable_CanBeLetPass(bool allowExtra, string? ignore)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("CREATE TABLE shop.left_over (id int)");

        var report = await CheckAsync<ShopContext>(
            database, new CheckOptions { Parts = [CheckPart.Drift], AllowExtra = allowExtra, Ignore = ignore is null ? [] : [ignore] });

        Assert.Equal(MigrationExitCode.Success, report.ExitCode);
        Assert.Equal(allowExtra ? 1 : 0, report.Findings.Count);
    }

    [Fact]
    public async Task Drift_WhenTheRoleMayCreateNoDatabase_SaysSoAndChecksTheRest()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        var role = $"reader_{Guid.CreateVersion7():N}";
        await database.ExecuteAsync(
            $"CREATE ROLE {role} LOGIN PASSWORD 'reader'; GRANT USAGE ON SCHEMA migration TO {role}; GRANT SELECT ON ALL TABLES IN SCHEMA migration TO {role}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "reader", Pooling = false };
            var options = database.Options() with { ConnectionString = connection.ConnectionString };

            var report = await new SchemaChecker(database.Migrator<ShopContext>(options), NullLogger.Instance).CheckAsync(new CheckOptions(), default);

            var skip = Assert.Single(report.Skipped);
            Assert.Equal((CheckPart.Drift, MigrationExitCode.DatabaseUnavailable), (skip.Part, skip.ExitCode));
            Assert.Contains($"'{role}' may not create a database", skip.Reason, StringComparison.Ordinal);
            Assert.Equal(MigrationExitCode.DatabaseUnavailable, report.ExitCode);
            Assert.Equal(6, report.Checked.Count);
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task Edited_WhenAnAppliedMigrationSaysSomethingElse_NamesIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE permit (x int)");
        await database.UpAsync<StepsContext>();

        var report = await CheckAsync<ChangedStepsContext>(database, CheckPart.Edited);

        var finding = Assert.Single(report.Findings);
        Assert.Equal(StepsContext.Steps, finding.Name);
        Assert.Equal(MigrationExitCode.Damaged, report.ExitCode);
    }

    [Fact]
    public async Task Edited_WhenOnlyTheProviderWritesOtherSql_FindsNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("UPDATE migration.journal SET sql_hash = 'other', product_version = '9.0.0'");
        Assert.Empty((await CheckAsync<ShopContext>(database, CheckPart.Edited)).Findings);

        // An entry of an older engine has no hash but the SQL's, which says nothing across versions and everything within one.
        await database.ExecuteAsync("UPDATE migration.journal SET operations_hash = NULL");
        Assert.Empty((await CheckAsync<ShopContext>(database, CheckPart.Edited)).Findings);
        await database.ExecuteAsync($"UPDATE migration.journal SET product_version = '{Microsoft.EntityFrameworkCore.Infrastructure.ProductInfo.GetVersion()}'");
        Assert.Equal(3, (await CheckAsync<ShopContext>(database, CheckPart.Edited)).Findings.Count);
    }

    [Theory]
    [InlineData("DELETE FROM migration.journal", ShopContext.CreateItems, MigrationExitCode.Damaged)]
    [InlineData("DELETE FROM migration.\"__EFMigrationsHistory\"", ShopContext.CreateItems, MigrationExitCode.Damaged)]
    [InlineData("INSERT INTO migration.\"__EFMigrationsHistory\" VALUES ('2099_Future', '10')", "2099_Future", MigrationExitCode.DatabaseAhead)]
    [InlineData("UPDATE migration.journal SET outcome = 'failed', steps_total = 3, steps_done = 1", ShopContext.CreateItems, MigrationExitCode.Damaged)]
    public async Task History_WhenItDisagreesWithTheJournal_NamesTheMigration(string change, string name, MigrationExitCode exitCode)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>("+1");
        await database.ExecuteAsync(change);

        var report = await CheckAsync<ShopContext>(database, CheckPart.History);

        Assert.Contains(report.Findings, finding => finding.Name == name);
        Assert.Equal(exitCode, report.ExitCode);
    }

    [Fact]
    public async Task Model_WhenItHasChanged_SaysWhatTheMigrationWouldDo()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var report = await CheckAsync<UnwrittenContext>(
            database, new CheckOptions { Parts = [CheckPart.Model], Describe = operation => $"described {operation.GetType().Name}" });

        Assert.Contains(report.Findings, finding => finding.Name == "unwritten" && finding.Message.Contains("described CreateTableOperation", StringComparison.Ordinal));
        Assert.Equal(MigrationExitCode.Drift, report.ExitCode);
    }

    [Fact]
    public async Task Health_FindsInvalidIndexesUnvalidatedConstraintsAndSpentSequences()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            """
            CREATE TABLE ledger (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, amount int, big bigserial);
            INSERT INTO ledger (amount) VALUES (-1), (-1);
            ALTER TABLE ledger ADD CONSTRAINT ck_amount CHECK (amount > 0) NOT VALID;
            SELECT setval('ledger_id_seq', 2000000000);
            CREATE SEQUENCE round MAXVALUE 10 CYCLE; SELECT setval('round', 10);
            """);
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY ux_amount ON ledger (amount)"));

        var report = await CheckAsync<ShopContext>(
            database, new CheckOptions { Parts = [CheckPart.Indexes, CheckPart.Constraints, CheckPart.Sequences], SequenceThreshold = 0.9 });

        Assert.Equal(["public.ux_amount", "public.ledger.ck_amount", "public.ledger.id"], report.Findings.Select(finding => finding.Name));
        Assert.Contains("VALIDATE CONSTRAINT ck_amount", report.Findings[1].Remedy, StringComparison.Ordinal);
        Assert.Contains("93.1", report.Findings[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WhileATableIsLocked_GivesUpQuicklyAndSaysWhy()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await database.ExecuteAsync("CREATE VIEW shop.names AS SELECT name FROM shop.items");
        await using var holder = await database.ConnectAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await holder.ExecuteAsync("LOCK TABLE shop.items IN ACCESS EXCLUSIVE MODE");

        var report = await CheckAsync<ShopContext>(database, CheckPart.Drift, CheckPart.Indexes);

        Assert.Equal(CheckPart.Drift, Assert.Single(report.Skipped).Part);
        Assert.Equal(MigrationExitCode.LockNotAcquired, report.ExitCode);
    }

    private static Task<CheckReport> CheckAsync<TContext>(TestDatabase database, params CheckPart[] parts)
        where TContext : Microsoft.EntityFrameworkCore.DbContext =>
        CheckAsync<TContext>(database, parts.Length == 0 ? new CheckOptions() : new CheckOptions { Parts = parts });

    private static Task<CheckReport> CheckAsync<TContext>(TestDatabase database, CheckOptions options)
        where TContext : Microsoft.EntityFrameworkCore.DbContext =>
        new SchemaChecker(database.Migrator<TContext>(), NullLogger.Instance).CheckAsync(options, default);
}
