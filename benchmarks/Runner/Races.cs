using System.Globalization;

namespace TradingPlatform.Benchmarks;

/// <summary>The races of the platform's own migrations against the peers with the same DDL (goals 1 and 2).</summary>
internal sealed class Races(Stage stage, Report report)
{
    private const string Empty = "empty .NET app";
    private const string Psql = "psql";
    private const string PsqlAtOnce = "psql, the transactions of MigrationService";
    private const string Ours = "MigrationService";
    private const string Secure = "MigrationService, SCRAM + TLS";
    private const string Worker = "MigrationService, as worker";
    private const string DotnetEf = "dotnet ef database update";

    public async Task RunAsync()
    {
        var script = await stage.PlatformScriptAsync();
        var peers = stage.Peers("platform", script);
        if (stage.Options.Measures("no-op")) await NoOpAsync(peers);
        if (stage.Options.Measures("cold")) await ColdAsync(script, peers);
        if (stage.Options.Measures("one-pending")) await OnePendingAsync(script, peers);
        if (stage.Options.Measures("all-down")) await AllDownAsync(script, peers);
    }

    private async Task NoOpAsync(IReadOnlyList<IPeer> peers)
    {
        var database = await stage.PrepareAsync(name => stage.Service(stage.Server.Connection(name), "up"));
        var connection = stage.Server.Connection(database);
        var race = new Race("Nothing to do", stage.Options.Rounds * 3)
            .Add(Empty, new Command(stage.Workspace.Empty))
            .Add(Psql, stage.Psql(database, "-c", """SELECT "MigrationId" FROM migration."__EFMigrationsHistory" """, "-o", "/dev/null"))
            .Add($"{Psql}, SCRAM + TLS", stage.Psql(database, "-c", "SELECT 1", "-o", "/dev/null") with { Environment = stage.Server.SecureVariables(database) })
            .Add(Ours, stage.Service(connection, "up"))
            .Add(Worker, stage.Service(connection))
            .Add(Secure, stage.Service(stage.Server.SecureConnection(database), "up"));
        foreach (var peer in peers) race.Add(peer.Name, peer.Up(stage.Server.Variables(await stage.PrepareAsync(name => peer.Up(stage.Server.Variables(name))))));
        if (stage.Options.WithDotnetEf) race.Add(DotnetEf, DotnetEfUpdate(connection));

        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("no-op / empty .NET app", 5, result.Ratio(Ours, Empty));
        report.Goal("no-op of the worker / empty .NET app", 5, result.Ratio(Worker, Empty));
        report.Goal("no-op with SCRAM + TLS / empty .NET app", 10, result.Ratio(Secure, Empty));
        foreach (var peer in peers) report.Goal($"no-op / {peer.Name}", 0.40, result.Ratio(Ours, peer.Name));
        report.Goal("no-op / dotnet ef", 0.06, result.Ratio(Ours, DotnetEf));
        var memory = await Measurement.OfAsync(stage.Service(connection, "up"), watchMemory: true);
        report.Goal("no-op, peak memory in MB", 60, memory.PeakMegabytes);
    }

    private async Task ColdAsync(MigrationScript script, IReadOnlyList<IPeer> peers)
    {
        var psql = stage.PsqlScript("cold", script.Up());
        var race = new Race($"Cold: an empty database to head, {script.Parts.Count} migrations", stage.Options.Rounds)
            .Add(stage.OnEmpty(Psql, psql))
            .Add(stage.OnEmpty(PsqlAtOnce, stage.PsqlScript("cold-at-once", script.UpAtOnce())))
            .Add(stage.OnEmpty(Ours, database => stage.Service(stage.Server.Connection(database), "up")));
        foreach (var peer in peers) race.Add(stage.OnEmpty(peer.Name, database => peer.Up(stage.Server.Variables(database))));
        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("cold / psql", 2, result.Ratio(Ours, Psql));
        report.Note(string.Create(CultureInfo.InvariantCulture, $"{Ours} / {PsqlAtOnce}: {result.Ratio(Ours, PsqlAtOnce):0.00}"));
        foreach (var peer in peers) report.Goal($"cold / {peer.Name}", 1, result.Ratio(Ours, peer.Name));
    }

    private async Task OnePendingAsync(MigrationScript script, IReadOnlyList<IPeer> peers)
    {
        var before = script.Parts.Count - 1;
        var psql = stage.PsqlScript("one-pending", script.Up(skip: before));
        var template = await stage.PrepareAsync(name => stage.Service(stage.Server.Connection(name), "up", FormattableString.Invariant($"+{before}")));
        var race = new Race("One migration pending", stage.Options.Rounds)
            .Add(stage.OnCopies(Psql, template, psql))
            .Add(stage.OnCopies(Ours, template, database => stage.ServiceInDevelopment(stage.Server.Connection(database), "up")));
        foreach (var peer in peers)
        {
            var other = await stage.PrepareAsync(name => peer.Up(stage.Server.Variables(name), before));
            race.Add(stage.OnCopies(peer.Name, other, database => peer.Up(stage.Server.Variables(database))));
        }

        var result = await race.RunAsync();
        report.Add(result);
        foreach (var peer in peers) report.Goal($"one pending / {peer.Name}", 1, result.Ratio(Ours, peer.Name));
    }

    private async Task AllDownAsync(MigrationScript script, IReadOnlyList<IPeer> peers)
    {
        var psql = stage.PsqlScript("down", script.Down());
        var template = await stage.PrepareAsync(name => stage.Service(stage.Server.Connection(name), "up"));
        var race = new Race("All down", stage.Options.Rounds)
            .Add(stage.OnCopies(Psql, template, psql))
            .Add(stage.OnCopies(Ours, template, database => stage.Service(stage.Server.Connection(database), "down", "base", "--yes", "--allow-data-loss")));
        foreach (var peer in peers)
        {
            var other = await stage.PrepareAsync(name => peer.Up(stage.Server.Variables(name)));
            race.Add(stage.OnCopies(peer.Name, other, database => peer.Down(stage.Server.Variables(database))));
        }

        var result = await race.RunAsync();
        report.Add(result);
        foreach (var peer in peers) report.Goal($"all down / {peer.Name}", 1, result.Ratio(Ours, peer.Name));
    }

    private Command DotnetEfUpdate(string connection) =>
        new("dotnet", "ef", "database", "update", "--no-build", "--project", "Data", "--startup-project", "MigrationService", "--connection", connection)
        {
            Folder = stage.Workspace.Root,
        };
}
