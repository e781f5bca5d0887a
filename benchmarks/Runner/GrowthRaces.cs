namespace TradingPlatform.Benchmarks;

/// <summary>Twenty to two thousand generated migrations on the engine alone (goals 1 and 2).</summary>
internal sealed class GrowthRaces(Stage stage, Report report)
{
    private const string Psql = "psql";
    private const string Engine = "engine";
    private const string EntityFramework = "EF MigrateAsync, ReadyToRun";

    private static readonly int[] Counts = [20, 100, 500, 2000];

    public async Task RunAsync()
    {
        var assemblies = new Dictionary<int, string>();
        foreach (var count in stage.Options.Measures("generated") ? Counts : Counts[..1])
        {
            var (assembly, seconds) = await stage.Workspace.CompileAsync($"synthetic{count}", folder => SyntheticMigrations.Write(folder, count));
            assemblies.Add(count, assembly);
            var megabytes = new FileInfo(assembly).Length / 1024.0 / 1024.0;
            if (count == 500) report.Note(FormattableString.Invariant($"500 migrations: {megabytes:0.0} MB of ReadyToRun assembly, built in {seconds:0.0} s."));
        }

        await ColdAsync(20, assemblies[20], stage.Options.Rounds);
        await AllDownAsync(20, assemblies[20]);
        if (!stage.Options.Measures("generated")) return;

        await ColdAsync(500, assemblies[500], Math.Max(1, stage.Options.Rounds / 2));
        await NoOpAsync(assemblies);
    }

    private async Task ColdAsync(int count, string assembly, int rounds)
    {
        var script = await stage.SyntheticScriptAsync(assembly);
        var psql = stage.PsqlScript($"cold{count}", script.Up());
        var peers = stage.Peers(FormattableString.Invariant($"synthetic{count}"), script);
        var race = new Race($"Cold, {count} generated migrations", rounds)
            .Add(stage.OnEmpty(Psql, psql))
            .Add(stage.OnEmpty(Engine, database => stage.Host(database, assembly, "up")))
            .Add(stage.OnEmpty(EntityFramework, database => stage.Host(database, assembly, "ef")));
        foreach (var peer in peers) race.Add(stage.OnEmpty(peer.Name, database => peer.Up(stage.Server.Variables(database))));
        var result = await race.RunAsync();
        report.Add(result);
        report.Goal($"cold, {count} migrations / psql", count == 500 ? 1.5 : 2, result.Ratio(Engine, Psql));
        foreach (var peer in peers) report.Goal($"cold, {count} migrations / {peer.Name}", 1, result.Ratio(Engine, peer.Name));
    }

    private async Task AllDownAsync(int count, string assembly)
    {
        var script = await stage.SyntheticScriptAsync(assembly);
        var template = await stage.PrepareAsync(name => stage.Host(name, assembly, "up"));
        var race = new Race($"All down, {count} generated migrations", stage.Options.Rounds)
            .Add(stage.OnCopies(Psql, template, stage.PsqlScript($"down{count}", script.Down())))
            .Add(stage.OnCopies(Engine, template, database => stage.Host(database, assembly, "down")));
        var peers = stage.Peers(FormattableString.Invariant($"synthetic{count}"), script);
        foreach (var peer in peers)
        {
            var other = await stage.PrepareAsync(name => peer.Up(stage.Server.Variables(name)));
            race.Add(stage.OnCopies(peer.Name, other, database => peer.Down(stage.Server.Variables(database))));
        }

        var result = await race.RunAsync();
        report.Add(result);
        foreach (var peer in peers) report.Goal($"all down, {count} migrations / {peer.Name}", 1, result.Ratio(Engine, peer.Name));
    }

    private async Task NoOpAsync(Dictionary<int, string> assemblies)
    {
        var race = new Race("Nothing to do, engine alone", stage.Options.Rounds * 3);
        foreach (var (count, assembly) in assemblies)
        {
            var database = await stage.PrepareAsync(name => stage.Host(name, assembly, "up"));
            race.Add(Name(count), stage.Host(database, assembly, "up"));
            if (count == 20) race.Add(EntityFramework, stage.Host(database, assembly, "ef"));
        }

        var result = await race.RunAsync();
        report.Add(result);
        report.Goal("no-op at 2000 migrations / at 100", 1.15, result.Ratio(Name(2000), Name(100)));
    }

    private static string Name(int count) => FormattableString.Invariant($"{count} migrations");
}
