using System.Collections;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.MigrationService;

/// <summary>
/// What a run is asked for, where that can be read without the host and the command line's parser: no verb or <c>up [head]</c>, no option
/// but the connection, and a configuration that is nothing but the documented variables.
/// </summary>
/// <param name="Verb"><c>up</c> or <c>worker</c>.</param>
/// <param name="Connection">The database.</param>
/// <param name="ConnectionOption">The same, where the command line names it; else null.</param>
/// <param name="Profile">How much a worker seeds.</param>
internal sealed record PlainRequest(string Verb, string Connection, string? ConnectionOption, SeedProfile Profile)
{
    public bool IsWorker => Verb == "worker";

    /// <summary>Whether contract migrations are applied like others. Default: false.</summary>
    public bool IsDevelopment { get; init; }

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
            if (PlainEnvironment.IsUnusual(name, value)) return null;
            if (PlainEnvironment.Is(name, "DOTNET_ENVIRONMENT")) environmentName = value;
            else if (PlainEnvironment.Is(name, "ConnectionStrings__" + ResourceNames.Database)) connection = value;
            else if (PlainEnvironment.Is(name, DatabaseConnection.UrlVariable)) url = value;
            else if (PlainEnvironment.Is(name, "Seed__Profile")) profile = value;
        }

        environmentName = PlainEnvironment.NameOf(environmentName);
        if (PlainEnvironment.HasFiles(folder, environmentName)) return null;

        var database = FirstGiven(option, connection, url);
        var isDevelopment = PlainEnvironment.Is(environmentName, "Development");
        var seed = ReadProfile(profile, isDevelopment);
        return database is null || seed is null ? null : new PlainRequest(verb, database, option, seed.Value) { IsDevelopment = isDevelopment };
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

    /// <summary>Null for what only the ordinary run can judge.</summary>
    private static SeedProfile? ReadProfile(string? text, bool isDevelopment)
    {
        if (string.IsNullOrWhiteSpace(text)) return SeedPolicy.DefaultOf(isDevelopment);
        if (PlainEnvironment.Is(text, "none")) return SeedProfile.None;
        if (PlainEnvironment.Is(text, "minimal")) return SeedProfile.Minimal;
        return PlainEnvironment.Is(text, "demo") && isDevelopment ? SeedProfile.Demo : null;
    }

    private static string? FirstGiven(params ReadOnlySpan<string?> places)
    {
        foreach (var place in places)
        {
            if (!string.IsNullOrWhiteSpace(place)) return place;
        }

        return null;
    }
}
