using System.CommandLine;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>rehearse [target]</c>: runs migrations on a copy and tells what each statement does to the tables.</summary>
internal static class RehearseVerb
{
    private const string Description =
        """
        Runs pending migrations on a copy of the database, exactly as `up` would, and tells of every statement which locks it really takes,
        which tables it rewrites or reads from end to end, how long it runs and how much it logs, beside what the lint says of it. The
        database itself is only read; the copy is dropped, also after Ctrl+C.

        Examples:
          rehearse                       everything pending, on the schema alone, built by the applied migrations
          rehearse AddTrades             up to this migration
          rehearse --down                the way back of the newest
          rehearse --with-data           on a copy with the rows, by pg_dump and pg_restore, or as a template
          rehearse --with-data --copy template      CREATE DATABASE ... TEMPLATE: nobody else may be connected
          rehearse --with-data --scratch "Host=staging;Username=postgres"
          rehearse --clone "Host=staging;Database=copy;Username=postgres"    a copy of your own, which is migrated
          rehearse --strict              exit code 11 where PostgreSQL does otherwise than the lint says
        """;

    private static readonly Argument<string?> Target = new("target")
    {
        Description = "head, +N, or a migration; with --down -N, base, or the migration to go back to. Default: head, or -1.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Down = new("--down") { Description = "Rehearse the way back." };

    private static readonly Option<bool> WithData = new("--with-data") { Description = "Copy the rows too: times, scans and the log are then those of the real tables." };

    private static readonly Option<CopyMeans?> Copy = WordOption.Optional<CopyMeans>(
        "--copy", "How --with-data copies: dump or template. Default: dump where pg_dump is found.");

    private static readonly Option<string?> Clone = new("--clone")
    {
        Description = "A prepared copy to rehearse on. It is migrated, and stays. The password is better left to PGPASSWORD or a pgpass file.",
    };

    private static readonly Option<bool> Strict = new("--strict") { Description = "End with exit code 11 where PostgreSQL does otherwise than the lint says." };

    public static Command Create()
    {
        Target.CompletionSources.Add(MigrationCompletions.UpTargets);
        var verb = new Command("rehearse", Description) { Target, Down, WithData, Copy, Clone, ScratchOption.Scratch, Strict };
        verb.Validators.Add(arguments =>
        {
            // Not by their values: of an option that is wrong itself there is none, and asking for it throws.
            if (arguments.GetResult(Clone) is not null && (arguments.GetValue(WithData) || arguments.GetResult(ScratchOption.Scratch) is not null))
                arguments.AddError("--clone names a copy that exists: leave --with-data and --scratch away.");
            if (arguments.GetResult(Copy) is not null && !arguments.GetValue(WithData)) arguments.AddError("--copy says how --with-data copies: give both.");
        });
        verb.SetAction((arguments, cancellationToken) => VerbRunner.RunAsync(
            arguments,
            "rehearse",
            (context, token) => RunAsync(context, OptionsOf(context, arguments), arguments.GetValue(Strict), token),
            cancellationToken));
        return verb;
    }

    private static async Task<MigrationExitCode> RunAsync(VerbContext context, RehearsalOptions options, bool isStrict, CancellationToken cancellationToken)
    {
        var report = await new SchemaRehearsal(context.Migrator, context.Logger).RehearseAsync(options, cancellationToken);
        var exitCode = report.Failure?.ExitCode ?? (isStrict && report.Mismatches > 0 ? MigrationExitCode.Drift : MigrationExitCode.Success);
        if (context.Json) RehearsalDocument.Write(report, exitCode);
        else RehearsalOutput.Write(report);
        return exitCode;
    }

    private static RehearsalOptions OptionsOf(VerbContext context, ParseResult arguments)
    {
        var direction = arguments.GetValue(Down) ? MigrationDirection.Down : MigrationDirection.Up;
        var clone = arguments.GetValue(Clone);
        return new RehearsalOptions
        {
            Direction = direction,
            Target = MigrationTarget.Parse(arguments.GetValue(Target) ?? (direction == MigrationDirection.Up ? "head" : "-1")),
            Copy = clone is not null ? RehearsalCopy.Prepared
                : !arguments.GetValue(WithData) ? RehearsalCopy.Schema
                : arguments.GetValue(Copy) switch
                {
                    CopyMeans.Dump => RehearsalCopy.Dump,
                    CopyMeans.Template => RehearsalCopy.Template,
                    _ => SchemaRehearsal.CanDump ? RehearsalCopy.Dump : RehearsalCopy.Template,
                },
            Scratch = context.ScratchConnection(arguments.GetValue(ScratchOption.Scratch)),
            Prepared = clone is null ? null : DatabaseConnection.Parse(clone).ConnectionString,
        };
    }
}
