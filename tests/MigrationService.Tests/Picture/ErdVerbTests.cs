using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class ErdVerbTests
{
    [Fact]
    public async Task Erd_WithoutADatabase_IsMermaidOfTheModel()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("erd", "--schema", "identity");

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("erDiagram", output, StringComparison.Ordinal);
        Assert.Contains("identity_users[\"identity.users\"] {", output, StringComparison.Ordinal);
        Assert.Contains("uuid id PK", output, StringComparison.Ordinal);
        Assert.Contains("identity_users ||--o{ identity_user_sessions : \"user_id\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erd_FromTheDatabase_ShowsWhatTheModelShows()
    {
        await using var database = await MigratedDatabase.CreateAsync();
        await using var connection = await database.ConnectAsync();

        var live = await CatalogPicture.ReadAsync(connection, default);

        using var context = VerbContext.CreateOfflineContext();
        var model = ModelPicture.Of(context);
        var own = live.Tables.Where(table => table.Schema != "migration").ToList();
        Assert.Equal(model.Tables.Select(table => table.Name), own.Select(table => table.Name));
        foreach (var (expected, actual) in model.Tables.Zip(own))
            Assert.Equal(expected.Columns.OrderBy(column => column.Name), actual.Columns.OrderBy(column => column.Name));
        Assert.Equal(Words(model), Words(live).Where(words => !words.StartsWith("migration.", StringComparison.Ordinal)));

        static IEnumerable<string> Words(SchemaPicture picture) => picture.References
            .Select(reference => $"{reference.From} ({string.Join(", ", reference.Columns)}) > {reference.To} {reference.IsRequired} {reference.IsUnique}")
            .Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Erd_OfASchemaThatIsNotThere_NamesThoseThatAre()
    {
        var (exitCode, output) = await Worker.RunOfflineAsync("erd", "--schema", "nowhere");

        Assert.True(exitCode == 2, output);
        Assert.Contains("identity", Assert.Single(output.Split('\n')), StringComparison.Ordinal);
    }
}
