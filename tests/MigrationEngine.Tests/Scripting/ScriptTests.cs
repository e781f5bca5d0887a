using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

public sealed class ScriptTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Script_OnAnEmptyDatabase_LeavesWhatUpLeaves(bool idempotent)
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.UpAsync<AloneContext>();
        await using var byScript = await TestDatabase.CreateEmptyAsync();

        await byScript.ApplyAsync(Scripts.Of<AloneContext>(idempotent: idempotent));

        Assert.Equal(await byUp.StateAsync(), await byScript.StateAsync());
        Assert.Equal(await byUp.ScalarAsync<string>(AloneContext.Counted), await byScript.ScalarAsync<string>(AloneContext.Counted));
        Assert.Equal(MigrationExitCode.Success, (await byScript.StatusAsync<AloneContext>()).ExitCode);
    }

    [Fact]
    public async Task Script_WithHostileNamesAndBodies_LeavesWhatUpLeaves()
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.UpAsync<HostileContext>();
        await using var byScript = await TestDatabase.CreateEmptyAsync();

        await byScript.ApplyAsync(Scripts.Of<HostileContext>(idempotent: true));

        Assert.Equal(await byUp.StateAsync(), await byScript.StateAsync());
    }

    [Fact]
    public void Script_WrittenTwice_IsTheSameText() =>
        Assert.Equal(Scripts.Of<AloneContext>(idempotent: true), Scripts.Of<AloneContext>(idempotent: true));

    [Fact]
    public async Task Script_OnADatabaseThatIsNotWhereItStarts_RefusesAndChangesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<AloneContext>("+1");
        var before = await database.StateAsync();

        var ahead = await database.RefuseAsync(Scripts.Of<AloneContext>());
        var behind = await database.RefuseAsync(Scripts.Of<AloneContext>(AloneContext.Alone));

        Assert.Contains($"starts at base, and the database has {AloneContext.Create} already", ahead, StringComparison.Ordinal);
        Assert.Contains($"starts at {AloneContext.Alone}, and the database lacks {AloneContext.Alone}:", behind, StringComparison.Ordinal);
        Assert.Equal(before, await database.StateAsync());
    }

    [Fact]
    public async Task Script_OfPartOfTheWay_StartsWhereItSays()
    {
        await using var byUp = await TestDatabase.CreateEmptyAsync();
        await byUp.UpAsync<AloneContext>();
        await using var byScript = await TestDatabase.CreateEmptyAsync();
        await byScript.UpAsync<AloneContext>("+1");

        await byScript.ApplyAsync(Scripts.Of<AloneContext>("CreateCounted", "Alone"));
        await byScript.ApplyAsync(Scripts.Of<AloneContext>("Alone"));

        Assert.Equal(await byUp.StateAsync(), await byScript.StateAsync());
    }

    [Fact]
    public async Task Script_FromHeadToBase_LeavesWhatDownLeaves()
    {
        await using var byDown = await TestDatabase.CreateEmptyAsync();
        await byDown.UpAsync<AloneContext>();
        await byDown.DownAsync<AloneContext>("base", allowDataLoss: true);
        await using var byScript = await TestDatabase.CreateEmptyAsync();
        await byScript.UpAsync<AloneContext>();

        await byScript.ApplyAsync(Scripts.Of<AloneContext>("head", "base"), "-v", "allow_data_loss=on");

        Assert.Equal(await byDown.StateAsync(), await byScript.StateAsync());
    }

    [Fact]
    public async Task IdempotentScript_OnAnUpToDateDatabase_DoesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<AloneContext>();
        var before = (await database.StateAsync(), (await database.JournalAsync()).Count);

        await database.ApplyAsync(Scripts.Of<AloneContext>(idempotent: true));

        Assert.Equal(before.Item1, await database.StateAsync());
        Assert.Equal(before.Count, (await database.JournalAsync()).Count);
    }

    [Fact]
    public async Task Script_JournalsWhoRanIt()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await database.ApplyAsync(Scripts.Of<ShopContext>(), "-v", "os_user=some'one", "-v", "host=some\\where");

        var entry = (await database.JournalAsync())[0];
        Assert.Equal(
            (JournalSource.Script, "some'one", "some\\where", "MigrationEngine script", "1.2.3"),
            (entry.Source, entry.OsUser, entry.Host, entry.Application, entry.ApplicationVersion));
        Assert.Single((await database.JournalAsync()).Select(other => other.RunId).Distinct());
        Assert.NotNull(entry.Duration);
    }
}
