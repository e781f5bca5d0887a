using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

#pragma warning disable CA1861 // A test runs once.

namespace TradingPlatform.MigrationEngine.Tests.SafeSql;

/// <summary>What the generator writes for each operation; whether it works is for the other tests.</summary>
public sealed class GeneratorTests
{
    private const string Alone = "alone: ";

    [Fact]
    public void CreateIndex_IsBuiltConcurrentlyAndMayBeRepeated() => Assert.Equal(
        [Alone + "DO $repeatable$", Alone + """CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "IX_a" ON s.t (a, b DESC) WHERE a > 0;"""],
        Written(builder => builder.CreateIndex("IX_a", "t", ["a", "b"], "s", unique: true, filter: "a > 0", descending: [false, true])));

    [Fact]
    public void DropIndex_IsDroppedConcurrently() => Assert.Equal(
        [Alone + "DROP INDEX CONCURRENTLY IF EXISTS s.ix_a;"], Written(builder => builder.DropIndex("ix_a", "t", "s")));

    [Fact]
    public void AddForeignKey_IsAddedUnvalidatedAndValidatedApart() => Assert.Equal(
        [
            "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (p_id) REFERENCES p (id) ON DELETE CASCADE NOT VALID;",
            Alone + "ALTER TABLE t VALIDATE CONSTRAINT fk;",
        ],
        Written(builder => builder.AddForeignKey("fk", "t", "p_id", "p", principalColumn: "id", onDelete: ReferentialAction.Cascade)));

    [Fact]
    public void AddCheckConstraint_IsAddedUnvalidatedAndValidatedApart() => Assert.Equal(
        ["ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID;", Alone + "ALTER TABLE t VALIDATE CONSTRAINT ck;"],
        Written(builder => builder.AddCheckConstraint("ck", "t", "a > 0")));

    [Fact]
    public void AddUniqueConstraint_TakesAnIndexThatWasBuiltConcurrently() => Assert.Equal(
        [
            Alone + "DO $repeatable$",
            Alone + "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS uq ON t (a, b);",
            "ALTER TABLE t ADD CONSTRAINT uq UNIQUE USING INDEX uq;",
        ],
        Written(builder => builder.AddUniqueConstraint("uq", "t", ["a", "b"])));

    [Fact]
    public void AddPrimaryKey_ProvesFirstThatThereIsNoNull() => Assert.Equal(
        [
            Alone + "DO $repeatable$",
            Alone + "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS pk ON t (a, b);",
            "ALTER TABLE t ADD CONSTRAINT not_null_of_t_a_b CHECK (a IS NOT NULL AND b IS NOT NULL) NOT VALID;",
            Alone + "ALTER TABLE t VALIDATE CONSTRAINT not_null_of_t_a_b;",
            "ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER COLUMN b SET NOT NULL;",
            "ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY USING INDEX pk;",
            "ALTER TABLE t DROP CONSTRAINT not_null_of_t_a_b;",
        ],
        Written(builder => builder.AddPrimaryKey("pk", "t", ["a", "b"])));

    [Fact]
    public void AlterColumn_ToRequiredWithADefault_IsStaged() => Assert.Equal(
        [
            "ALTER TABLE t ALTER COLUMN a SET DEFAULT 5;",
            Alone + "DO $repeatable$",
            "ALTER TABLE t ADD CONSTRAINT not_null_of_t_a CHECK (a IS NOT NULL) NOT VALID;",
            Alone + "DO $repeatable$",
            Alone + "ALTER TABLE t VALIDATE CONSTRAINT not_null_of_t_a;",
            "ALTER TABLE t ALTER COLUMN a SET NOT NULL;",
            "ALTER TABLE t DROP CONSTRAINT not_null_of_t_a;",
        ],
        Written(builder => builder.AlterColumn<int>("a", "t", "integer", nullable: false, defaultValue: 5, oldClrType: typeof(int), oldType: "integer", oldNullable: true)));

    [Fact]
    public void AlterColumn_ToRequiredWithoutADefault_FillsNothing() => Assert.Equal(
        4, Written(builder => builder.AlterColumn<int>("a", "t", "integer", nullable: false, oldClrType: typeof(int), oldType: "integer", oldNullable: true)).Count);

    [Theory]
    [InlineData("now()")]
    [InlineData("CURRENT_TIMESTAMP")]
    [InlineData("'now()'::text")]
    public void AddColumn_WithADefaultThatIsComputedOnce_IsOneStatement(string defaultSql) =>
        Assert.Single(Written(builder => builder.AddColumn<string>("a", "t", "text", nullable: false, defaultValueSql: defaultSql)));

    [Theory]
    [InlineData("gen_random_uuid()")]
    [InlineData("nextval('s')")]
    [InlineData("my_own()")]
    public void AddColumn_WithADefaultThatMayDifferByRow_IsStaged(string defaultSql)
    {
        var written = Written(builder => builder.AddColumn<string>("a", "t", "text", nullable: false, defaultValueSql: defaultSql));

        Assert.Equal(["ALTER TABLE t ADD a text;", $"ALTER TABLE t ALTER COLUMN a SET DEFAULT {defaultSql};", Alone + "DO $repeatable$"], written.Take(3));
        Assert.Equal("ALTER TABLE t ALTER COLUMN a SET NOT NULL;", written[^2]);
    }

    [Fact]
    public void AddColumn_OfJson_IsRefusedForJsonb()
    {
        var refused = Assert.Throws<MigrationException>(() => Written(builder => builder.AddColumn<string>("a", "t", "json", nullable: true)));

        Assert.Equal(MigrationExitCode.Refused, refused.ExitCode);
        Assert.Contains("use jsonb", refused.Message, StringComparison.Ordinal);
        Assert.Single(Written(builder => builder.AddColumn<string>("a", "t", "json", nullable: true).Exempt(LintRuleIds.AddColumnJson, "the order of keys matters")));
    }

    [Fact]
    public void Operations_OnATableCreatedInTheSameMigration_StayPlain()
    {
        var written = Written(builder =>
        {
            builder.CreateTable("t", table => new { a = table.Column<int>("integer") }, "s");
            builder.CreateIndex("ix", "t", "a", "s");
            builder.AddUniqueConstraint("uq", "t", "a", "s");
            builder.AddForeignKey("fk", "t", "a", "p", "s", "s", "id");
            builder.RenameTable("t", "s", "u", "s");
            builder.AddCheckConstraint("ck", "u", "a > 0", "s");
        });

        Assert.DoesNotContain(written, command => command.StartsWith(Alone, StringComparison.Ordinal) || command.Contains("NOT VALID", StringComparison.Ordinal));
    }

    [Fact]
    public void AnExemptOperation_StaysPlain_AndItsNeighbourDoesNot()
    {
        var written = Written(builder =>
        {
            builder.CreateIndex("ix_a", "t", "a").Exempt(LintRuleIds.CreateIndexBlocking, "nobody writes to it");
            builder.CreateIndex("ix_b", "t", "b");
        });

        Assert.Equal("CREATE INDEX ix_a ON t (a);", written[0]);
        Assert.Equal(Alone + "CREATE INDEX CONCURRENTLY IF NOT EXISTS ix_b ON t (b);", written[2]);
    }

    [Fact]
    public void AnExemptMigration_StaysPlain() => Assert.Equal(
        ["CREATE INDEX ix_a ON t (a);", "CREATE INDEX ix_b ON t (b);"],
        Written(builder =>
        {
            builder.CreateIndex("ix_a", "t", "a");
            builder.CreateIndex("ix_b", "t", "b");
            builder.Exempt(LintRuleIds.CreateIndexBlocking, "the tables are empty");
        }));

    [Theory]
    [InlineData(LintRuleIds.SetNotNull, " ")]
    [InlineData("set-not-nul", "a reason")]
    public void AnExemption_WithoutAReasonOrWithoutARule_IsAnError(string rule, string reason)
    {
        var builder = new MigrationBuilder("Npgsql.EntityFrameworkCore.PostgreSQL");

        Assert.Equal(MigrationExitCode.Usage, Assert.Throws<MigrationException>(() => builder.Exempt(rule, reason)).ExitCode);
        Assert.Equal(MigrationExitCode.Usage, Assert.Throws<MigrationException>(() => builder.DropTable("t").Exempt(rule, reason)).ExitCode);
    }

    [Fact]
    public void TheNameOfACheck_FitsPostgresAndTellsTwoColumnsApart()
    {
        var table = new string('t', 60);
        var names = new[] { "é" + table + "a", "é" + table + "b" }.Select(column => SafeNames.NotNullCheck(table, [column])).ToList();

        Assert.Equal(2, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 1, 63));
    }

    [Fact]
    public void AnIdempotentScriptOfEf_IsRefusedWhereItCouldNotRun()
    {
        var refused = Assert.Throws<MigrationException>(
            () => Written(builder => builder.CreateIndex("ix_a", "t", "a"), MigrationsSqlGenerationOptions.Idempotent));

        Assert.Contains("script --idempotent", refused.Message, StringComparison.Ordinal);
        Assert.Single(Written(builder => builder.AddColumn<int>("a", "t", "integer", nullable: true), MigrationsSqlGenerationOptions.Idempotent));
    }

    [Fact]
    public void TheHashOfAMigration_IsTheSameWithAnExemption()
    {
        var (plain, exempt) = (new MigrationBuilder("Npgsql"), new MigrationBuilder("Npgsql"));
        plain.CreateIndex("ix_a", "t", "a");
        exempt.CreateIndex("ix_a", "t", "a").Exempt(LintRuleIds.CreateIndexBlocking, "nobody writes to it");
        exempt.Exempt(LintRuleIds.DropColumn, "nobody reads it");

        Assert.Equal(OperationsHash.Of(plain.Operations), OperationsHash.Of(exempt.Operations));
    }

    /// <summary>The commands, blocks as their first word; those outside of a transaction are marked.</summary>
    private static List<string> Written(Action<MigrationBuilder> build, MigrationsSqlGenerationOptions options = MigrationsSqlGenerationOptions.Default)
    {
        var builder = new MigrationBuilder("Npgsql.EntityFrameworkCore.PostgreSQL");
        build(builder);
        var safe = new DbContextOptionsBuilder<SafeContext>().UseNpgsql("Host=nowhere").UseSafeMigrations();
        using var context = new SafeContext((DbContextOptions<SafeContext>)safe.Options);
        return
        [
            .. context.GetService<IMigrationsSqlGenerator>().Generate(builder.Operations, context.GetService<IDesignTimeModel>().Model, options)
                .Select(command => (command.TransactionSuppressed ? Alone : "") + Shown(command.CommandText.Trim())),
        ];
    }

    private static string Shown(string sql) => sql.StartsWith("DO ", StringComparison.Ordinal) ? sql.Split('\n')[0].TrimEnd() : sql;
}
