using System.Collections;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.MigrationService;

/// <summary>
/// What a run is asked for, where that can be read without the host and the command line's parser: no verb or <c>up [head]</c>, no option
/// but the connection, and a configuration that is nothing but the documented variables.
/// </summary>
internal sealed record PlainRequest(string Verb, string Connection, SeedProfile Profile)
{
    private const string HostPrefix = "DOTNET_";

    public bool IsWorker => Verb == "worker";

    /// <summary>The request; null where anything about it is out of the ordinary.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="folder">Where the configuration files of the program lie, if it has any.</param>
    public static PlainRequest? Read(string[] arguments, IDictionary environment, string folder)
    {
        if (ReadArguments(arguments) is not var (verb, option)) return null;

        string? environmentName = null, connection = null, url = null, profile = null;
        foreach (DictionaryEntry variable in environment)
        {
            var (name, value) = ((string)variable.Key, (string?)variable.Value);
            if (IsUnusual(name, value)) return null;
            if (Is(name, "DOTNET_ENVIRONMENT")) environmentName = value;
            else if (Is(name, "ConnectionStrings__" + ResourceNames.Database)) connection = value;
            else if (Is(name, DatabaseConnection.UrlVariable)) url = value;
            else if (Is(name, "Seed__Profile")) profile = value;
        }

        if (string.IsNullOrEmpty(environmentName)) environmentName = "Production";
        if (File.Exists(Path.Combine(folder, "appsettings.json")) || File.Exists(Path.Combine(folder, $"appsettings.{environmentName}.json"))) return null;

        var database = FirstGiven(option, connection, url);
        var seed = ReadProfile(profile, Is(environmentName, "Development"));
        return database is null || seed is null ? null : new PlainRequest(verb, database, seed.Value);
    }

    private static (string Verb, string? Connection)? ReadArguments(string[] arguments)
    {
        string? connection = null;
        var words = new List<string>();
        for (var index = 0; index < arguments.Length; index++)
        {
            if (arguments[index] == "--connection" && connection is null && index + 1 < arguments.Length) connection = arguments[++index];
            else words.Add(arguments[index]);
        }

        return words switch
        {
            [] => ("worker", connection),
            ["up"] or ["up", "head"] => ("up", connection),
            _ => null,
        };
    }

    /// <summary>What changes how a run is logged or traced, a patience that is refused, and every other spelling that the host has for a setting.</summary>
    private static bool IsUnusual(string name, string? value) =>
        StartsWith(name, "Logging__")
        || (StartsWith(name, "Migration__") && !string.IsNullOrWhiteSpace(value) && Duration.Parse(value.Trim()) is not { Ticks: > 0 })
        || name.Contains(':', StringComparison.Ordinal)
        || name.Contains("CONNSTR_", StringComparison.OrdinalIgnoreCase)
        || (StartsWith(name, HostPrefix) && (name.Contains("__", StringComparison.Ordinal) || Is(name, HostPrefix + DatabaseConnection.UrlVariable)))
        || Is(name, "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION")
        || (name.Contains("OTEL_EXPORTER", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value));

    /// <summary>Null for what only the ordinary run can judge.</summary>
    private static SeedProfile? ReadProfile(string? text, bool isDevelopment)
    {
        if (string.IsNullOrWhiteSpace(text)) return isDevelopment ? SeedProfile.Demo : SeedProfile.Minimal;
        if (Is(text, "none")) return SeedProfile.None;
        if (Is(text, "minimal")) return SeedProfile.Minimal;
        return Is(text, "demo") && isDevelopment ? SeedProfile.Demo : null;
    }

    private static string? FirstGiven(params ReadOnlySpan<string?> places)
    {
        foreach (var place in places)
        {
            if (!string.IsNullOrWhiteSpace(place)) return place;
        }

        return null;
    }

    private static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
