using System.Security.Cryptography;
using System.Text;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>Reset tokens on their way from users to password_resets: none that can be redeemed is lost, none can be redeemed twice.</summary>
public sealed class ResetTokensTests
{
    private const string Before = "20260101000013_MergeMarketTypeAndResetTokens";
    private const string Expand = "20260101000014_ResetTokensToPasswordResets";
    private const string Contract = "20260101000015_ResetTokensContract";

    [Fact]
    public async Task Backfill_CopiesTokensThatCanStillBeRedeemed_AndNoOthers()
    {
        await using var database = await DatabaseAsync(Before);
        await AddUserAsync(database, "live@example.com", "live", "1 hour");
        await AddUserAsync(database, "late@example.com", "late", "-1 minute");
        await AddUserAsync(database, "none@example.com", token: null, "1 hour");
        await TradingSchema.UpAsync(database.ConnectionString, Expand);

        await TradingSchema.BackfillAsync(database.ConnectionString, "reset-tokens-to-password-resets");

        Assert.Equal([$"live@example.com|{Hash("live")}|True"], await ResetsAsync(database));
        Assert.Equal("2", Assert.Single(await TradingSchema.RowsAsync(database.ConnectionString, "SELECT count(reset_token) FROM identity.users")));
    }

    [Fact]
    public async Task Window_ATokenOfTheOldApplication_IsRedeemedByTheNewOne()
    {
        await using var database = await DatabaseAsync(Expand);
        await AddUserAsync(database, "a@example.com", "first", "1 hour");
        Assert.Equal([$"a@example.com|{Hash("first")}|True"], await ResetsAsync(database));

        await TradingSchema.ExecuteAsync(database.ConnectionString, "UPDATE identity.password_resets SET used_at = now()");

        Assert.Equal("|", Assert.Single(await TradingSchema.RowsAsync(
            database.ConnectionString, "SELECT reset_token, reset_token_expires FROM identity.users")));
        Assert.Equal([$"a@example.com|{Hash("first")}|False"], await ResetsAsync(database));
    }

    [Theory]
    [InlineData("NULL")]
    [InlineData("'second'")]
    public async Task Window_ATokenThatTheOldApplicationRedeemsOrReplaces_IsUsedForTheNewOne(string then)
    {
        await using var database = await DatabaseAsync(Before);
        await AddUserAsync(database, "a@example.com", "first", "1 hour");
        await TradingSchema.UpAsync(database.ConnectionString, Expand);
        await TradingSchema.BackfillAsync(database.ConnectionString, "reset-tokens-to-password-resets");

        await TradingSchema.ExecuteAsync(database.ConnectionString, $"UPDATE identity.users SET reset_token = {then}");

        Assert.Contains($"a@example.com|{Hash("first")}|False", await ResetsAsync(database));
        Assert.Equal(then != "NULL", (await ResetsAsync(database)).Contains($"a@example.com|{Hash("second")}|True"));
    }

    [Fact]
    public async Task Contract_KeepsTheResets_AndItsWayBackBridgesAgain()
    {
        await using var database = await DatabaseAsync(Expand);
        await AddUserAsync(database, "a@example.com", "first", "1 hour");

        await TradingSchema.UpAsync(database.ConnectionString, Contract);
        Assert.Equal([$"a@example.com|{Hash("first")}|True"], await ResetsAsync(database));
        await TradingSchema.DownAsync(database.ConnectionString, Expand);
        await AddUserAsync(database, "b@example.com", "other", "1 hour");

        Assert.Equal([$"a@example.com|{Hash("first")}|True", $"b@example.com|{Hash("other")}|True"], await ResetsAsync(database));
    }

    private static async Task<TestDatabase> DatabaseAsync(string migration)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, migration);
        return database;
    }

    private static Task AddUserAsync(TestDatabase database, string email, string? token, string lives) => TradingSchema.ExecuteAsync(
        database.ConnectionString,
        $"""
        INSERT INTO identity.users (id, public_id, email, hashed_password, name, is_active, is_admin, reset_token, reset_token_expires)
        VALUES (gen_random_uuid(), 'usr_' || substr(md5('{email}'), 1, 12), '{email}', 'hash', 'Trader', true, false,
            {(token is null ? "NULL" : $"'{token}'")}, now() + interval '{lives}')
        """);

    // Whose, the hash, and whether it can be redeemed.
    private static Task<IReadOnlyList<string>> ResetsAsync(TestDatabase database) => TradingSchema.RowsAsync(
        database.ConnectionString,
        """
        SELECT email, upper(encode(token_hash, 'hex')), used_at IS NULL AND expires_at > now()
        FROM identity.password_resets JOIN identity.users ON users.id = user_id ORDER BY 1, 3
        """);

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
