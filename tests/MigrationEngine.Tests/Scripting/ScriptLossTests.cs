using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Scripting;

public sealed class ScriptLossTests
{
    [Fact]
    public async Task Script_ByRawSqlThatLosesRows_RefusesAsDownDoes()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<RawLossContext>();
        await database.ExecuteAsync("INSERT INTO prices VALUES (1.5), (2.5)");
        var script = Scripts.Of<RawLossContext>("head", "base");

        var output = await database.RefuseAsync(script);

        Assert.Contains("what cannot be counted, by raw SQL (UPDATE prices SET price = round(price))", output, StringComparison.Ordinal);
        Assert.Contains("2 rows of table \"prices\"", output, StringComparison.Ordinal);
        await database.ApplyAsync(script, "-v", "allow_data_loss=on");
        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('prices') IS NULL"));
    }

    [Fact]
    public async Task Script_ByRawSqlOnEmptyTables_IsNotRefused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.UpAsync<RawLossContext>();

        await database.ApplyAsync(Scripts.Of<RawLossContext>("head", "base"));

        Assert.True(await database.ScalarAsync<bool>("SELECT to_regclass('prices') IS NULL"));
    }
}
