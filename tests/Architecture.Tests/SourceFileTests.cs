namespace TradingPlatform.Architecture.Tests;

/// <summary>What keeps the source readable: sizes, and the few words that must not land.</summary>
public sealed class SourceFileTests
{
    private const int LongestFile = 350;
    private const int LongestProgram = 60;

    [Fact]
    public void No_file_written_by_hand_is_longer_than_350_lines() => Assert.Empty(
        Repository.SourceFiles()
            .Where(file => !Repository.Relative(file).Contains("/Migrations/", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > LongestFile)
            .Select(Repository.Relative));

    [Fact]
    public void Program_is_a_table_of_contents() => Assert.Empty(
        Repository.SourceFiles()
            .Where(file => Path.GetFileName(file) == "Program.cs" && File.ReadLines(file).Count() > LongestProgram)
            .Select(Repository.Relative));

    [Fact]
    public void Unfinished_work_is_not_left_in_comments()
    {
        string[] words = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception"];

        Assert.Empty(Repository.SourceFiles()
            .Where(file => words.Any(File.ReadAllText(file).Contains))
            .Select(Repository.Relative));
    }

    [Fact]
    public void The_Aspire_condition_stands_in_few_files()
    {
        var files = Repository.SourceFiles()
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("#if", StringComparison.Ordinal) && line.Contains("ASPIRE")))
            .Select(Repository.Relative)
            .ToList();

        Assert.InRange(files.Count, 1, 6);
        Assert.All(files, file => Assert.Matches("^(AppHost|ServiceDefaults|tests/AppHost.Tests)/", file));
    }

    [Fact]
    public void An_API_never_applies_a_migration()
    {
        string[] calls = ["SchemaMigrator", "BeginAsync(", "MigrateAsync(", "EnsureCreated"];

        Assert.Empty(Repository.SourceFiles()
            .Where(file => Repository.Relative(file) is var path && (path.StartsWith("TradingApi/") || path.StartsWith("AdminApi/")))
            .Where(file => calls.Any(File.ReadAllText(file).Contains))
            .Select(Repository.Relative));
    }
}
