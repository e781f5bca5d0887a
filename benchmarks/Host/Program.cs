using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TradingPlatform.Benchmarks;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService;

// Arguments: the assembly of migrations, and up, down, status, write-plans, or ef for EF's own migrator. The database comes from BENCHMARK_DATABASE.
var migrations = Assembly.LoadFrom(args[0]);
if (args[1] == "write-plans")
{
    // As publishing does it.
    var build = SyntheticContext.Build(migrations);
    await using var context = new SyntheticContext(SyntheticContext.Options("Host=none", migrations));
    WrittenPlans.Write(build, context, WrittenPlans.FileOf(build)!);
    return 0;
}

var connection = Environment.GetEnvironmentVariable("BENCHMARK_DATABASE") ?? throw new InvalidOperationException("BENCHMARK_DATABASE is not set.");
var options = new MigrationEngineOptions { ConnectionString = connection, Build = SyntheticContext.Build(migrations), ExpectsWork = true };

// As the MigrationService does it: what a connection needs is loaded on another thread, and the look comes before anything
// of EF Core is touched.
if (args[1] != "ef") NetworkWarmUp.Begin();
using var look = args[1] == "up" ? FirstLook.Take(options) : null;
if (look is not { IsNothingPending: true }) await RunAsync(options, migrations, args[1], look);
return 0;

static async Task RunAsync(MigrationEngineOptions options, Assembly migrations, string verb, FirstLook? look)
{
    if (verb == "ef")
    {
        await using var context = new SyntheticContext(SyntheticContext.Options(options.ConnectionString, migrations));
#pragma warning disable RS0030 // EF's own migrator is what the engine is compared with.
        await context.Database.MigrateAsync();
#pragma warning restore RS0030
        return;
    }

    var migrator = new SchemaMigrator(
        () => new SyntheticContext(SyntheticContext.Options(options.ConnectionString, migrations)),
        options,
        NullLogger<SchemaMigrator>.Instance,
        TimeProvider.System);
    if (verb == "status")
    {
        await migrator.ReadStatusAsync(CancellationToken.None);
        return;
    }

    await using var session = await migrator.BeginAsync(look, CancellationToken.None);
    if (verb == "up") await session.UpAsync(MigrationTarget.Head, CancellationToken.None);
    else await session.DownAsync(MigrationTarget.Base, allowDataLoss: true, CancellationToken.None);
}
