using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>The settings that operators make.</summary>
public sealed class SystemSettingTests
{
    [Fact]
    public async Task Setting_OutlivesWhoMadeIt()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, new SystemSetting { Key = "risk", Value = JsonElement.Parse("""{"max_drawdown_pct": 0.10}"""), UpdatedBy = user.Id });
        await context.SaveChangesAsync();

        await TradingSchema.ExecuteAsync(database.ConnectionString, "DELETE FROM identity.users");

        var stored = await context.SystemConfiguration.AsNoTracking().SingleAsync();
        Assert.Null(stored.UpdatedBy);
        Assert.Equal("0.10", stored.Value.GetProperty("max_drawdown_pct").GetRawText());
    }

    [Theory]
    [InlineData("Risk Limits", "{}", "ck_system_configuration_key")]
    [InlineData("risk", "7", "ck_system_configuration_value")]
    public async Task Setting_ThatIsNoObjectUnderASnakeKey_IsRefused(string key, string value, string constraint)
    {
        await using var database = await TradingSchema.MigratedAsync();

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => TradingSchema.ExecuteAsync(
            database.ConnectionString, $"INSERT INTO system.system_configuration (key, value) VALUES ('{key}', '{value}')"));

        Assert.Equal(constraint, refusal.ConstraintName);
    }

    [Fact]
    public void Defaults_AreObjectsUnderDifferentKeys()
    {
        Assert.Equal(SystemDefaults.All.Count, SystemDefaults.All.Select(setting => setting.Key).Distinct().Count());
        Assert.All(SystemDefaults.All, setting => Assert.Equal(JsonValueKind.Object, JsonElement.Parse(setting.Value).ValueKind));
    }
}
