using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>The test of a migration that moves or loses rows, or runs raw SQL: up, down and up again with rows in it. It fails until somebody gives the rows.</summary>
internal static class RoundTripTest
{
    /// <summary>What it takes its databases from.</summary>
    public const string Fixture = "TradingSchema.cs";

    /// <param name="id">The migration.</param>
    /// <param name="parent">The migration before it; null for the first.</param>
    /// <param name="phase">Its phase.</param>
    /// <param name="contextType">Its context, beside whose test project the test belongs.</param>
    public static string For(string id, string? parent, MigrationPhase phase, Type contextType)
    {
        // What a contract takes away does not come back.
        var rowsStay = phase == MigrationPhase.Contract
            ? ""
            : "\n        Assert.Equal(rows, await TradingSchema.RowsAsync(database.ConnectionString, RowsAfter));";
        var parentLiteral = parent is null ? "null" : $"\"{parent}\"";
        return $$""""
            using TradingPlatform.Testing;

            namespace {{contextType.Namespace}}.Tests;

            public sealed class {{MigrationId.NameOf(id)}}Tests
            {
                private const string Migration = "{{id}}";
                private static readonly string? Parent = {{parentLiteral}};

                // INSERT statements, as applications of the version before this migration wrote the rows that it concerns.
                private const string RowsBefore = """

                    """;

                // SELECT of what has to become of them.
                private const string RowsAfter = """

                    """;

                [Fact]
                public async Task UpDownUp_WithRows_ComesBackToTheSame()
                {
                    Assert.True(RowsBefore.Length > 0 && RowsAfter.Length > 0, "Give the rows that this migration concerns: without any, it proves nothing.");
                    await using var database = await TestDatabase.CreateEmptyAsync();
                    if (Parent is not null)
                        await TradingSchema.UpAsync(database.ConnectionString, Parent);
                    await TradingSchema.ExecuteAsync(database.ConnectionString, RowsBefore);

                    await TradingSchema.UpAsync(database.ConnectionString, Migration);
                    var catalog = await TradingSchema.CatalogAsync(database.ConnectionString);
                    var rows = await TradingSchema.RowsAsync(database.ConnectionString, RowsAfter);
                    await TradingSchema.DownAsync(database.ConnectionString, Parent);
                    await TradingSchema.UpAsync(database.ConnectionString, Migration);

                    Assert.NotEmpty(rows);
                    Assert.Equal(catalog, await TradingSchema.CatalogAsync(database.ConnectionString));{{rowsStay}}
                }
            }

            """";
    }
}
