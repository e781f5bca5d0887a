namespace TradingPlatform.Benchmarks;

/// <summary>The races of the platform's own migrations against the peers with the same DDL (goals 1 and 2).</summary>
internal sealed class Races(Stage stage, Report report)
{
    private const string Empty = "empty .NET app";
    private const string Psql = "psql";
    private const string Python = "Alembic";
    private const string Ours = "MigrationService";
    private const string Secure = "MigrationService, SCRAM + TLS";
    private const string Worker = "MigrationService, as worker";
    private const string DotnetEf = "dotnet ef database update";

    public async Task RunAsync()
    {
        var script = await stage.PlatformScriptAsync();
        var alembic = stage.Options.WithAlembic ? Alembic.Write(Path.Combine(stage.Workspace.Folder, "alembic"), script) : null;
        await NoOpAsync(alembic);
        await ColdAsync(script, alembic);
        await OnePendingAsync(script, alembic);
        await AllDownAsync(script, alembic);
    }

    private async Task NoOpAsync(Alembic? alembic)
    {
        var database = await stage.PrepareAsync(name => stage.Service(stage.Server.Connection(name), "up"));
        var connection = stage.Server.Connection(database);
        var race = new Race("Nothing to do", stage.Options.Rounds * 3)
            .Add(Empty, new Command(stage.Workspace.Empty))
            .Add(Psql, stage.Psql(database, "-c", """SELECT "MigrationId" FROM migration."__EFMigrationsHistory" """, "-o", "/dev/null"))
            .Add($"{Psql}, SCRAM + TLS", stage.Psql(database, "-c", "SELECT 1", "-o", "/dev/null") with { Environment = stage.Server.SecureVariables(database) })
            .Add(Ours, stage.Service(connection, "up"))
            .Add(Worker, stage.Service(connection))
            .Add(Secure, stage.Service(stage.Server.SecureConnection(database), "up"))
            .Add(await AtHeadAsync(alembic));
        if (stage.Options.WithDotnetEf) race.Add(DotnetEf, DotnetEfUpdate(connection));

        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("no-op / empty .NET app", 5, result.Ratio(Ours, Empty));
        report.Goal("no-op of the worker / empty .NET app", 5, result.Ratio(Worker, Empty));
        report.Goal("no-op with SCRAM + TLS / empty .NET app", 10, result.Ratio(Secure, Empty));
        report.Goal("no-op / Alembic", 0.40, result.Ratio(Ours, Python));
        report.Goal("no-op / dotnet ef", 0.06, result.Ratio(Ours, DotnetEf));
        var memory = await Measurement.OfAsync(stage.Service(connection, "up"), watchMemory: true);
        report.Goal("no-op, peak memory in MB", 60, memory.PeakMegabytes);
    }

    private async Task ColdAsync(MigrationScript script, Alembic? alembic)
    {
        var psql = stage.PsqlScript("cold", script.Up());
        var race = new Race($"Cold: an empty database to head, {script.Parts.Count} migrations", stage.Options.Rounds)
            .Add(stage.OnEmpty(Psql, psql))
            .Add(stage.OnEmpty(Ours, database => stage.Service(stage.Server.Connection(database), "up")))
            .Add(alembic is null ? null : stage.OnEmpty(Python, database => alembic.Upgrade(stage.Server.Variables(database))));
        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("cold / psql", 2, result.Ratio(Ours, Psql));
        report.Goal("cold / Alembic", 1, result.Ratio(Ours, Python));
    }

    private async Task OnePendingAsync(MigrationScript script, Alembic? alembic)
    {
        var before = script.Parts.Count - 1;
        var psql = stage.PsqlScript("one-pending", script.Up(skip: before));
        var template = await stage.PrepareAsync(name => stage.Service(stage.Server.Connection(name), "up", FormattableString.Invariant($"+{before}")));
        var race = new Race("One migration pending", stage.Options.Rounds)
            .Add(stage.OnCopies(Psql, template, psql))
            .Add(stage.OnCopies(Ours, template, database => stage.Service(stage.Server.Connection(database), "up")));
        if (alembic is not null)
        {
            var other = await stage.PrepareAsync(name => alembic.Upgrade(stage.Server.Variables(name), Alembic.Revision(before)));
            race.Add(stage.OnCopies(Python, other, database => alembic.Upgrade(stage.Server.Variables(database))));
        }

        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("one pending / Alembic", 1, result.Ratio(Ours, Python));
    }

    private async Task AllDownAsync(MigrationScript script, Alembic? alembic)
    {
        var psql = stage.PsqlScript("down", script.Down());
        var template = await stage.PrepareAsync(name => stage.Service(stage.Server.Connection(name), "up"));
        var race = new Race("All down", stage.Options.Rounds)
            .Add(stage.OnCopies(Psql, template, psql))
            .Add(stage.OnCopies(Ours, template, database => stage.Service(stage.Server.Connection(database), "down", "base", "--yes", "--allow-data-loss")));
        if (alembic is not null)
        {
            var other = await stage.PrepareAsync(name => alembic.Upgrade(stage.Server.Variables(name)));
            race.Add(stage.OnCopies(Python, other, database => alembic.Downgrade(stage.Server.Variables(database))));
        }

        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("all down / Alembic", 1, result.Ratio(Ours, Python));
    }

    private async Task<Contender?> AtHeadAsync(Alembic? alembic) => alembic is null
        ? null
        : Contender.Of(Python, alembic.Upgrade(stage.Server.Variables(await stage.PrepareAsync(name => alembic.Upgrade(stage.Server.Variables(name))))));

    private Command DotnetEfUpdate(string connection) =>
        new("dotnet", "ef", "database", "update", "--no-build", "--project", "Data", "--startup-project", "MigrationService", "--connection", connection)
        {
            Folder = stage.Workspace.Root,
        };
}
