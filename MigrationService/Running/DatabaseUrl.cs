using Npgsql;

namespace TradingPlatform.MigrationService;

/// <summary>Reads <c>postgres://user:password@host:port/database?sslmode=require</c>, as hosting platforms hand it out.</summary>
internal static class DatabaseUrl
{
    private const int DefaultPort = 5432;

    /// <exception cref="FormatException">It is not such a URL.</exception>
    /// <exception cref="ArgumentException">A parameter is unknown to Npgsql or has a value that it does not take.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url)) throw new FormatException("Not a URL.");

        var user = url.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Uri.UnescapeDataString(url.Host),
            Port = url.IsDefaultPort || url.Port < 0 ? DefaultPort : url.Port,
        };
        if (user[0].Length > 0) builder.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) builder.Password = Uri.UnescapeDataString(user[1]);
        if (url.AbsolutePath.Length > 1) builder.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);

        foreach (var parameter in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = parameter.Split('=', 2);
            var value = pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "";

            // libpq spells it verify-full, Npgsql VerifyFull.
            builder[Keyword(Uri.UnescapeDataString(pair[0]))] = pair[0] == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;
    }

    private static string Keyword(string libpq) => libpq switch
    {
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        "options" => "Options",
        _ => libpq,
    };
}
