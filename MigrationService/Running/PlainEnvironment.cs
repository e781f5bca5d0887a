namespace TradingPlatform.MigrationService;

/// <summary>Whether a process's configuration is nothing but the documented variables, so that it can be read without the host.</summary>
internal static class PlainEnvironment
{
    private const string HostPrefix = "DOTNET_";

    /// <summary>What changes how a run is logged or traced, a patience that is refused, and every other spelling that the host has for a setting.</summary>
    public static bool IsUnusual(string name, string? value) =>
        StartsWith(name, "Logging__")
        || StartsWith(name, "Backfills__")
        || (StartsWith(name, "Migration__") && !string.IsNullOrWhiteSpace(value) && Duration.Parse(value.Trim()) is not { Ticks: > 0 })
        || name.Contains(':', StringComparison.Ordinal)
        || name.Contains("CONNSTR_", StringComparison.OrdinalIgnoreCase)
        || (StartsWith(name, HostPrefix) && (name.Contains("__", StringComparison.Ordinal) || Is(name, HostPrefix + DatabaseConnection.UrlVariable)))
        || Is(name, "DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION")
        || (name.Contains("OTEL_EXPORTER", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(value));

    /// <summary>The environment's name; without one it is Production.</summary>
    public static string NameOf(string? variable) => string.IsNullOrEmpty(variable) ? "Production" : variable;

    /// <summary>Whether an operator has added a configuration file.</summary>
    public static bool HasFiles(string folder, string environmentName) =>
        File.Exists(Path.Combine(folder, "appsettings.json")) || File.Exists(Path.Combine(folder, $"appsettings.{environmentName}.json"));

    public static bool Is(string text, string other) => text.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool StartsWith(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
