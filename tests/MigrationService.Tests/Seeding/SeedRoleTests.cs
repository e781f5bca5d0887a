using TradingPlatform.MigrationService.Tests.Seeding.Load;

namespace TradingPlatform.MigrationService.Tests.Seeding;

/// <summary>Seeds as a role that owns nothing.</summary>
public sealed class SeedRoleTests
{
    private const string AllSchemas = "identity, trading, execution, research, notifications, audit, workspace, system, migration";

    [Fact]
    public async Task Seed_AsARoleThatMayChangeRowsAlone_SeedsAndLoads_AndSaysWhatItMayNot()
    {
        await using var database = await SeededDatabase.CreateAsync();
        await using var undisturbed = await SeededDatabase.CreateAsync();
        await using var role = await SeedRole.CreateAsync(
            database,
            $"""
            GRANT USAGE ON SCHEMA {AllSchemas} TO {"{0}"};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {AllSchemas} TO {"{0}"};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA {AllSchemas} TO {"{0}"};
            """);

        await role.ExpectAsync(0, "seed", "--profile", "load", "--scale", "12k");
        await undisturbed.LoadAsync(12_000);
        Assert.Equal(await undisturbed.ChecksumsAsync(), await database.ChecksumsAsync());
        await role.ExpectAsync(0, "seed", "--profile", "demo");

        // Only the owner of the append-only table may open it.
        Assert.Contains("must be owner", await role.ExpectAsync(9, "seed", "--reset", "--only", "demo-audit", "--yes"), StringComparison.Ordinal);

        await database.ExecuteAsync($"REVOKE INSERT ON execution.trades FROM {role.Name}");
        var refused = await role.ExpectAsync(9, "seed", "--profile", "load", "--scale", "30k");
        Assert.Contains("permission denied for table trades", refused, StringComparison.Ordinal);
        Assert.Contains("seed as the owner of the tables, or grant what docs/cli.md names", refused, StringComparison.Ordinal);
    }
}
