using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationEngine.Tests.Crashes;

// The tests run this assembly as a process of its own, to kill it: up or down of the CrashContext.
var connectionString = Environment.GetEnvironmentVariable("CRASH_DATABASE");
if (connectionString is null || args is not ["up" or "down"])
{
    Console.Error.WriteLine("This is a test assembly: run it with `dotnet test`.");
    return (int)MigrationExitCode.Usage;
}

try
{
    await (args[0] == "up" ? CrashScene.UpAsync(connectionString) : CrashScene.DownAsync(connectionString));
    return (int)MigrationExitCode.Success;
}
catch (MigrationException exception)
{
    Console.Error.WriteLine(exception.Message);
    return (int)exception.ExitCode;
}
