using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

public sealed class AdoptionTests
{
    [Fact]
    public async Task Adopt_WhenAlembicStandsOnTwoBranches_WritesBoth()
    {
        await using var database = await AlembicAsync("a1b2", "d24f");

        var proposal = await AdoptAsync<AlembicContext>(database);

        Assert.Equal([AlembicContext.Left, AlembicContext.Right], proposal.Ids);
        Assert.Equal("public.alembic_version", proposal.OldTable);
        Assert.Equal([AlembicContext.Trunk, AlembicContext.Left, AlembicContext.Right], (await database.StatusAsync<AlembicContext>()).Applied.Select(row => row.Id));
        Assert.All(await database.JournalAsync(), entry => Assert.Equal(JournalSource.Adopt, entry.Source));
    }

    [Fact]
    public async Task Adopt_WhenTheMapNamesAnotherMigration_FollowsTheMap()
    {
        await using var database = await AlembicAsync("a1b2");
        await database.ExecuteAsync("DROP TABLE left_side, right_side");

        var proposal = await AdoptAsync<AlembicContext>(database, new AdoptionOptions { AlembicMap = new Dictionary<string, string> { ["a1b2"] = "Trunk" } });

        Assert.Equal([AlembicContext.Trunk], proposal.Added);
    }

    [Fact]
    public async Task Adopt_WhenALaterMigrationTakesTheName_Refuses()
    {
        await using var database = await AlembicAsync("a1b2");

        // Alembic says the left branch, and the right branch's table is there all the same.
        var failure = await Assert.ThrowsAsync<MigrationException>(() => AdoptAsync<AlembicContext>(database));

        Assert.Equal(MigrationExitCode.Drift, failure.ExitCode);
        Assert.Empty((await database.StatusAsync<AlembicContext>()).Applied);
    }

    [Fact]
    public async Task Stamp_WhenForced_KeepsTheOutcomeOfTheComparison()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var migrator = database.Migrator<ShopContext>();
        var adopter = new SchemaAdopter(migrator, NullLogger.Instance);
        await using var session = await migrator.BeginAsync(default);
        var proposal = await adopter.ProposeStampAsync(session, MigrationTarget.Parse("CreateItems"), new AdoptionOptions(), default);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => SchemaAdopter.AcceptAsync(session, proposal, force: false, default));
        await SchemaAdopter.AcceptAsync(session, proposal, force: true, default);

        Assert.Equal(MigrationExitCode.Drift, refusal.ExitCode);
        var entry = Assert.Single(await database.JournalAsync());
        Assert.Equal((ShopContext.CreateItems, JournalSource.Stamp), (entry.MigrationId, entry.Source));
        Assert.Contains("differs in 2 objects, first missing: schema shop", entry.Error, StringComparison.Ordinal);
        Assert.EndsWith("It was forced.", entry.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stamp_ToTheBase_WhenTheTablesAreStillThere_Refuses()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<ShopContext>();
        var migrator = database.Migrator<ShopContext>();
        await using var session = await migrator.BeginAsync(default);

        var proposal = await new SchemaAdopter(migrator, NullLogger.Instance).ProposeStampAsync(session, MigrationTarget.Base, new AdoptionOptions(), default);

        Assert.Equal(["shop.items"], proposal.Comparison!.Collisions);
        Assert.Equal(3, proposal.Removed.Count);
    }

    /// <summary>A database that Alembic has brought to the revisions, with the tables of both branches.</summary>
    private static async Task<TestDatabase> AlembicAsync(params string[] revisions)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        var rows = string.Join(", ", revisions.Select(revision => $"('{revision}')"));
        await database.ExecuteAsync(
            $"""
            CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);
            INSERT INTO alembic_version VALUES {rows};
            CREATE TABLE trunk (id int); CREATE TABLE left_side (id int); CREATE TABLE right_side (id int);
            """);
        return database;
    }

    private static async Task<StampProposal> AdoptAsync<TContext>(TestDatabase database, AdoptionOptions? options = null)
        where TContext : DbContext
    {
        var migrator = database.Migrator<TContext>();
        await using var session = await migrator.BeginAsync(default);
        var proposal = await new SchemaAdopter(migrator, NullLogger.Instance).ProposeAdoptionAsync(session, options ?? new AdoptionOptions(), default);
        await SchemaAdopter.AcceptAsync(session, proposal, force: false, default);
        return proposal;
    }
}
