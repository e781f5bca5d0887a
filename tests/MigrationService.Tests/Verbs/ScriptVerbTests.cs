using System.Text.Json;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>The platform's own migrations as scripts and as dry runs, through the built program and psql.</summary>
public sealed class ScriptVerbTests
{
    private const string History = """SELECT string_agg("MigrationId" || "ProductVersion", ',' ORDER BY "MigrationId") FROM migration."__EFMigrationsHistory" """;

    private const string Journal =
        "SELECT string_agg(concat_ws(' ', migration_id, direction, outcome, steps_done, steps_total, sql_hash, operations_hash), ',' ORDER BY id) FROM migration.journal";

    [Fact]
    public async Task Script_OnAnEmptyAndOnAHalfMigratedDatabase_LeavesWhatUpLeaves()
    {
        await using var byUp = await MigratedDatabase.CreateAsync();
        await using var empty = await TestDatabase.CreateEmptyAsync();
        await using var half = await TestDatabase.CreateEmptyAsync();
        var (up, output) = await half.RunAsync("up", "+3");
        Assert.True(up == 0, output);

        await ApplyAsync(empty, await ScriptAsync("script"));
        var idempotent = await ScriptAsync("script", "--idempotent");
        await ApplyAsync(half, idempotent);
        await ApplyAsync(half, idempotent);

        foreach (var database in new[] { empty, half })
        {
            Assert.Equal(await CatalogSnapshot.ReadAsync(byUp.ConnectionString), await CatalogSnapshot.ReadAsync(database.ConnectionString));
            Assert.Equal(await byUp.ScalarAsync<string>(History), await database.ScalarAsync<string>(History));
            Assert.Equal(await byUp.ScalarAsync<string>(Journal), await database.ScalarAsync<string>(Journal));
        }

        Assert.Equal(0, (await empty.RunAsync("status")).ExitCode);
    }

    [Fact]
    public async Task Script_FromHeadToBase_LeavesWhatDownLeaves()
    {
        await using var byDown = await MigratedDatabase.CreateAsync();
        var (down, output) = await byDown.RunAsync("down", "base", "--yes", "--allow-data-loss");
        Assert.True(down == 0, output);
        await using var byScript = await MigratedDatabase.CreateAsync();

        await ApplyAsync(byScript, await ScriptAsync("script", "head", "base"), "-v", "allow_data_loss=on");

        Assert.Equal(await CatalogSnapshot.ReadAsync(byDown.ConnectionString), await CatalogSnapshot.ReadAsync(byScript.ConnectionString));
        Assert.Equal(await byDown.ScalarAsync<string>(Journal), await byScript.ScalarAsync<string>(Journal));
    }

    [Fact]
    public async Task Script_ToAFile_WritesTheSameTextAndSaysHowToRunIt()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.sql");
        try
        {
            await using var process = Worker.Start((string?)null, "script", "-1", "head");
            Assert.Equal(2, (await process.EndAsync()).ExitCode);
            await using var written = Worker.Start((string?)null, "script", "--idempotent", "--output", file);
            var (exitCode, output) = await written.EndAsync();

            Assert.True(exitCode == 0, output);
            Assert.Contains("psql -X -v ON_ERROR_STOP=1 -f", output, StringComparison.Ordinal);
            Assert.Equal(await ScriptAsync("script", "--idempotent"), (await File.ReadAllTextAsync(file)).TrimEnd());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Script_ThatCannotBeWritten_SaysSo()
    {
        await using var process = Worker.Start((string?)null, "script", "--output", Path.Combine(Path.GetTempPath(), "no such folder", "x.sql"));

        var (exitCode, output) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("cannot be written", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpDryRun_ShowsTheSqlAndChangesNothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var (exitCode, output) = await database.RunAsync("up", "--dry-run");

        Assert.True(exitCode == 0, output);
        Assert.Contains("-- Dry run: this would apply", output, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE", output, StringComparison.Ordinal);
        Assert.Contains("SET LOCAL lock_timeout = 50;", output, StringComparison.Ordinal);
        Assert.False(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'migration')"));
    }

    [Fact]
    public async Task DownDryRun_AsJson_ListsStatementsAndLosses()
    {
        await using var database = await SeededDatabase.CreateAsync();
        var before = await CatalogSnapshot.ReadAsync(database.ConnectionString);

        var (exitCode, output) = await database.RunAsync("down", "base", "--dry-run", "--json");

        Assert.True(exitCode == 0, output);
        using var document = JsonDocument.Parse(output);
        Assert.True(document.RootElement.GetProperty("dryRun").GetBoolean());
        Assert.Equal("down", document.RootElement.GetProperty("direction").GetString());
        Assert.Contains(document.RootElement.GetProperty("losses").EnumerateArray(), loss => loss.GetProperty("rows") is { ValueKind: JsonValueKind.Number } rows && rows.GetInt64() > 0);
        Assert.True(document.RootElement.GetProperty("migrations")[0].GetProperty("steps")[0].GetProperty("statements").GetArrayLength() > 1);
        Assert.Equal(before, await CatalogSnapshot.ReadAsync(database.ConnectionString));
    }

    private static async Task ApplyAsync(TestDatabase database, string script, params string[] arguments)
    {
        var (exitCode, output) = await Psql.RunAsync(database, script, arguments);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>What the program prints without any database configured.</summary>
    private static async Task<string> ScriptAsync(params string[] arguments)
    {
        await using var process = Worker.Start((string?)null, arguments);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);
        return output;
    }
}
