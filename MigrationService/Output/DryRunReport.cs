using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary><c>up --dry-run</c> and <c>down --dry-run</c>: the SQL of the run, on standard output.</summary>
internal static class DryRunReport
{
    /// <param name="context">The verb's.</param>
    /// <param name="direction">Which way.</param>
    /// <param name="target">How far; null for <c>complete</c>.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <param name="ignoresInstances">Whether the run would go on although living instances use what goes.</param>
    public static async Task<MigrationExitCode> RunAsync(
        VerbContext context, MigrationDirection direction, MigrationTarget? target, CancellationToken cancellationToken, bool ignoresInstances = false)
    {
        var preview = target is null
            ? await RunPreview.ReadCompletionAsync(context.Migrator, cancellationToken)
            : await RunPreview.ReadAsync(context.Migrator, direction, target, cancellationToken);
        var isRefused = preview.Use is not null && !ignoresInstances && !context.Process.IsDevelopment;
        if (context.Json) WriteDocument(preview, context.DatabaseInWords, isRefused);
        else Write(preview, context.DatabaseInWords, isRefused);
        return MigrationExitCode.Success;
    }

    private static void Write(RunPreview preview, string database, bool isRefused)
    {
        var verb = preview.Direction == MigrationDirection.Up ? "apply" : "revert";
        Comment(preview.Migrations.Count == 0
            ? $"Dry run: there is nothing to {verb} on {database}."
            : $"Dry run: this would {verb} {Counted.Of(preview.Migrations.Count, "migration")} on {database}. Nothing was changed.");
        if (preview.Holder is { } holder) Comment($"Another run is at work ({holder}): what is left to do changes while it goes on.");
        if (preview.Use is { } use) Comment($"{use.Sentence}{(isRefused ? " Without --ignore-instances this is refused." : "")}");
        foreach (var loss in preview.Losses) Comment($"{loss.MigrationId} would lose {loss.Description}: without --allow-data-loss this is refused.");
        foreach (var finding in preview.Lint.Standing(LintSeverity.Warning)) Comment($"lint: {finding.MigrationId}: {finding.Severity.ToString().ToLowerInvariant()} {finding.Rule}: {finding.Message}.");

        foreach (var waiting in preview.Waiting) Comment(waiting.Sentence);

        foreach (var statement in preview.Preparation) Write(statement);
        foreach (var migration in preview.Migrations) Write(migration);
    }

    private static void Write(PreviewMigration migration)
    {
        Console.Out.WriteLine();
        Comment(migration.StepsDone == 0
            ? $"{migration.Id}: {Counted.Of(migration.StepsTotal, "step")}"
            : FormattableString.Invariant($"{migration.Id}: {migration.StepsTotal} steps, resumed after step {migration.StepsDone}"));
        Write(migration.Start);
        foreach (var step in migration.Steps)
        {
            Console.Out.WriteLine();
            Comment(step.LastNumber > step.Number
                ? FormattableString.Invariant($"steps {step.Number} to {step.LastNumber} of {migration.StepsTotal}, at once: nobody uses this database")
                : FormattableString.Invariant($"step {step.Number} of {migration.StepsTotal}{(step.IsTransactional ? "" : ", outside of a transaction")}"));
            if (step.IsTransactional) Console.Out.WriteLine("BEGIN;");
            foreach (var statement in step.Statements) Write(statement);
            if (step.IsTransactional) Console.Out.WriteLine("COMMIT;");
        }
    }

    private static void Write(PreviewStatement statement)
    {
        var sql = statement.Sql.Trim();
        Console.Out.WriteLine(sql.EndsWith(';') ? sql : sql + ";");
        if (statement.Parameters is { } values) Comment(string.Join(", ", values.Select((value, index) => FormattableString.Invariant($"${index + 1} = {value}"))));
    }

    private static void Comment(string text) => Console.Out.WriteLine($"-- {text.ReplaceLineEndings(" ")}");

    private static void WriteDocument(RunPreview preview, string database, bool isRefused) => JsonOutput.Write(new
    {
        verdict = MigrationExitCode.Success,
        exitCode = (int)MigrationExitCode.Success,
        dryRun = true,
        preview.Direction,
        database,
        preview.Holder,
        losses = preview.Losses.Select(loss => new
        {
            loss.MigrationId,
            loss.What.Kind,
            loss.What.Schema,
            loss.What.Table,
            loss.What.Column,
            loss.Rows,
            loss.Description,
        }),
        use = preview.Use is { } use ? new { use.Migrations, use.Instances, use.Sentence, isRefused } : null,
        lint = LintOutput.Document(preview.Lint),
        preview.Preparation,
        preview.Migrations,
        waiting = preview.Waiting.Select(WaitingText.Document),
    });
}
