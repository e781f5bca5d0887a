using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationEngine.Tests.Backfills;
using TradingPlatform.MigrationEngine.Tests.Crashes;

// The tests run this assembly as a process of its own, to kill it: up or down of the CrashContext, or a backfill.
var connectionString = Environment.GetEnvironmentVariable("CRASH_DATABASE");
Task? work = (connectionString, args) switch
{
    ({ } database, ["up"]) => CrashScene.UpAsync(database),
    ({ } database, ["down"]) => CrashScene.DownAsync(database),
    ({ } database, ["backfill", var workers]) => BackfillScene.RunAsync(database, int.Parse(workers, System.Globalization.CultureInfo.InvariantCulture)),
    ({ } database, ["backfill-gently"]) => BackfillScene.RunAsync(database, workers: 1, lockWaitLimit: 0),
    _ => null,
};
if (work is null)
{
    Console.Error.WriteLine("This is a test assembly: run it with `dotnet test`.");
    return (int)MigrationExitCode.Usage;
}

try
{
    await work;
    return (int)MigrationExitCode.Success;
}
catch (MigrationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return (int)exception.ExitCode;
}
