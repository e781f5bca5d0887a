namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class SqlStatementsTests
{
    [Fact]
    public void Split_RespectsQuotesCommentsAndParentheses()
    {
        const string Sql =
            """
            -- a; comment
            SELECT ';', E'it\'s; ', "a;b" /* ; */ ;
            DO $x$ BEGIN PERFORM ';'; END $x$;;
            CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); -- the end;
            VACUUM
            """;

        var statements = SqlStatements.Split(Sql);

        Assert.Equal(4, statements.Count);
        Assert.StartsWith("SELECT ';'", SqlStatements.Bare(statements[0]), StringComparison.Ordinal);
        Assert.Equal("DO $x$ BEGIN PERFORM ';'; END $x$", statements[1]);
        Assert.StartsWith("CREATE RULE", statements[2], StringComparison.Ordinal);
        Assert.Equal("VACUUM", SqlStatements.Bare(statements[3]));
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY ix ON s.t (a)", typeof(ConcurrentIndex))]
    [InlineData("/* why */ -- and\ncreate unique index concurrently if not exists \"I x\" on \"t\" (a)", typeof(ConcurrentIndex))]
    [InlineData("CREATE INDEX CONCURRENTLY ON t (a)", typeof(UnknowableStatement))]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS s.ix", typeof(ConcurrentIndexDrop))]
    [InlineData("ALTER TABLE s.p DETACH PARTITION s.c CONCURRENTLY", typeof(ConcurrentDetach))]
    [InlineData("ALTER TABLE s.p DETACH PARTITION s.c", null)]
    [InlineData("REINDEX (VERBOSE) TABLE CONCURRENTLY s.t", typeof(RepeatableStatement))]
    [InlineData("VACUUM (ANALYZE) s.t", typeof(RepeatableStatement))]
    [InlineData("ALTER TYPE s.e ADD VALUE 'x'", null)]
    [InlineData("UPDATE t SET a = 1", null)]
    [InlineData("CALL p()", typeof(UnknowableStatement))]
    [InlineData("DO $$ BEGIN UPDATE t SET a = 1; END $$", null)]
    [InlineData("DO $$ BEGIN UPDATE t SET a = 1; COMMIT; END $$", typeof(UnknowableStatement))]
    [InlineData("BEGIN; UPDATE t SET a = 1; COMMIT", typeof(UnknowableStatement))]
    [InlineData("CREATE DATABASE x", typeof(UnknowableStatement))]
    public void In_TellsWhetherAStatementCommitsByItself(string sql, Type? kind) => Assert.Equal(kind, LooseStatement.In(sql)?.GetType());

    [Fact]
    public void StepsOf_WhenOneOfSeveralStatementsCommitsByItself_GivesEachAStep()
    {
        Assert.Equal(["UPDATE t SET a = 1", "VACUUM t"], LooseStatement.StepsOf("UPDATE t SET a = 1; VACUUM t;").Select(step => step.Statements[0]));
        Assert.Single(LooseStatement.StepsOf("UPDATE t SET a = 1; UPDATE t SET b = 1;"));
        Assert.Single(LooseStatement.StepsOf("BEGIN; UPDATE t SET a = 1; COMMIT; VACUUM t"));
    }
}
