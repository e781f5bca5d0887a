using TradingPlatform.Benchmarks;

BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync($"{exception.Message} Usage: {BenchmarkOptions.Usage}");
    return 2;
}

var root = Workspace.FindRoot();
var folder = Path.Combine(root, "artifacts", "benchmarks");
var workspace = new Workspace(root, folder);
if (!options.SkipPublish && options.Seed) await workspace.PublishServiceAsync();
else if (!options.SkipPublish && options.Designers) await workspace.PublishHostAsync();
else if (!options.SkipPublish && !options.Online) await workspace.PublishAsync();

await using var server = await BenchmarkServer.StartAsync(Path.Combine(folder, "postgres"));
var stage = new Stage(server, workspace, options);
await using var file = options.Output is { } path ? new StreamWriter(path) : StreamWriter.Null;
var report = new Report(Console.Out, file);
report.Note($"PostgreSQL {server.Version}, {Environment.ProcessorCount} processors, .NET {Environment.Version}, {options.Described}.");

try
{
    if (options.Online) await new OnlineRaces(server, options, report).RunAsync();
    else if (options.Designers) await new DesignerSizes(workspace, report).RunAsync();
    else if (options.Seed) await new LoadRaces(stage, report).RunAsync();
    else await RaceProgramsAsync();
}
finally
{
    // Also of a run that was broken off: what was measured until then.
    report.WriteGoals();
}

return 0;

async Task RaceProgramsAsync()
{
    if (!options.WithAlembic) report.Note("Alembic was not measured: `apt-get install alembic python3-psycopg2`, then `--with alembic`.");
    if (!options.WithNodePgMigrate) report.Note("node-pg-migrate was not measured: `--with node-pg-migrate` fetches it by npm.");
    else await workspace.InstallNodePgMigrateAsync();
    if (!options.WithDotnetEf) report.Note("`dotnet ef` was not measured: `dotnet tool restore` and `dotnet build MigrationService`, then `--with dotnet-ef`.");
    await new Races(stage, report).RunAsync();
    await new ConcurrencyRaces(stage, report).RunAsync();
    if (options.Measures("generated") || options.Measures("generated-20")) await new GrowthRaces(stage, report).RunAsync();
}
