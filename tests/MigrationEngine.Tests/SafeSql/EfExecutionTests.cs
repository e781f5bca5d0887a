using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TradingPlatform.MigrationEngine.Tests.Scripting;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>The same SQL through EF Core's own migrator and script, and through our script.</summary>
public sealed class EfExecutionTests
{
    [Fact]
    public async Task EfsMigrator_RunsTheSafeFormUpAndDown()
    {
        await using var expected = await TestDatabase.CreateEmptyAsync();
        await expected.UpAsync<SafeContext>();
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var context = Context(database);

#pragma warning disable RS0030 // EF's own migrator is what is tested.
        await context.Database.MigrateAsync();
#pragma warning restore RS0030
        Assert.Equal(await CatalogAsync(expected), await CatalogAsync(database));
        Assert.Equal(await expected.ScalarAsync<string>(SafeChanges.Rows), await database.ScalarAsync<string>(SafeChanges.Rows));

        await context.GetService<IMigrator>().MigrateAsync(SafeContext.Create);
        await expected.DownAsync<SafeContext>(SafeContext.Create, allowDataLoss: true);
        Assert.Equal(await CatalogAsync(expected), await CatalogAsync(database));
    }

    [Fact]
    public async Task EfsScript_IsTheSafeFormAndRuns()
    {
        await using var expected = await TestDatabase.CreateEmptyAsync();
        await expected.UpAsync<SafeContext>();
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var context = Context(database);

        var script = context.GetService<IMigrator>().GenerateScript();

        Assert.Contains("CREATE INDEX CONCURRENTLY", script, StringComparison.Ordinal);
        var (exitCode, output) = await Psql.RunAsync(database, "\\set ON_ERROR_STOP on\n" + script);
        Assert.True(exitCode == 0, output);
        Assert.Equal(await CatalogAsync(expected), await CatalogAsync(database));
    }

    [Fact]
    public async Task OurScript_LeadsToTheSameStateAsARun()
    {
        await using var expected = await TestDatabase.CreateEmptyAsync();
        await expected.UpAsync<SafeContext>();
        await using var database = await TestDatabase.CreateEmptyAsync();
        var script = Scripts.Of<SafeContext>(idempotent: true);

        await database.ApplyAsync(script);
        await database.ApplyAsync(script);
        Assert.Equal(await expected.StateAsync(), await database.StateAsync());

        await database.ApplyAsync(Scripts.Of<SafeContext>("head", SafeContext.Create), "-v", "allow_data_loss=on");
        await expected.DownAsync<SafeContext>(SafeContext.Create, allowDataLoss: true);
        Assert.Equal(await expected.StateAsync(), await database.StateAsync());
    }

    private static SafeContext Context(TestDatabase database) => new(
        (DbContextOptions<SafeContext>)new DbContextOptionsBuilder<SafeContext>()
            .UseNpgsql(database.ConnectionString, npgsql => npgsql.MigrationsHistoryTable("__EFMigrationsHistory", "migration"))
            .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning))
            .UseSafeMigrations().Options);

    private static Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database) => CatalogSnapshot.ReadAsync(database.ConnectionString, "migration");
}
