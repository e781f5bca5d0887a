namespace TradingPlatform.EmbeddedPostgres;

/// <summary>How an <see cref="EmbeddedServer"/> is found, kept and announced.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>
    /// The folder that keeps the cluster, its password, its port and its log. When root starts the server and the unprivileged user who
    /// runs it may not enter this folder, one below /var/tmp takes its place, announced. Ignored for a throw-away server.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>Drop the data first. Default: false, the data is kept from run to run.</summary>
    public bool Fresh { get; init; }

    /// <summary>
    /// For tests: a new cluster in the temporary folder, without durability, removed when it is stopped or when this process ends, however it ends.
    /// Default: false.
    /// </summary>
    public bool ThrowAway { get; init; }

    /// <summary>Where binaries are looked for. Default: the places of this machine.</summary>
    public PostgresSearch Search { get; init; } = new();

    /// <summary>How long the server may take to start. Default: 60 seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a clean stop may take before connections are cut. Default: 8 seconds.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Receives sentences for people: a folder that had to be changed, a server that was found running. Default: nobody.</summary>
    public Action<string> Announce { get; init; } = static _ => { };

    /// <summary>Options of a throw-away server.</summary>
    public static EmbeddedServerOptions ForTests(PostgresSearch? search = null) =>
        new() { Folder = "", ThrowAway = true, Search = search ?? new PostgresSearch() };
}
