using System.CommandLine;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>write-plans</c>: what publishing runs, so that the published program need not generate its SQL.</summary>
internal static class WritePlansVerb
{
    private const string Description =
        """
        Writes the SQL of every migration of this build to a file, from which the published program runs it. Publishing does this by itself.
        """;

    private static readonly Argument<FileInfo> Target = new("file") { Description = "Replaced if it exists." };

    public static Command Create()
    {
        var verb = new Command("write-plans", Description) { Target };
        verb.Hidden = true;
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments, "write-plans", (_, _) => Task.FromResult(Run(arguments.GetRequiredValue(Target))), cancellationToken));
        return verb;
    }

    private static MigrationExitCode Run(FileInfo file)
    {
        using var context = VerbContext.CreatePlanningContext();
        try
        {
            WrittenPlans.Write(TradingDatabase.Build, context, file.FullName);
            return MigrationExitCode.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MigrationException(MigrationExitCode.Usage, $"{file.FullName} cannot be written: {exception.Message}", exception);
        }
    }
}
