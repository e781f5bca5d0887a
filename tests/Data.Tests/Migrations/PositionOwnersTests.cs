using TradingPlatform.Testing;

namespace TradingPlatform.Data.Tests;

/// <summary>Positions on their way to owners: what applications write that know none, and the way back.</summary>
public sealed class PositionOwnersTests
{
    private const string Expand = "20260101000037_PositionOwners";
    private const string Contract = "20260101000038_PositionOwnersContract";

    [Fact]
    public async Task PositionsWithoutAnOwner_BelongToTheLegacyDesk_WhichNobodyCanSignInTo()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, TradingSchema.ParentsOf(Expand)[0]);
        await AddAsync(database, "AAPL");
        await TradingSchema.UpAsync(database.ConnectionString, Expand);
        await AddAsync(database, "MSFT");

        await TradingSchema.UpAsync(database.ConnectionString, Contract);

        Assert.Equal(
            ["AAPL|Legacy desk|deactivated|2024-03-10", "MSFT|Legacy desk|deactivated|2024-03-10"],
            await TradingSchema.RowsAsync(database.ConnectionString, """
                SELECT symbol, display_name, status, (p.updated_at AT TIME ZONE 'UTC')::date::text
                FROM execution.positions p JOIN identity.users u ON u.id = p.user_id ORDER BY 1
                """));
    }

    [Fact]
    public async Task Down_NetsWhatSeveralUsersHoldOfASymbol()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await TradingSchema.UpAsync(database.ConnectionString, Contract);
        await TradingSchema.ExecuteAsync(database.ConnectionString, """
            INSERT INTO identity.users (id, public_id, email, hashed_password, display_name, status)
            SELECT gen_random_uuid(), 'usr_00000000000' || n, n || '@example.com', 'hash', 'Trader', 'active' FROM generate_series(1, 2) n;
            INSERT INTO execution.positions (user_id, symbol, qty, avg_entry_price, realized_pl)
            SELECT id, 'AAPL', 10, CASE email WHEN '1@example.com' THEN 100 ELSE 200 END, 5 FROM identity.users;
            """);

        await TradingSchema.DownAsync(database.ConnectionString, Expand);

        Assert.Equal(["AAPL|20|150|10"], await TradingSchema.RowsAsync(
            database.ConnectionString, "SELECT symbol, qty::float8, avg_entry_price::float8, realized_pl::float8 FROM execution.positions"));
    }

    private static Task AddAsync(TestDatabase database, string symbol) => TradingSchema.ExecuteAsync(
        database.ConnectionString,
        $"INSERT INTO execution.positions (symbol, qty, avg_entry_price, updated_at) VALUES ('{symbol}', -3, 187.2, '2024-03-10 15:30:00Z')");
}
