using System.Diagnostics;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.AppHost;

/// <summary>The buttons on <c>migrations</c> in the dashboard: each runs verbs of the MigrationService's command line against the running database.</summary>
internal static class MigrationCommands
{
    private static readonly string[] Up = ["up"];
    private static readonly string[] Status = ["status"];
    private static readonly string[] DownOne = ["down", "-1", "--allow-data-loss", "--yes"];
    private static readonly string[] DownAll = ["down", "base", "--allow-data-loss", "--yes"];
    private static readonly string[] Seed = ["seed"];

    public static IResourceBuilder<ProjectResource> WithMigrationCommands(this IResourceBuilder<ProjectResource> migrations, IResourceWithConnectionString database) =>
        migrations
            .Add(database, "up", "Apply pending migrations", "ArrowUp", confirmation: null, Up)
            .Add(database, "status", "Check the schema", "CheckmarkCircle", confirmation: null, Status)
            .Add(database, "down", "Roll back one migration", "ArrowUndo", "Roll back the newest migration? What it added to the database is lost.", DownOne)
            .Add(database, "seed", "Seed again", "Database", confirmation: null, Seed)
            .Add(database, "reset", "Reset the database", "Delete", "Roll back every migration, apply them anew and seed? All data is lost.", DownAll, Up, Seed);

    private static IResourceBuilder<ProjectResource> Add(
        this IResourceBuilder<ProjectResource> migrations,
        IResourceWithConnectionString database,
        string name,
        string displayName,
        string icon,
        string? confirmation,
        params string[][] runs) =>
        migrations.WithCommand(
            name,
            displayName,
            context => RunAsync(database, runs, context),
            new CommandOptions { IconName = icon, ConfirmationMessage = confirmation, IsHighlighted = name == "up" });

    private static async Task<ExecuteCommandResult> RunAsync(IResourceWithConnectionString database, string[][] runs, ExecuteCommandContext context)
    {
        var connectionString = await database.GetConnectionStringAsync(context.CancellationToken);
        if (string.IsNullOrEmpty(connectionString))
            return CommandResults.Failure($"{ResourceNames.Database} has no connection string yet: wait until {ResourceNames.Postgres} runs.");

        var output = "";
        foreach (var verb in runs)
        {
            var dll = BuiltServices.Dll("MigrationService");
            var start = new ProcessStartInfo("dotnet", [dll, .. verb])
            {
                WorkingDirectory = Path.GetDirectoryName(dll)!,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    [$"ConnectionStrings__{ResourceNames.Database}"] = connectionString,
                    ["DOTNET_ENVIRONMENT"] = "Development",
                },
            };
            using var process = Process.Start(start)!;
            var lines = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(context.CancellationToken), process.StandardError.ReadToEndAsync(context.CancellationToken));
            await process.WaitForExitAsync(context.CancellationToken);
            output = string.Concat(lines).Trim();
            Log.CommandOutput(context.Logger, verb[0], output);
            if (process.ExitCode != 0)
                return CommandResults.Failure($"{string.Join(' ', verb)} ended with exit code {process.ExitCode}: {output.Split('\n')[^1]}");
        }

        return CommandResults.Success(output);
    }
}
