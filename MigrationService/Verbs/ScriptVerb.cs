using System.CommandLine;
using System.Reflection;
using System.Text;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>script [from] [to]</c>: what a run would do, as a script for psql.</summary>
internal static class ScriptVerb
{
    private const string Description =
        """
        Writes the SQL between two states as a script for psql, for databases that this program may not reach: with the same lock, checks,
        timeouts, history and journal rows as a run. Runs and scripts can take over from each other. Needs no database.

        Examples:
          script                       all of it, for an empty database
          script AddTrades             from this migration to the newest
          script head AddTrades        the way down, back to it
          script head -1               the way down of the newest
          script --idempotent --output release.sql    for any database: skips what is already done
          psql -X -v ON_ERROR_STOP=1 -d "host=... dbname=... user=..." -f release.sql
        """;

    private static readonly Argument<string> From = new("from")
    {
        Description = "Where the database stands: a migration, head or base.",
        DefaultValueFactory = _ => "base",
    };

    private static readonly Argument<string> To = new("to")
    {
        Description = "Where it goes: a migration, head, base, +N or -N; one before 'from' gives the way down.",
        DefaultValueFactory = _ => "head",
    };

    private static readonly Option<bool> Idempotent = new("--idempotent")
    {
        Description = "Skip what is already done, and finish what was left half done, instead of refusing a database that is not exactly at 'from'.",
    };

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file to write. Default: standard output." };

    public static Command Create()
    {
        From.CompletionSources.Add(MigrationCompletions.Ids);
        To.CompletionSources.Add(MigrationCompletions.Ids);
        var verb = new Command("script", Description) { From, To, Idempotent, Output };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "script",
            (context, token) => RunAsync(
                context,
                MigrationTarget.Parse(arguments.GetRequiredValue(From)),
                MigrationTarget.Parse(arguments.GetRequiredValue(To)),
                arguments.GetValue(Idempotent),
                arguments.GetValue(Output),
                token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(
        VerbContext context, MigrationTarget from, MigrationTarget to, bool idempotent, string? output, CancellationToken cancellationToken)
    {
        await using var offline = VerbContext.CreatePlanningContext();
        var script = MigrationScript.Write(offline, from, to, context.Patience.Apply(new MigrationScriptOptions
        {
            ApplicationName = "MigrationService script",
            ApplicationVersion = typeof(ScriptVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            IsIdempotent = idempotent,
            Backfills = TradingBackfills.All,
        }));
        if (output is not null) await WriteAsync(output, script, cancellationToken);
        if (context.Json) JsonOutput.Write(new { verdict = MigrationExitCode.Success, exitCode = 0, output, script = output is null ? script : null });
        else if (output is null) await Console.Out.WriteAsync(script.AsMemory(), cancellationToken);
        else Console.Out.WriteLine($"Written to {output}: run it with psql -X -v ON_ERROR_STOP=1 -f {output}");
        return MigrationExitCode.Success;
    }

    private static async Task WriteAsync(string output, string script, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(output, script, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new MigrationException(MigrationExitCode.Usage, $"The script cannot be written to '{output}': give a file in a folder that exists and can be written.", exception);
        }
    }
}
