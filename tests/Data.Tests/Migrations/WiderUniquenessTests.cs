using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>Unique among all, then unique for each user: at no moment is neither refused, and the way back has room for what came meanwhile.</summary>
public sealed class WiderUniquenessTests
{
    private const string Ada = "00000000-0000-7000-8000-00000000000a";
    private const string Bob = "00000000-0000-7000-8000-00000000000b";

    [Theory]
    [InlineData("20260101000041_BrokerConnectionUniqueness", "ux_broker_connections_user_id")]
    [InlineData("20260101000043_BrokerConnectionUniquenessContract", "ux_broker_connections_user_id_broker")]
    public async Task BrokerConnections_AreNeverTwoAtOneBroker(string migration, string refusing)
    {
        await using var database = await AtAsync(migration);
        await ConnectAsync(database, 1, "zerodha");

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ConnectAsync(database, 2, "zerodha"));

        Assert.Equal(refusing, refusal.ConstraintName);
    }

    [Fact]
    public async Task BrokerConnections_OnTheWayBack_TheNewestStays()
    {
        await using var database = await AtAsync("20260101000043_BrokerConnectionUniquenessContract");
        await ConnectAsync(database, 1, "zerodha");
        await ConnectAsync(database, 2, "alpaca");

        await TradingSchema.DownAsync(database.ConnectionString, "-1");

        Assert.Equal(["alpaca"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT broker FROM trading.broker_connections"));
    }

    [Theory]
    [InlineData("20260101000042_TagOwnership", true)]
    [InlineData("20260101000044_TagOwnershipContract", false)]
    public async Task Tags_OfTwoUsers_MayBeCalledTheSame_OnceTheContractIsMade(string migration, bool isRefused)
    {
        await using var database = await AtAsync(migration);
        await TagAsync(database, Ada);

        var second = TagAsync(database, Bob);

        if (isRefused) Assert.Equal("ux_tags_name", (await Assert.ThrowsAsync<PostgresException>(() => second)).ConstraintName);
        else await second;
        await Assert.ThrowsAsync<PostgresException>(() => TagAsync(database, Ada));
    }

    [Fact]
    public async Task Tags_OnTheWayBack_AllStay_AndOneKeepsTheName()
    {
        await using var database = await AtAsync("20260101000044_TagOwnershipContract");
        await TagAsync(database, Ada);
        await TagAsync(database, Bob);

        await TradingSchema.DownAsync(database.ConnectionString, "-1");

        Assert.Equal(["1|2"], await TradingSchema.RowsAsync(
            database.ConnectionString, "SELECT count(*) FILTER (WHERE name = 'urgent'), count(*) FILTER (WHERE name LIKE 'urgent%') FROM workspace.tags"));
    }

    private static async Task<TestDatabase> AtAsync(string migration)
    {
        var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, migration);
        await TradingSchema.ExecuteAsync(database.ConnectionString, $"""
            INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status) VALUES
                ('{Ada}', 'usr_00000000000a', 'ada@example.com', 'hash', 'Ada', 'active'),
                ('{Bob}', 'usr_00000000000b', 'bob@example.com', 'hash', 'Bob', 'active')
            """);
        return database;
    }

    private static Task ConnectAsync(TestDatabase database, int number, string broker) => TradingSchema.ExecuteAsync(database.ConnectionString, $"""
        INSERT INTO trading.broker_connections (id, user_id, broker, status, is_valid, error_count)
        VALUES ('01900000-0000-7000-8000-00000000000{number}', '{Ada}', '{broker}', 'connected', true, 0)
        """);

    private static Task TagAsync(TestDatabase database, string owner) => TradingSchema.ExecuteAsync(
        database.ConnectionString, $"INSERT INTO workspace.tags (id, user_id, name) VALUES (gen_random_uuid(), '{owner}', 'urgent')");
}
