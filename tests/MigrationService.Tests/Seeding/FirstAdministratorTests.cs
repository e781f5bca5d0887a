using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding;

public sealed partial class FirstAdministratorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("short")]
    [InlineData(DevelopmentCredentials.Password)]
    public async Task Production_WithoutARealPassword_Refuses(string? password)
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(SeedProfile.Minimal, Environments.Production, password));

        Assert.Equal(MigrationExitCode.SeedFailed, refused.ExitCode);
        Assert.Contains("Seed:Admin:Password", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", refused.Message.Replace("Seed", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.users"));
    }

    [Fact]
    public async Task Production_WithAPassword_SeedsOneAndAsksForNoPasswordAfterwards()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var first = await database.SeedAsync(SeedProfile.Minimal, Environments.Production, "a long enough password");
        await database.SeedAsync(SeedProfile.Minimal, Environments.Production);

        Assert.Null(first.FirstAdministrator);
        await using var context = database.Context();
        var administrator = await context.Users.Include(user => user.Roles).SingleAsync();
        Assert.Equal(RoleNames.Admin, Assert.Single(administrator.Roles).Role);
        Assert.Equal(PasswordVerdict.Right, new PasswordHashing().Verify(administrator.HashedPassword, "a long enough password"));
    }

    [Fact]
    public async Task Development_WithoutAPassword_GeneratesAnotherEachTimeAndShowsItOnce()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var telemetry = ReceivedTelemetry.Start();
        await using var process = Worker.StartWith(
            database.ConnectionString,
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = telemetry.Endpoint, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" });
        var (exitCode, output) = await process.EndAsync();
        var (_, second) = await database.RunAsync();

        Assert.True(exitCode == 0, output);
        var shown = Assert.Single(Shown().Matches(output));
        var password = shown.Groups["password"].Value;
        Assert.Contains(shown.Value, process.StandardOutput, StringComparison.Ordinal);
        Assert.Equal(2, output.Split(password).Length);
        Assert.Contains("identity.users", telemetry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(password, telemetry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("First administrator", second, StringComparison.Ordinal);
        Assert.Equal(PasswordVerdict.Right, new PasswordHashing().Verify(await HashAsync(database), password));
    }

    [Fact]
    public async Task Reset_OfTheFirstAdministrator_GivesANewPasswordAndKeepsThePerson()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        var old = (await database.SeedAsync(SeedProfile.Minimal)).FirstAdministrator!;
        var id = await database.ScalarAsync<Guid>("SELECT id FROM identity.users");

        var report = await database.SeedAsync(new SeedRequest(null) { Only = ["first-administrator"], Reset = true });

        var hash = await HashAsync(database);
        Assert.Equal(PasswordVerdict.Right, new PasswordHashing().Verify(hash, report.FirstAdministrator!.Password));
        Assert.Equal(PasswordVerdict.Wrong, new PasswordHashing().Verify(hash, old.Password));
        Assert.Equal(id, await database.ScalarAsync<Guid>("SELECT id FROM identity.users"));
        Assert.DoesNotContain(old.Password, old.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_OfAnEmptyDatabase_ShowsNoPassword()
    {
        await using var database = await MigratedDatabase.CreateAsync();

        var report = await database.SeedAsync(new SeedRequest(SeedProfile.Minimal) { DryRun = true });

        Assert.Equal(1L, report.Added["identity.users"]);
        Assert.Null(report.FirstAdministrator);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.users"));
    }

    [Fact]
    public async Task Address_OfSomebodyElse_IsNotMadeAnAdministrator()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await database.SeedAsync(SeedProfile.Minimal);
        await database.ExecuteAsync("DELETE FROM identity.user_roles");

        var refused = await Assert.ThrowsAsync<MigrationException>(() => database.SeedAsync(SeedProfile.Minimal));

        Assert.Equal(MigrationExitCode.SeedFailed, refused.ExitCode);
        Assert.Contains(DevelopmentCredentials.AdminEmail, refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await database.ScalarAsync<long>("SELECT count(*) FROM identity.user_roles"));
    }

    private static Task<string> HashAsync(TestDatabase database) => database.ScalarAsync<string>("SELECT hashed_password FROM identity.users");

    [GeneratedRegex(@"^First administrator: admin@example\.com, password (?<password>[a-z2-9]{5}(-[a-z2-9]{5}){3}) \(shown once\)\r?$", RegexOptions.Multiline)]
    private static partial Regex Shown();
}
