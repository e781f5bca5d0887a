using Npgsql;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("postgres://u:p@h:1/d", "Host=h;Port=1;Username=u;Password=p;Database=d")]
    [InlineData("POSTGRESQL://h", "Host=h;Port=5432")]
    [InlineData("postgresql://u%40x:p%2F%3A@h:/d%20e", "Host=h;Port=5432;Username=u@x;Password=p/:;Database=d e")]
    [InlineData("postgres://u@h/d?sslmode=verify-full&sslrootcert=%2Fr.crt&channel_binding=require", "Host=h;Port=5432;Username=u;Database=d;SSL Mode=VerifyFull;Root Certificate=/r.crt;Channel Binding=Require")]
    [InlineData("postgres:///d?host=/var/run/postgresql&port=6000&user=u&password=p", "Host=/var/run/postgresql;Port=6000;Database=d;Username=u;Password=p")]
    [InlineData("postgres://u@%2Fvar%2Frun%2Fpostgresql:6000/d", "Host=/var/run/postgresql;Port=6000;Username=u;Database=d")]
    [InlineData("postgres://u@[::1]:6000/d", "Host=::1;Port=6000;Username=u;Database=d")]
    [InlineData("postgres://u@a:1,b:2/d?target_session_attrs=read-write", "Host=a:1,b:2;Port=5432;Username=u;Database=d;Target Session Attributes=read-write")]
    [InlineData("postgres://h/d?connect_timeout=3&application_name=a%20b&gssencmode=disable", "Host=h;Port=5432;Database=d;Timeout=3;Application Name=a b;GSS Encryption Mode=Disable")]
    public void Parse_OfWhatLibpqUnderstands_SaysTheSame(string url, string expected)
    {
        var parsed = DatabaseUrl.Parse(url);

        Assert.True(new NpgsqlConnectionStringBuilder(expected).EquivalentTo(parsed), parsed.ConnectionString);
    }

    [Theory]
    [InlineData("mysql://u:p@h/d")]
    [InlineData("postgres:h/d")]
    [InlineData("postgres://[::1/d")]
    [InlineData("postgres://h:port/d")]
    [InlineData("postgres://h:99999/d")]
    [InlineData("postgres://h:123456/d")]
    public void Parse_OfSomethingElse_Fails(string url) => Assert.Throws<FormatException>(() => DatabaseUrl.Parse(url));

    [Theory]
    [InlineData("postgres://h/d?nonsense=1")]
    [InlineData("postgres://h/d?sslmode=perhaps")]
    public void Parse_OfAValueThatTheDriverDoesNotTake_Fails(string url) => Assert.ThrowsAny<ArgumentException>(() => DatabaseUrl.Parse(url));
}
