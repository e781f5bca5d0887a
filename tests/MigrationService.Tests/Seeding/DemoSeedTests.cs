using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

public sealed class DemoSeedTests
{
    [Fact]
    public async Task Demo_InAnotherCultureAndTimeZone_HasTheSameRows()
    {
        await using var here = await DemoDatabase.CreateAsync();
        await using var comma = await MigratedDatabase.CreateAsync();
        await using var elsewhere = await MigratedDatabase.CreateAsync();
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (",", "−");
        (culture.DateTimeFormat.ShortDatePattern, culture.DateTimeFormat.DateSeparator) = ("dd.MM.yyyy", ".");

        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        await comma.SeedAsync(SeedProfile.Demo);
        CultureInfo.CurrentCulture = before;
        await using var process = Worker.StartWith(
            elsewhere.ConnectionString, new() { ["TZ"] = "Pacific/Auckland", ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8" }, "seed", "--profile", "demo");
        var (exitCode, output) = await process.EndAsync();

        Assert.True(exitCode == 0, output);
        var rows = await DemoFingerprint.ReadAsync(here);
        Assert.Equal(rows, await DemoFingerprint.ReadAsync(comma));
        Assert.Equal(rows, await DemoFingerprint.ReadAsync(elsewhere));
    }

    /// <summary>On every machine: another runtime that drew other numbers would find another trade.</summary>
    [Fact]
    public async Task Demo_OnThisMachine_HasTheTradeThatEveryMachineHas()
    {
        await using var database = await DemoDatabase.CreateAsync();

        var trade = await database.ScalarAsync<string>(
            """
            SELECT concat_ws(' ', trade_id, side, trim_scale(qty), symbol, trim_scale(price), trim_scale(commission_amount), client_order_id) FROM execution.trades t
            JOIN identity.users u ON u.id = t.user_id WHERE u.email = 'trader05@example.com' ORDER BY executed_at, trade_id OFFSET 2 LIMIT 1
            """);

        Assert.Equal("7100000043 sell 28 MSFT 421.02 3.54 6b9508eb0ac2b509abe44769", trade);
    }

    [Fact]
    public async Task Demo_PeopleSignInWithTheDevelopmentPasswordAndNoTwoHashesAreTheSame()
    {
        await using var database = await DemoDatabase.CreateAsync();
        await using var context = database.Context();
        var people = await context.Users.Where(user => user.Email != DevelopmentCredentials.AdminEmail).ToListAsync();

        Assert.Equal(people.Count, people.Select(user => user.HashedPassword).Distinct().Count());
        Assert.All(
            people.Where(user => user.Email.StartsWith("trader", StringComparison.Ordinal)).OrderBy(user => user.Email).Take(11),
            trader => Assert.Equal(UserStatus.Active, trader.Status));
        Assert.Equal(PasswordVerdict.RightButOutdated, new PasswordHashing().Verify(people[0].HashedPassword, DevelopmentCredentials.Password));
    }

    [Fact]
    public async Task Demo_CredentialsDecryptWithTheDevelopmentKey()
    {
        await using var database = await DemoDatabase.CreateAsync();
        await using var context = database.Context();
        var keys = KeyRing.Of(new ConfigurationBuilder().Build(), isDevelopment: true);

        var connections = await context.BrokerConnections.ToListAsync();
        var devices = await context.DeviceTokens.Where(device => device.RevokedAt == null).ToListAsync();

        Assert.All(connections, connection => Assert.StartsWith("demo-key-", BrokerConnectionSecrets.ApiKey.Read(keys, connection), StringComparison.Ordinal));
        Assert.All(await context.ExchangeApiKeys.ToListAsync(), key => Assert.StartsWith("demo-secret-", ExchangeApiKeySecrets.SecretKey.Read(keys, key), StringComparison.Ordinal));
        Assert.All(devices, device => Assert.Equal(device.TokenHash, DeviceTokenSecrets.HashOf(DeviceTokenSecrets.Token.Read(keys, device)!)));
    }
}
