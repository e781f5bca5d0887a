using Microsoft.Extensions.Configuration;
using Npgsql;
using TradingPlatform.MigrationEngine;
using TradingPlatform.ServiceDefaults;

namespace TradingPlatform.MigrationService;

/// <summary>Finds the connection string: <c>--connection</c>, <c>ConnectionStrings:tradingdb</c>, <c>DATABASE_URL</c>, in this order.</summary>
internal static class DatabaseConnection
{
    /// <summary>The variable that hosting platforms set.</summary>
    public const string UrlVariable = "DATABASE_URL";

    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>; the message never repeats what may hold a password.</exception>
    public static string Resolve(string? option, IConfiguration configuration)
    {
        var found = Find(option, configuration) ?? throw new MigrationException(
            MigrationExitCode.Usage,
            $"No database is configured: set ConnectionStrings__{ResourceNames.Database} or {UrlVariable}, or give --connection.");
        return Parse(found).ConnectionString;
    }

    /// <summary>The server for scratch databases: <c>--scratch</c> or <c>ConnectionStrings:scratch</c>; null for the database's own server.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>; the message never repeats what may hold a password.</exception>
    public static string? ResolveScratch(string? option, IConfiguration configuration)
    {
        string?[] places = [option, configuration.GetConnectionString("scratch")];
        return places.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) is { } found ? Parse(found).ConnectionString : null;
    }

    /// <summary>Reads a connection string or a URL.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>; the message never repeats what may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            var builder = IsUrl(text) ? DatabaseUrl.Parse(text) : new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrEmpty(builder.Host)) throw Unreadable(null);
            return builder;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>Whether one of the places has something.</summary>
    public static bool IsConfigured(string? option, IConfiguration configuration) => Find(option, configuration) is not null;

    private static string? Find(string? option, IConfiguration configuration)
    {
        string?[] places = [option, configuration.GetConnectionString(ResourceNames.Database), configuration[UrlVariable]];
        return places.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static MigrationException Unreadable(Exception? cause) => new(
        MigrationExitCode.Usage,
        "The connection string cannot be read: write it as Host=...;Port=...;Database=...;Username=...;Password=... or as postgres://user:password@host:port/database.",
        cause);
}
