namespace TradingPlatform.MigrationEngine.Tests.Locking;

public sealed class StatementTextTests
{
    [Theory]
    [InlineData("UPDATE identity.users SET hashed_password = 'abc' WHERE id = 42", "UPDATE identity.users SET hashed_password = '?' WHERE id = ?")]
    [InlineData("INSERT INTO t VALUES ('it''s', 'cut of", "INSERT INTO t VALUES ('?', …")]
    [InlineData(@"SELECT E'it\'s', 'secret'", "SELECT E'?', '?'")]
    [InlineData(@"SELECT 'C:\', secret, 'x'", "SELECT '?', secret, '?'")]
    [InlineData("SELECT $a$secret $$ of$a$, $1, 'x', col2, t3.c4", "SELECT $?$, $1, '?', col2, t3.c4")]
    [InlineData("DO $$ secret", "DO …")]
    [InlineData("SELECT 1.5, 2e10, 0xFF, 1_000, -7, x'AB' -- don't\n FROM \"o'clock\" WHERE a = 'secret'", "SELECT ?, ?, ?, ?, -?, x'?' FROM \"o'clock\" WHERE a = '?'")]
    [InlineData("/* a 'comment\n of /* two */ */ SELECT\n\t'secret'", "SELECT '?'")]
    [InlineData("SELECT 1 /* cut of", "SELECT ? …")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void WithoutLiterals_OfAnyStatement_ShowsNone(string? statement, string? shown) => Assert.Equal(shown, StatementText.WithoutLiterals(statement));

    [Fact]
    public void Excerpt_OfALongStatement_IsItsBeginning() => Assert.Equal(new string('a', 80), StatementText.Excerpt(new string('a', 200)));
}
