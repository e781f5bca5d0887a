using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

public sealed class UserTests
{
    [Fact]
    public async Task Email_IsOneAddressWhateverItsCase()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        context.AddRange(Sample.User("Trader@example.com"), Sample.User("tRADER@EXAMPLE.com"));

        var refusal = await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());

        Assert.Equal("ux_users_email", Assert.IsType<PostgresException>(refusal.InnerException).ConstraintName);
    }

    [Fact]
    public async Task BrokerConnection_IsOneAUserAtEachBroker()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, Sample.BrokerConnection(user), Sample.BrokerConnection(user));

        var refusal = await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());

        Assert.Equal("ux_broker_connections_user_id_broker", Assert.IsType<PostgresException>(refusal.InnerException).ConstraintName);
    }
}
