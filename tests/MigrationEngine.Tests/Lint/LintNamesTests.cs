using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>What the catalog says of a table or a column counts under the name that pending migrations give it.</summary>
public sealed class LintNamesTests
{
    private const string Tables =
        """
        CREATE TABLE public.orders (id bigint, price numeric(10,2), CONSTRAINT ck_price CHECK (price > 0));
        INSERT INTO public.orders SELECT g, g FROM generate_series(1, 1234) g; ANALYZE public.orders
        """;

    [Fact]
    public async Task Check_AfterARenameInAnEarlierPendingMigration_KnowsTheTableAndTheColumn()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(Tables);

        var findings = await FindingsAsync(database, MigrationDirection.Up, NamesContext.Rename, NamesContext.Reuse, NamesContext.Retype);

        Assert.Contains(findings, finding => finding is { MigrationId: NamesContext.Retype, Rule: LintRuleIds.AlterColumnTypeChecked });
        Assert.Contains("sales.purchases.amount changes from numeric(10,2) to numeric(12,4)", Message(findings, NamesContext.Retype, LintRuleIds.AlterColumnType), StringComparison.Ordinal);
        Assert.Contains("about 1,234 rows", Message(findings, NamesContext.Retype, LintRuleIds.AlterColumnType), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OfANameThatIsFreeAgain_DoesNotTakeItForTheOneFromBefore()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(Tables);

        var findings = await FindingsAsync(database, MigrationDirection.Up, NamesContext.Rename, NamesContext.Reuse, NamesContext.Retype, NamesContext.RetypeReused);

        var reused = findings.Where(finding => finding.MigrationId == NamesContext.RetypeReused).ToList();
        Assert.Equal(
            [
                "public.orders.price changes to numeric(12,4): whether that writes the table anew cannot be told from the types",
                "sales.purchases.price changes to numeric(12,4): whether that writes the table anew cannot be told from the types (about 1,234 rows)",
            ],
            reused.Where(finding => finding.Rule == LintRuleIds.AlterColumnType).Select(finding => finding.Message));
        Assert.DoesNotContain(reused, finding => finding.Rule == LintRuleIds.AlterColumnTypeChecked);
    }

    [Fact]
    public async Task Check_OfRenamesThatAreApplied_GoesByTheNamesOfToday()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync($"{Tables}; ALTER TABLE public.orders RENAME COLUMN price TO amount; CREATE SCHEMA sales; ALTER TABLE public.orders SET SCHEMA sales; ALTER TABLE sales.orders RENAME TO purchases");

        var findings = await FindingsAsync(database, MigrationDirection.Up, NamesContext.Rename, NamesContext.Retype);
        var back = await FindingsAsync(database, MigrationDirection.Down, NamesContext.Rename);

        Assert.Contains("from numeric(10,2) to numeric(12,4)", Message(findings, NamesContext.Retype, LintRuleIds.AlterColumnType), StringComparison.Ordinal);
        Assert.Contains("about 1,234 rows", Message(findings, NamesContext.Retype, LintRuleIds.AlterColumnType), StringComparison.Ordinal);
        Assert.Contains("about 1,234 rows", Message(back, NamesContext.Rename, LintRuleIds.AddCheckValidating), StringComparison.Ordinal);
    }

    private static string Message(IEnumerable<LintFinding> findings, string migration, string rule) =>
        findings.Single(finding => finding.MigrationId == migration && finding.Rule == rule).Message;

    private static async Task<IReadOnlyList<LintFinding>> FindingsAsync(TestDatabase database, MigrationDirection direction, params string[] ids)
    {
        await using var context = new NamesContext(EngineFixture.ContextOptions<NamesContext>("Host=nowhere"));
        await using var connection = await database.ConnectAsync();
        var lint = new MigrationLint(MigrationGraph.Of(EngineFixture.ContextOptions<NamesContext>("Host=nowhere")), context);
        return (await lint.CheckAsync(ids, [direction], connection, default)).Findings;
    }
}
