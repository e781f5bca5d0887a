using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TradingPlatform.Benchmarks;
using TradingPlatform.MigrationEngine;

// Arguments: the assembly of migrations, and up, down, status, or ef for EF's own migrator. The database comes from BENCHMARK_DATABASE.
var connection = Environment.GetEnvironmentVariable("BENCHMARK_DATABASE") ?? throw new InvalidOperationException("BENCHMARK_DATABASE is not set.");
var migrations = Assembly.LoadFrom(args[0]);
if (args[1] == "up" && IsAtHead(connection, migrations)) return 0;

await RunAsync(connection, migrations, args[1]);
return 0;

// As the MigrationService does it: before anything of EF Core is touched.
static bool IsAtHead(string connection, Assembly migrations)
{
    try
    {
        return NothingPending.IsCertain(
            new NpgsqlConnectionStringBuilder(connection),
            () => MigrationGraph.Of(migrations, typeof(SyntheticContext)),
            SyntheticContext.HistorySchema,
            SyntheticContext.HistoryTable);
    }
    catch (NpgsqlException)
    {
        // An empty database has no history yet.
        return false;
    }
}

static async Task RunAsync(string connection, Assembly migrations, string verb)
{
    var options = SyntheticContext.Options(connection, migrations);
    if (verb == "ef")
    {
        await using var context = new SyntheticContext(options);
#pragma warning disable RS0030 // EF's own migrator is what the engine is compared with.
        await context.Database.MigrateAsync();
#pragma warning restore RS0030
        return;
    }

    var migrator = new SchemaMigrator(
        () => new SyntheticContext(options),
        new MigrationEngineOptions { ConnectionString = connection, ContextOptions = options },
        NullLogger<SchemaMigrator>.Instance,
        TimeProvider.System);
    if (verb == "status")
    {
        await migrator.ReadStatusAsync(CancellationToken.None);
        return;
    }

    await using var session = await migrator.BeginAsync(CancellationToken.None);
    if (verb == "up") await session.UpAsync(MigrationTarget.Head, CancellationToken.None);
    else await session.DownAsync(MigrationTarget.Base, allowDataLoss: true, CancellationToken.None);
}
