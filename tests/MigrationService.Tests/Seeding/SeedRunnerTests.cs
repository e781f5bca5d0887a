using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

public sealed class SeedRunnerTests
{
    [Fact]
    public async Task Seed_OfWhatIsThere_AddsNothingAndKeepsWhatADeveloperChanged()
    {
        await using var database = await DemoDatabase.CreateAsync();
        await using (var context = database.Context())
            await context.Users.WithEmail("TRADER02@example.com").ExecuteUpdateAsync(set => set.SetProperty(user => user.DisplayName, "Renamed"));
        await database.ExecuteAsync("DELETE FROM workspace.tasks WHERE user_id = (SELECT id FROM identity.users WHERE email = 'trader01@example.com')");

        var second = await database.SeedAsync(SeedProfile.Demo);

        Assert.Equal(0, second.Total);
        Assert.Equal("Renamed", await database.ScalarAsync<string>("SELECT display_name FROM identity.users WHERE email = 'trader02@example.com'"));
    }

    [Fact]
    public async Task Demo_InProduction_IsRefused()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(SeedProfile.Demo, Environments.Production));
        var only = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(new SeedRequest(null) { Only = ["demo-people"] }, Environments.Production));

        Assert.Equal((MigrationExitCode.Refused, MigrationExitCode.Refused), (refused.ExitCode, only.ExitCode));
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.users"));
    }

    [Theory]
    [InlineData(null, MigrationExitCode.SeedFailed)]
    [InlineData(DevelopmentCredentials.Password, MigrationExitCode.SeedFailed)]
    [InlineData("a long enough password", MigrationExitCode.Success)]
    internal async Task Demo_InStaging_NeedsAPasswordThatIsNotPrinted(string? password, MigrationExitCode expected)
    {
        await using var database = await MigratedDatabase.CreateAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Seed:Admin:Password"] = "a long enough password",
            ["Seed:Demo:Password"] = password,
            ["Encryption:CurrentKey"] = "staging",
            ["Encryption:Keys:staging"] = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        };

        var failed = await Record.ExceptionAsync(() => database.SeedAsync(new SeedRequest(SeedProfile.Demo), Environments.Staging, settings));

        Assert.Equal(expected, failed is MigrationException refused ? refused.ExitCode : MigrationExitCode.Success);
        Assert.Equal(expected == MigrationExitCode.Success, await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM execution.trades)"));
    }

    [Fact]
    public async Task Seed_WhenARowIsRefused_RollsAllOfItBack()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.ExecuteAsync("ALTER TABLE execution.trades ADD CONSTRAINT ck_test CHECK (side = 'buy')");

        var failed = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(SeedProfile.Demo));

        Assert.Equal(MigrationExitCode.SeedFailed, failed.ExitCode);
        Assert.Contains("execution.trades", failed.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.users"));
    }

    [Fact]
    public async Task DryRun_OfTheDemoDesk_CountsWhatARealRunAddsAndChangesNothing()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var promised = await database.SeedAsync(new SeedRequest(SeedProfile.Demo) { DryRun = true });
        var left = await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM identity.roles) + (SELECT count(*) FROM execution.orders)");
        var real = await database.SeedAsync(SeedProfile.Demo);

        Assert.Equal(0L, left);
        Assert.Equal(promised.Added, real.Added);
        Assert.Equal(real.Added["execution.trades"], await database.ScalarAsync<long>("SELECT count(*) FROM execution.trades"));
    }

    [Fact]
    public async Task Only_OfOnePart_AddsItWithWhatItDependsOnAndNothingElse()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var report = await database.SeedAsync(new SeedRequest(null) { Only = ["demo-orders"] });
        var again = await database.SeedAsync(new SeedRequest(null) { Only = ["demo-orders", "demo-connections"] });

        Assert.Equal(["access", "demo-people", "demo-algorithms", "demo-orders"], report.Parts.Select(part => part.Name));
        Assert.Equal(["demo-orders", "demo-orders", "demo-orders", null], report.Parts.Select(part => part.NeededBy));
        Assert.Equal(["trading.broker_connections", "trading.exchange_api_keys"], again.Added.Keys);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT (SELECT count(*) FROM execution.trades) + (SELECT count(*) FROM workspace.tasks)"));
    }

    [Fact]
    public async Task Presence_OfEachPart_IsThatOfItsRows()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        foreach (var part in SeedOrder.Of(Seeders.All))
        {
            Assert.False(await database.ScalarAsync<bool>($"SELECT {part.IsPresentSql}"), part.Name);
            await database.SeedAsync(new SeedRequest(null) { Only = [part.Name] });
            Assert.True(await database.ScalarAsync<bool>($"SELECT {part.IsPresentSql}"), part.Name);
        }
    }

    [Fact]
    public async Task Seed_OfADeskOfAnOlderBuild_LeavesItAsItIs()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.SeedAsync(SeedProfile.Minimal);
        await database.ExecuteAsync("INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status) VALUES (gen_random_uuid(), 'usr_000000000001', 'trader01@example.com', 'x', 'Older', 'active')");

        var report = await database.SeedAsync(SeedProfile.Demo);
        var reset = await database.SeedAsync(new SeedRequest(SeedProfile.Demo) { Reset = true });

        Assert.Equal(0, report.Total);
        Assert.Equal(1, reset.Removed["identity.users"]);
        Assert.NotEqual("Older", await database.ScalarAsync<string>("SELECT display_name FROM identity.users WHERE email = 'trader01@example.com'"));
    }
}
