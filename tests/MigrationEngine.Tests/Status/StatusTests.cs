using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Status;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_OfAnEmptyDatabase_IsPendingAndCreatesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var status = await database.StatusAsync<ShopContext>();

        Assert.Equal(MigrationExitCode.Pending, status.ExitCode);
        Assert.Equal(3, status.Pending.Count);
        Assert.Empty(status.Applied);
        Assert.Empty(await database.JournalAsync());
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regnamespace('migration') IS NULL"));
    }

    [Fact]
    public async Task Status_WhenUpToDate_SaysWhenEachWasApplied()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();

        var status = await database.StatusAsync<ShopContext>();

        Assert.Equal(MigrationExitCode.Success, status.ExitCode);
        Assert.All(status.Applied, applied => Assert.NotNull(applied.AppliedAt));
        Assert.Null(status.Holder);
    }

    [Fact]
    public async Task Gate_OnAnEmptyDatabase_NamesTheFirstMissingMigration()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var context = database.Context<ShopContext>();

        var verdict = await SchemaGate.CheckAsync(context, default);

        Assert.False(verdict.IsSufficient);
        Assert.Contains(ShopContext.CreateItems, verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gate_WhenTheDatabaseIsAhead_IsSufficient()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        await using var context = database.Context<OldShopContext>();

        Assert.True((await SchemaGate.CheckAsync(context, default)).IsSufficient);
    }

    [Theory]
    [InlineData("Password", "wrong", "refused the user")]
    [InlineData("Database", "nowhere", "no database 'nowhere'")]
    [InlineData("Port", "1", "Nothing listens")]
    [InlineData("Host", "nosuch.invalid", "no host called")]
    public async Task Status_WhenTheDatabaseCannotBeReached_SaysWhyInOneSentence(string key, string value, string expected)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { [key] = value };
        var migrator = database.Migrator<ShopContext>(database.Options() with { ConnectionString = connection.ConnectionString });

        var failure = await Assert.ThrowsAsync<MigrationException>(() => migrator.ReadStatusAsync(default));

        Assert.Equal(MigrationExitCode.DatabaseUnavailable, failure.ExitCode);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(connection.Password!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_OfARun_IsATraceOfRunMigrationsAndSteps()
    {
        var spans = new System.Collections.Concurrent.ConcurrentQueue<System.Diagnostics.Activity>();
        using var root = new System.Diagnostics.Activity("test").Start();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTelemetry.Name,
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = span => { if (span.TraceId == root.TraceId) spans.Enqueue(span); },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        await using var database = await TestDatabase.CreateEmptyAsync();

        await database.UpAsync<ShopContext>();

        Assert.Single(spans, span => span.OperationName == "migrate up");
        Assert.Equal(3, spans.Count(span => span.OperationName.StartsWith("migration 2026", StringComparison.Ordinal)));
        Assert.Equal(4, spans.Count(span => span.OperationName.StartsWith("migration step", StringComparison.Ordinal)));
        Assert.All(await database.JournalAsync(), entry => Assert.Equal(root.TraceId.ToHexString(), entry.TraceId));
    }
}
