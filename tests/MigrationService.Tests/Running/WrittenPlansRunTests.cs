using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Running;

/// <summary>A program as it is published: with the SQL of its migrations beside it.</summary>
public sealed class WrittenPlansRunTests : IDisposable
{
    /// <summary>What generates SQL. Without it a run has nothing but the plans.</summary>
    private static readonly string[] Generators = ["Microsoft.EntityFrameworkCore.Relational.dll", "Npgsql.EntityFrameworkCore.PostgreSQL.dll"];

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_WithWrittenPlans_NeedsNoGeneratorAndLeavesTheSameCatalogs()
    {
        await using var generated = await TestDatabase.CreateEmptyAsync();
        await using var written = await TestDatabase.CreateEmptyAsync();
        await PublishAsync();
        foreach (var generator in Generators) File.Delete(Path.Combine(_folder, generator));

        await SucceedAsync(Repository.BuiltDll("MigrationService"), generated, "up");
        await SucceedAsync(Published, written, "up");
        Assert.Equal(await CatalogAsync(generated), await CatalogAsync(written));
        Assert.Equal(await HashesAsync(generated), await HashesAsync(written));

        await SucceedAsync(Repository.BuiltDll("MigrationService"), generated, "down", "base", "--yes", "--allow-data-loss");
        await SucceedAsync(Published, written, "down", "base", "--yes", "--allow-data-loss");
        Assert.Equal(await CatalogAsync(generated), await CatalogAsync(written));
    }

    [Fact]
    public async Task Run_WithPlansOfAnotherBuild_GeneratesItsSql()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await PublishAsync();
        var plans = await File.ReadAllBytesAsync(Path.Combine(_folder, "Data.plans"));
        plans[10] ^= 0xFF;
        await File.WriteAllBytesAsync(Path.Combine(_folder, "Data.plans"), plans);

        await SucceedAsync(Published, database, "up");
        Assert.Equal(MigrationGraph.Of(typeof(TradingDbContext).Assembly, typeof(TradingDbContext)).Ids.Count, await database.ScalarAsync<long>("SELECT count(*) FROM migration.journal"));
    }

    private string Published => Path.Combine(_folder, "MigrationService.dll");

    private async Task PublishAsync()
    {
        var built = Path.GetDirectoryName(Repository.BuiltDll("MigrationService"))!;
        foreach (var file in Directory.EnumerateFiles(built)) File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        await using var process = ServiceProcess.StartDll(Published, ["write-plans", Path.Combine(_folder, "Data.plans")]);
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);
    }

    private static async Task SucceedAsync(string program, TestDatabase database, params string[] arguments)
    {
        await using var process = ServiceProcess.StartDll(program, arguments, new Dictionary<string, string?>
        {
            ["ConnectionStrings__tradingdb"] = database.ConnectionString,
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
        });
        var (exitCode, output) = await process.EndAsync();
        Assert.True(exitCode == 0, output);
    }

    private static async Task<IReadOnlyList<string>> CatalogAsync(TestDatabase database) => await CatalogSnapshot.ReadAsync(database.ConnectionString);

    private static async Task<string> HashesAsync(TestDatabase database) =>
        await database.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', migration_id, sql_hash, operations_hash, steps_total), ',' ORDER BY id) FROM migration.journal");
}
