using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests.Status;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("Host=db", "db:5432")]
    [InlineData("Host=db;Port=6000", "db:6000")]
    [InlineData("Host=a:1,b:2", "a:1, b:2")]
    [InlineData("Host=a, b:2;Port=3", "a:3, b:2")]
    [InlineData("Host=::1", "::1:5432")]
    [InlineData("Host=[::1]:7,[fe80::1]", "[::1]:7, [fe80::1]:5432")]
    [InlineData("Host=/var/run/postgresql", "/var/run/postgresql:5432")]
    [InlineData("Database=d", ":5432")]
    public void Address_HasEachHostWithItsPort(string connection, string address) =>
        Assert.Equal(address, ServerAddress.Of(new NpgsqlConnectionStringBuilder(connection)));
}
