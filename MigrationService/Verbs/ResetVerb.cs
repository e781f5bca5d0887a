using System.CommandLine;
using Npgsql;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;

namespace TradingPlatform.MigrationService;

/// <summary><c>reset</c>: a developer's database anew.</summary>
internal static class ResetVerb
{
    private const string Description =
        """
        Drops everything in a developer's database, then migrates and seeds it anew. In Development only, on this machine only, and only
        after its name was typed.

        Examples:
          reset
          reset --yes             without the question
          reset --allow-remote    on another machine's database
        """;

    private static readonly Option<bool> AllowRemote = new("--allow-remote") { Description = "Also a database on another machine." };

    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask for the database's name." };

    public static Command Create()
    {
        var verb = new Command("reset", Description) { AllowRemote, Yes };
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "reset",
            (context, token) => RunAsync(context, arguments.GetValue(AllowRemote), arguments.GetValue(Yes), token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, bool allowRemote, bool yes, CancellationToken cancellationToken)
    {
        RefuseUnlessDeveloper(context, allowRemote);
        var profile = context.ConfiguredProfile;
        var dropped = await AskAsync(context, yes, cancellationToken);

        MigrationRunResult result;
        SeedReport seeded;
        await using (var session = await context.BeginAsync(cancellationToken))
        {
            await DatabaseEmptying.RunAsync(session.Connection, cancellationToken);
            var plan = await session.PlanUpAsync(MigrationTarget.Head, cancellationToken);
            result = await LiveProgress.ShowAsync(
                context.Progress, plan.Migrations.Count, () => session.UpAsync(MigrationTarget.Head, allowDataLoss: true, cancellationToken));
            seeded = await context.SeedAsync(session, profile, cancellationToken);
        }

        // As the worker does: those that no migration requires are finished too.
        await context.Backfills.RunAsync(names: null, BackfillSettings.Of(context.Process.Configuration), cancellationToken);

        if (context.Json)
        {
            JsonOutput.Write(new
            {
                verdict = MigrationExitCode.Success,
                exitCode = 0,
                database = context.DatabaseInWords,
                droppedTables = dropped,
                result.Migrations,
                seededRows = seeded.Total,
                seeded.FirstAdministrator,
            });
        }
        else
        {
            Console.Out.WriteLine(
                $"Dropped {Counted.Of(dropped, "table")} of {context.DatabaseInWords}, applied {Counted.Of(result.Migrations.Count, "migration")}, seeded {Counted.Of(seeded.Total, "row")}.");
        }

        return MigrationExitCode.Success;
    }

    private static void RefuseUnlessDeveloper(VerbContext context, bool allowRemote)
    {
        if (!context.Process.IsDevelopment)
        {
            throw new MigrationException(
                MigrationExitCode.Refused,
                $"`reset` is for developers: this runs in {context.Process.EnvironmentName}. It works with DOTNET_ENVIRONMENT=Development, and never on a database that matters.");
        }

        var host = new NpgsqlConnectionStringBuilder(context.ConnectionString).Host!;
        if (!allowRemote && !LocalHost.Is(host))
        {
            throw new MigrationException(
                MigrationExitCode.Refused, $"{context.DatabaseInWords} is not on this machine: `reset --allow-remote` is for a database there that is yours alone.");
        }
    }

    /// <summary>Asks while nobody has to wait for the answer. Returns the number of tables.</summary>
    private static async Task<long> AskAsync(VerbContext context, bool yes, CancellationToken cancellationToken)
    {
        long tables;
        await using (var session = await context.BeginAsync(cancellationToken))
            tables = await DatabaseEmptying.CountTablesAsync(session.Connection, cancellationToken);

        var name = new NpgsqlConnectionStringBuilder(context.ConnectionString).Database!;
        if (!context.Json) Console.Out.WriteLine($"Dropping everything in {context.DatabaseInWords}: {Counted.Of(tables, "table")} with all of their rows.");
        await Confirmation.AskForAsync(name, $"Type the database's name, {name}, to drop it all:", yes, cancellationToken);
        return tables;
    }
}
