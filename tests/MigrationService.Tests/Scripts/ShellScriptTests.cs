using System.Diagnostics;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests;

public sealed class ShellScriptTests
{
    [Fact]
    public async Task Scripts_OfTheOlderSystems_MigrateRollBackAndPassErrorsOn()
    {
        if (OperatingSystem.IsWindows()) return;

        await using var database = await TestDatabase.CreateEmptyAsync();

        var migrate = await RunAsync("migrate_db.sh", database, "+2");
        var unasked = await RunAsync("rollback_db.sh", database, "1");
        var rollBack = await RunAsync("rollback_db.sh", database, "1", "--yes");
        var current = await database.RunAsync("current");
        var unknown = await RunAsync("migrate_db.sh", database, "nowhere");

        Assert.True(migrate.ExitCode == 0, migrate.Output);
        Assert.Contains("Applied 2 migrations", migrate.Output, StringComparison.Ordinal);
        Assert.True(unasked.ExitCode == 8, unasked.Output);
        Assert.True(rollBack.ExitCode == 0, rollBack.Output);
        Assert.Equal("20260101000001_LegacyBaseline", current.Output);
        Assert.True(unknown.ExitCode == 2, unknown.Output);
    }

    [Fact]
    public async Task CreateMigration_WithoutAMessage_SaysHow()
    {
        if (OperatingSystem.IsWindows()) return;

        var (exitCode, output) = await RunAsync("create_migration.sh", null);

        Assert.True(exitCode == 2, output);
        Assert.Contains("create_migration.sh \"add trade fees\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_ForBash_CompletesVerbsAndMigrations()
    {
        if (OperatingSystem.IsWindows()) return;

        const string Ask = """
            eval "$("$MIGRATION_SERVICE" completion bash)"
            complete_line() {
                COMP_WORDS=("$MIGRATION_SERVICE" "${@}"); COMP_CWORD=$#; COMP_LINE="MigrationService $*"; COMP_POINT=${#COMP_LINE}
                _MigrationService_complete; echo "${COMPREPLY[*]}"
            }
            complete_line hist; complete_line show 20260101000004
            """;

        var (exitCode, output) = await RunBashAsync(["-c", Ask], null);

        Assert.True(exitCode == 0, output);
        Assert.Equal("history\n20260101000004_Strategies", output.Trim());
    }

    private static Task<(int ExitCode, string Output)> RunAsync(string script, TestDatabase? database, params string[] arguments)
    {
        var path = Path.Combine(Repository.Root, "scripts", script);
        if (!OperatingSystem.IsWindows())
            Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute), $"{script} is not executable.");
        return RunBashAsync([path, .. arguments], database);
    }

    /// <summary>From a folder outside of the repository, as a user's shell may stand anywhere.</summary>
    private static async Task<(int ExitCode, string Output)> RunBashAsync(string[] arguments, TestDatabase? database)
    {
        var start = new ProcessStartInfo("bash", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["MIGRATION_SERVICE"] = Path.ChangeExtension(Repository.BuiltDll("MigrationService"), null);
        start.Environment["ConnectionStrings__tradingdb"] = database?.ConnectionString;
        start.Environment["DATABASE_URL"] = null;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(output));
    }
}
