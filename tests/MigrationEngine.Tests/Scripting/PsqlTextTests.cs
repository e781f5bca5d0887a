namespace TradingPlatform.MigrationEngine.Tests.Scripting;

public sealed class PsqlTextTests
{
    [Theory]
    [InlineData("CREATE TABLE t (id int)", "CREATE TABLE t (id int);\n")]
    [InlineData("SELECT 1; -- done", "SELECT 1; -- done\n")]
    [InlineData("SELECT 1 -- done", "SELECT 1 -- done\n;\n")]
    [InlineData("SELECT ':name', \":name\", 1::text, $$:name$$ /* :name */", "SELECT ':name', \":name\", 1::text, $$:name$$ /* :name */\n;\n")]
    public void Command_ThatPsqlReadsAsTheServerDoes_StaysReadable(string sql, string expected) => Assert.Equal(expected, PsqlText.Command(sql));

    [Theory]
    [InlineData("SELECT a[1:n]")]
    [InlineData("SELECT :'name'")]
    [InlineData("SELECT ':', :\"name\"")]
    [InlineData("SELECT 'a\\b'")]
    [InlineData("SELECT 'not closed")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END")]
    public void Command_ThatPsqlWouldReadDifferently_IsQuoted(string sql) => Assert.Equal($"SELECT $sql${sql}$sql$ \\gexec\n", PsqlText.Command(sql));

    [Theory]
    [InlineData("a", "$sql$a$sql$")]
    [InlineData("a $sql$", "$sql1$a $sql$$sql1$")]
    [InlineData("a$sql", "$sql1$a$sql$sql1$")]
    [InlineData("$sql$ $sql1$", "$sql2$$sql$ $sql1$$sql2$")]
    public void DollarQuoted_TakesATagThatTheTextLacks(string text, string expected) => Assert.Equal(expected, PsqlText.DollarQuoted(text));

    [Theory]
    [InlineData("E'\\'; \\q' ;", true, "E'      ' ;")]
    [InlineData("e 'a\\' ;", true, "e '  ' ;")]
    [InlineData("$a$ ; $b$ ; $a$ ;", true, "                ;")]
    [InlineData("a$b$ ;", true, "a$b$ ;")]
    [InlineData("/* /* ; */ ; */ ;", true, "                ;")]
    [InlineData("'it''s", false, "'it''s")]
    public void Scan_LeavesOnlyCode(string text, bool isComplete, string code)
    {
        var scan = SqlScan.Of(text);

        Assert.Equal(isComplete, scan.IsComplete);
        if (isComplete) Assert.Equal(code, scan.Code);
    }

    [Fact]
    public void ArgumentAndComment_KeepNothingThatActs()
    {
        Assert.Equal("'a?rm -rf? ???name b'", PsqlText.Argument("a`rm -rf` \\\n'name b"));
        Assert.Equal("a \\! false", PsqlText.Comment("a\n\\! false"));
    }
}
