using System.Reflection;
using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>The pages of docs/rules say what the rules do, and their examples are real.</summary>
public sealed class RulePageTests(ShopDatabase shop) : IClassFixture<ShopDatabase>
{
    public static TheoryData<string> Ids => [.. LintRules.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_id_has_a_rule_and_a_page_and_none_has_two()
    {
        var ids = typeof(LintRuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(ids, LintRules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal));
        Assert.Equal(ids, RulePage.All.Select(page => page.Id));
        Assert.All(ids, id => Assert.Matches("^[a-z]+(-[a-z]+)*$", id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_the_rule_says(string id)
    {
        var (rule, page) = (LintRules.Of(id), RulePage.Of(id));
        var since = rule.Hazard.Since is { } version ? $" (since PostgreSQL {version})" : "";

        Assert.StartsWith($"# {id}\n\n{rule.Title}.\n", page.Text, StringComparison.Ordinal);
        Assert.Contains($"| {rule.Severity.ToString().ToLowerInvariant()} | {rule.Hazard}{since} |", page.Text, StringComparison.Ordinal);
        Assert.Contains(rule.Recipe, Regex.Replace(page.Text, @"\s+", " "), StringComparison.Ordinal);
        Assert.Contains($"| [{id}]({id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} | {rule.Hazard} |", File.ReadAllText(Path.Combine(RulePage.Folder, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_example_of_a_page_breaks_the_rule_and_what_it_gives_instead_does_not(string id)
    {
        var page = RulePage.Of(id);
        var facts = await shop.FactsAsync(string.Join(";\n", page.Instead.Select(part => part.Sql).Prepend(page.Found)));

        var found = Linted.Of(up => up.Sql(page.Found), facts).By(id);
        Assert.NotEmpty(found);
        Assert.Contains(found, finding => finding.Severity == LintRules.Of(id).Severity);

        var instead = Linted.Of(
            up =>
            {
                foreach (var (sql, isOutside) in page.Instead) up.Sql(sql, suppressTransaction: isOutside);
            },
            facts);
        Assert.Empty(instead.By(id));
        Assert.Empty(instead.Findings.Where(finding => finding is { Severity: LintSeverity.Error, Counts: true }).Select(finding => finding.Message));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_examples_of_a_page_are_what_PostgreSQL_understands(string id)
    {
        var page = RulePage.Of(id);
        await using var connection = await shop.OpenAsync();
        if (id == LintRuleIds.MissingSchema) await ExecuteAsync(connection, "SET search_path TO shop");
        if (id == LintRuleIds.AddColumnRequiredWithoutDefault)
        {
            // The hazard itself: the table has rows.
            var failure = await Assert.ThrowsAsync<PostgresException>(() => ExecuteInTransactionAsync(connection, page.Found));
            Assert.Equal(PostgresErrorCodes.NotNullViolation, failure.SqlState);
        }
        else await ExecuteInTransactionAsync(connection, page.Found);

        // What may not stand in a transaction is only read: the rehearsal runs it.
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var (sql, _) in page.Instead.TakeWhile(part => !StatementEffects.Of(part.Sql).Any(statement => statement.NeedsNoTransaction)))
            await ExecuteAsync(connection, sql);
    }

    [Fact]
    public void The_claims_of_locks_are_those_that_the_examples_statements_are_told_to_take()
    {
        foreach (var rule in LintRules.All.Where(rule => rule.Hazard.Lock != TableLock.None))
        {
            var effects = StatementEffects.Of(RulePage.Of(rule.Id).Found);
            var strongest = effects.SelectMany(statement => statement.Tables).Select(table => table.Lock).DefaultIfEmpty().Max();
            if (effects.All(statement => statement.Incomplete is null)) Assert.Equal((rule.Id, rule.Hazard.Lock), (rule.Id, strongest));
        }

    }

    private static async Task ExecuteInTransactionAsync(NpgsqlConnection connection, string sql)
    {
        if (StatementEffects.Of(sql).Any(statement => statement.NeedsNoTransaction || statement.Changes.Any(change => change.Kind == ChangeKind.EnumAddValue))) return;

        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, sql);
        await transaction.RollbackAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
