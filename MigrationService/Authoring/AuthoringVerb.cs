using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>What the authoring verbs have in common: they work on the source tree, with EF Core's design-time services.</summary>
internal static class AuthoringVerb
{
    public static Option<string?> Project { get; } = new("--project")
    {
        Description = "The folder of the project with the migrations. Default: Data, above this program or the working folder.",
    };

    /// <summary>Makes the verb's action. The body runs with the design-time services and the folder of the migrations.</summary>
    public static void SetBody(
        Command verb, Func<VerbContext, ParseResult, IServiceProvider, MigrationFolder, CancellationToken, Task> body)
    {
        verb.Add(Project);
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            verb.Name,
            async (context, token) =>
            {
                var project = SourceTree.ProjectOf(typeof(TradingDbContext).Assembly, arguments.GetValue(Project));
                await InSourceTree.RunAsync(project, (services, folder) => body(context, arguments, services, folder, token));
                return MigrationExitCode.Success;
            },
            cancellationToken));
    }

    // A type of its own: a published program lacks the assemblies that these lines name, and must get as far as saying so.
    private static class InSourceTree
    {
        public static async Task RunAsync(string project, Func<IServiceProvider, MigrationFolder, Task> body)
        {
            await using DbContext context = VerbContext.CreateOfflineContext();
            await using var services = DesignTime.ServicesOf(context, TimeProvider.System);
            await using var scope = services.CreateAsyncScope();
            var folder = MigrationFolder.Of(project, scope.ServiceProvider.GetRequiredService<DesignModel>());
            await body(scope.ServiceProvider, folder);
        }
    }
}
