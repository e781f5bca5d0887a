using System.Reflection;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>What the safe forms and the lint are built on, held against what PostgreSQL does, in two major versions.</summary>
public abstract class LockFactTests(ObservedServer server)
{
    public static TheoryData<string> Facts => [.. LockFacts.All.Select(fact => fact.ToString())];

    protected async Task VerifyAsync(string name)
    {
        var fact = LockFacts.All.Single(fact => fact.ToString() == name);
        if (server.Major < fact.Since) return;

        var statement = await server.ObserveAsync(fact);

        Assert.Equal(server.Major >= 18 ? fact.DoesOn18 ?? fact.Does : fact.Does, ObservedServer.InWords(statement));

        // And the lint says so.
        Assert.Null(statement.Unknown);
        Assert.Empty(statement.Mismatches);
    }
}

public sealed class LockFactsOfTheSystemTests(SystemServer server) : LockFactTests(server), IClassFixture<SystemServer>
{
    [Theory]
    [MemberData(nameof(Facts))]
    public Task Fact_IsWhatPostgresDoesAndTheLintSays(string fact) => VerifyAsync(fact);
}

public sealed class LockFactsOfNpmTests(NpmServer server) : LockFactTests(server), IClassFixture<NpmServer>
{
    [NpmTheory]
    [MemberData(nameof(Facts))]
    public Task Fact_IsWhatPostgresDoesAndTheLintSays(string fact) => VerifyAsync(fact);
}

public sealed class RuleFactsTests
{
    [Fact]
    public void EveryRuleThatClaimsALockARewriteOrAScan_HasFacts()
    {
        var rules = typeof(LintRuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();

        Assert.Empty(rules.Except(RuleFacts.Statements.Keys).Except(RuleFacts.WithoutClaim));
        Assert.Empty(RuleFacts.Statements.Keys.Intersect(RuleFacts.WithoutClaim));
        Assert.Empty(RuleFacts.Statements.Keys.Concat(RuleFacts.WithoutClaim).Except(rules));
        Assert.All(
            RuleFacts.Statements.SelectMany(rule => rule.Value),
            statement => Assert.Contains(LockFacts.All, fact => fact.Sql.StartsWith(statement, StringComparison.Ordinal)));
    }
}
