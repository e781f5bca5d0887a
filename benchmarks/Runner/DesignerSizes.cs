namespace TradingPlatform.Benchmarks;

/// <summary>What 500 migrations weigh, and how long they take to publish, with and without models in their Designer files (goal 2).</summary>
internal sealed class DesignerSizes(Workspace workspace, Report report)
{
    private const int Count = 500;

    public async Task RunAsync()
    {
        var bare = await CompileAsync("bare", DesignerFile.Bare);
        var platform = await CompileAsync("platform", DesignerFile.Platform);
        var model = await CompileAsync("model", DesignerFile.EntityFramework);
        report.Table(
            $"{Count} migrations",
            ["", "lines", "IL, MB", "ReadyToRun, MB", "compiled, s"],
            [Row("without models, parents or plans", bare), Row("as the template writes them, with plans", platform), Row("with EF Core's models of 30 tables", model)]);
        report.Goal("500 migrations, assembly / without models", 3, platform.Megabytes / bare.Megabytes);
        report.Goal("500 migrations, compiled and precompiled / without models", 3, platform.Seconds / bare.Seconds);
    }

    private async Task<Size> CompileAsync(string name, DesignerFile designer)
    {
        var (assembly, seconds) = await workspace.CompileAsync(
            $"synthetic{Count}-{name}", folder => SyntheticMigrations.Write(folder, Count, designer), writesPlans: designer == DesignerFile.Platform);
        var folder = Path.GetDirectoryName(assembly)!;
        return new(
            Directory.EnumerateFiles(Path.Combine(folder, "Migrations")).Sum(file => File.ReadLines(file).Count()),
            Megabytes(Path.Combine(folder, "il", Path.GetFileName(assembly))),
            Megabytes(assembly),
            seconds);
    }

    private static double Megabytes(string file) => new FileInfo(file).Length / 1024.0 / 1024.0;

    private static IReadOnlyList<string> Row(string name, Size size) =>
    [
        name, FormattableString.Invariant($"{size.Lines}"), FormattableString.Invariant($"{size.Il:0.00}"), FormattableString.Invariant($"{size.Megabytes:0.00}"),
        FormattableString.Invariant($"{size.Seconds:0.0}"),
    ];

    private sealed record Size(int Lines, double Il, double Megabytes, double Seconds);
}
