using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>EF's own operations, as a migration writes them: what the rules find in them, and what the generator takes away.</summary>
public sealed class TypedOperationTests
{
    private const string Reason = "the table has four rows";

    /// <summary>What no other SQL makes safe: an operation, the rule, and the same operation as it should be.</summary>
    public static TheoryData<string, Action<MigrationBuilder>, Action<MigrationBuilder>> Dangerous => new()
    {
        { LintRuleIds.AddColumnRequiredWithoutDefault, up => up.AddColumn<string>("c", "t", "text", schema: "s"), up => up.AddColumn<string>("c", "t", "text", schema: "s", defaultValue: "") },
        {
            LintRuleIds.AddColumnIdentity,
            up => up.AddColumn<long>("c", "t", "bigint", schema: "s").Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            up => up.AddColumn<long>("c", "t", "bigint", schema: "s", nullable: true)
        },
        {
            LintRuleIds.AddColumnStoredGenerated,
            up => up.AddColumn<decimal>("c", "t", "numeric", schema: "s", nullable: true, computedColumnSql: "a * 2", stored: true),
            up => up.AddColumn<decimal>("c", "t", "numeric", schema: "s", nullable: true)
        },
        {
            LintRuleIds.AddColumnStoredGenerated,
            up => up.AlterColumn<decimal>("c", "t", "numeric", schema: "s", nullable: true, computedColumnSql: "a * 3", stored: true, oldClrType: typeof(decimal), oldType: "numeric", oldNullable: true, oldComputedColumnSql: "a * 2", oldStored: true),
            up => up.AlterColumn<decimal>("c", "t", "numeric", schema: "s", nullable: true, computedColumnSql: "a * 2", stored: true, comment: "x", oldClrType: typeof(decimal), oldType: "numeric", oldNullable: true, oldComputedColumnSql: "a * 2", oldStored: true)
        },
        { LintRuleIds.AddColumnJson, up => up.AddColumn<string>("c", "t", "json", schema: "s", nullable: true), up => up.AddColumn<string>("c", "t", "jsonb", schema: "s", nullable: true) },
        { LintRuleIds.AlterColumnType, Retyped("integer", "bigint"), Retyped("character varying(20)", "character varying(40)") },
        { LintRuleIds.AlterColumnType, Retyped("numeric(10,2)", "numeric(12,4)"), Retyped("numeric(10,2)", "numeric(12,2)") },
        { LintRuleIds.AlterColumnType, Retyped("json", "jsonb"), Retyped("character varying(20)", "text") },
        { LintRuleIds.AlterColumnType, Retyped("timestamp without time zone", "timestamp(3) with time zone"), Retyped("timestamp without time zone", "timestamp with time zone") },
        { LintRuleIds.AlterColumnType, Retyped("text", "character varying(20)"), Retyped("text", "character varying") },
        { LintRuleIds.AlterColumnType, Retyped("text", "citext"), Retyped("cidr", "inet") },
        {
            LintRuleIds.DropNotNull,
            up => up.AlterColumn<string>("c", "t", "text", schema: "s", nullable: true, oldClrType: typeof(string), oldType: "text"),
            up => up.AlterColumn<string>("c", "t", "text", schema: "s", nullable: true, oldClrType: typeof(string), oldType: "text", oldNullable: true)
        },
        { LintRuleIds.RenameColumn, up => up.RenameColumn("c", "t", "d", "s"), up => up.RenameIndex("i", "j", "t", "s") },
        { LintRuleIds.RenameTable, up => up.RenameTable("t", "s", "u", "s"), up => up.EnsureSchema("s") },
        { LintRuleIds.SetSchema, up => up.RenameTable("t", "s", "t", "r"), up => up.EnsureSchema("r") },
        { LintRuleIds.RenameObject, up => up.RenameSequence("q", "s", "r", "s"), up => up.CreateSequence("r", "s") },
        { LintRuleIds.DropColumn, up => up.DropColumn("c", "t", "s"), up => up.DropCheckConstraint("k", "t", "s") },
        { LintRuleIds.DropTable, up => up.DropTable("t", "s"), up => up.DropUniqueConstraint("k", "t", "s") },
        { LintRuleIds.DropSchema, up => up.DropSchema("s"), up => up.EnsureSchema("s") },
        { LintRuleIds.EnumAddValue, AddLabel(alone: false), AddLabel(alone: true) },
        {
            LintRuleIds.DataChangeInTransaction,
            up =>
            {
                up.AddColumn<int>("d", "t", "integer", schema: "s", nullable: true);
                up.UpdateData("t", ["id"], ["integer"], [1], ["d"], ["integer"], [2], "s");
            },
            up => up.UpdateData("t", ["id"], ["integer"], [1], ["d"], ["integer"], [2], "s")
        },
        {
            LintRuleIds.ManyLockedTables,
            up =>
            {
                up.AddColumn<int>("d", "t", "integer", schema: "s", nullable: true);
                up.AddColumn<int>("d", "u", "integer", schema: "s", nullable: true);
            },
            up =>
            {
                up.AddColumn<int>("d", "t", "integer", schema: "s", nullable: true);
                up.CreateIndex("ix_t_d", "t", "d", "s");
                up.AddColumn<int>("d", "u", "integer", schema: "s", nullable: true);
            }
        },
        { LintRuleIds.CreateIndexManyColumns, up => up.CreateIndex("i", "t", ["a", "b", "c", "d"], "s"), up => up.CreateIndex("i", "t", ["a", "b", "c", "d"], "s", unique: true) },
        { LintRuleIds.IdentifierTooLong, up => up.CreateIndex(new string('i', 64), "t", "c", "s"), up => up.CreateIndex(new string('i', 63), "t", "c", "s") },
        { LintRuleIds.IdentifierTooLong, up => up.CreateIndex(new string('ü', 32), "t", "c", "s"), up => up.CreateIndex(new string('ü', 31), "t", "c", "s") },
        { LintRuleIds.IntegerKey, NewTable("integer"), NewTable("bigint") },
        { LintRuleIds.CharColumn, up => up.AddColumn<string>("c", "t", "character(2)", schema: "s", nullable: true), up => up.AddColumn<string>("c", "t", "text", schema: "s", nullable: true) },
        {
            LintRuleIds.TimestampWithoutTimeZone,
            up => up.AddColumn<DateTime>("c", "t", "timestamp without time zone", schema: "s", nullable: true),
            up => up.AddColumn<DateTime>("c", "t", "timestamp with time zone", schema: "s", nullable: true)
        },
    };

    /// <summary>What the generator writes in another way: an operation, and the rule.</summary>
    public static TheoryData<string, Action<MigrationBuilder, Action<dynamic>>> Rewritten => new()
    {
        { LintRuleIds.CreateIndexBlocking, (up, exempt) => exempt(up.CreateIndex("i", "t", "c", "s")) },
        { LintRuleIds.DropIndexBlocking, (up, exempt) => exempt(up.DropIndex("i", "s", "t")) },
        { LintRuleIds.AddForeignKeyValidating, (up, exempt) => exempt(up.AddForeignKey("fk", "t", "c", "p", "s", "s", "id")) },
        { LintRuleIds.AddCheckValidating, (up, exempt) => exempt(up.AddCheckConstraint("ck", "t", "c > 0", "s")) },
        { LintRuleIds.AddUniqueConstraint, (up, exempt) => exempt(up.AddUniqueConstraint("ux", "t", "c", "s")) },
        { LintRuleIds.AddPrimaryKey, (up, exempt) => exempt(up.AddPrimaryKey("pk", "t", "c", "s")) },
        { LintRuleIds.AddColumnVolatileDefault, (up, exempt) => exempt(up.AddColumn<Guid>("c", "t", "uuid", schema: "s", defaultValueSql: "gen_random_uuid()")) },
        {
            LintRuleIds.SetNotNull,
            (up, exempt) => exempt(up.AlterColumn<string>("c", "t", "text", schema: "s", nullable: false, defaultValue: "", oldClrType: typeof(string), oldType: "text", oldNullable: true))
        },
    };

    [Theory]
    [MemberData(nameof(Dangerous))]
    public void What_no_SQL_makes_safe_is_found(string rule, Action<MigrationBuilder> found, Action<MigrationBuilder> instead)
    {
        Assert.NotEmpty(Linted.Of(found).By(rule));
        Assert.Empty(Linted.Of(instead).By(rule));
    }

    [Theory]
    [MemberData(nameof(Rewritten))]
    public void What_the_generator_writes_in_a_safe_form_is_an_information_and_exempt_an_exempted_error(string rule, Action<MigrationBuilder, Action<dynamic>> build)
    {
        var assured = Linted.Of(up => build(up, _ => { }));
        Assert.Equal((LintSeverity.Info, true), assured.Findings.Where(finding => finding.Rule == rule).Select(finding => (finding.Severity, finding.IsAssured)).Single());
        Assert.DoesNotContain(assured.Findings, finding => finding is { Severity: LintSeverity.Error, Counts: true });

        var exempted = Linted.Of(up => build(up, builder => SafetyExemptions.Exempt(builder, rule, Reason)));
        var finding = Assert.Single(exempted.Findings, finding => finding.Rule == rule);
        Assert.Equal((LintSeverity.Error, Reason, false), (finding.Severity, finding.ExemptionReason, finding.IsAssured));
        Assert.Empty(exempted.UnusedExemptions);
    }

    [Fact]
    public void A_table_of_the_same_migration_is_nobodys_but_its_parents_are_locked()
    {
        var check = Linted.Of(up =>
        {
            up.CreateTable(
                "n",
                table => new { id = table.Column<long>("bigint"), p_id = table.Column<long>("bigint", nullable: true) },
                "s",
                table =>
                {
                    table.PrimaryKey("pk_n", row => row.id);
                    table.ForeignKey("fk_n_p", row => row.p_id, "p", "id", "s");
                });
            up.CreateIndex("ix_n_p_id", "n", "p_id", "s");
            up.AddColumn<Guid>("c", "n", "uuid", schema: "s", defaultValueSql: "gen_random_uuid()");
            up.RenameTable("n", "s", "m", "s");
            up.Sql("ALTER TABLE s.m ADD CONSTRAINT ck_m CHECK (id > 0); UPDATE s.m SET p_id = 1;");
        });

        Assert.Equal([LintRuleIds.CreateTableForeignKey], check.Findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void Going_back_and_the_contract_phase_are_there_to_drop_and_to_rename()
    {
        static void Drop(MigrationBuilder builder) => builder.DropColumn("c", "t", "s");

        Assert.Equal(LintSeverity.Error, Linted.Of(Drop).By(LintRuleIds.DropColumn).Single().Severity);
        Assert.Equal(LintSeverity.Advice, Linted.Of(Drop, direction: MigrationDirection.Down).By(LintRuleIds.DropColumn).Single().Severity);
        Assert.Equal(LintSeverity.Info, Linted.Of(Drop, phase: MigrationPhase.Contract).By(LintRuleIds.DropColumn).Single().Severity);
    }

    [Fact]
    public void An_exemption_of_the_whole_direction_counts_for_each_operation_and_one_that_exempts_nothing_is_told()
    {
        var check = Linted.Of(up =>
        {
            up.Exempt(LintRuleIds.RenameColumn, "nobody reads it yet");
            up.Exempt(LintRuleIds.DropTable, "it was empty");
            up.RenameColumn("a", "t", "b", "s");
            up.RenameColumn("c", "t", "d", "s");
        });

        Assert.Equal(["nobody reads it yet", "nobody reads it yet"], check.Findings.Select(finding => finding.ExemptionReason));
        Assert.Equal(("drop-table", "it was empty"), check.UnusedExemptions.Select(unused => (unused.Rule, unused.Reason)).Single());
    }

    private static Action<MigrationBuilder> Retyped(string from, string to) =>
        up => up.AlterColumn<string>("c", "t", to, schema: "s", nullable: true, oldClrType: typeof(string), oldType: from, oldNullable: true);

    private static Action<MigrationBuilder> NewTable(string keyType) => up => up.CreateTable(
        "n", table => new { id = table.Column<long>(keyType) }, "s", table => table.PrimaryKey("pk", row => row.id));

    private static Action<MigrationBuilder> AddLabel(bool alone) => up =>
    {
        up.AlterDatabase().Annotation("Npgsql:Enum:s.e", "a,b").OldAnnotation("Npgsql:Enum:s.e", "a");
        if (!alone) up.InsertData("t", ["id"], ["integer"], [1], "s");
    };
}
