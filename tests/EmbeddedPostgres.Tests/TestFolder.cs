namespace TradingPlatform.EmbeddedPostgres.Tests;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("tp-kept-").FullName;

    public TestFolder()
    {
        // The server's unprivileged user has to get through when the tests run as root.
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    public string Cluster => System.IO.Path.Combine(Path, "cluster");

    public EmbeddedServerOptions Options(Action<string>? announce = null) => new()
    {
        Folder = Cluster,
        Search = Testing.TestPostgres.Search,
        Announce = announce ?? (_ => { }),
    };

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
