namespace TradingPlatform.AdminApi.Tests;

public sealed class ShownQueryTests
{
    [Theory]
    [InlineData("UPDATE identity.users SET hashed_password = 'abc' WHERE id = 42", "UPDATE identity.users SET hashed_password = '?' WHERE id = ?")]
    [InlineData("INSERT INTO t VALUES ('it''s', 'cut of", "INSERT INTO t VALUES ('?''?', '?'")]
    [InlineData("SELECT $a$secret$a$, $1, 'x', col2", "SELECT ?, $?, '?', col2")]
    [InlineData("DO $$ secret", "DO ?")]
    [InlineData(null, null)]
    public void Of_AnyStatement_ShowsNoLiteral(string? query, string? shown) => Assert.Equal(shown, ShownQuery.Of(query));
}
