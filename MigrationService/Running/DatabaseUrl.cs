using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace TradingPlatform.MigrationService;

/// <summary>
/// Reads <c>postgres://user:password@host:port/database?sslmode=require</c>, as hosting platforms hand it out: what libpq understands
/// (https://www.postgresql.org/docs/current/libpq-connect.html, "Connection URIs"), with several hosts, and with the folder of a socket as host.
/// </summary>
internal static partial class DatabaseUrl
{
    private const int DefaultPort = 5432;

    /// <exception cref="FormatException">It is not such a URL.</exception>
    /// <exception cref="ArgumentException">A parameter is unknown to Npgsql or has a value that it does not take.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (Parts().Match(text) is not { Success: true } url) throw new FormatException("Not a URL.");

        var builder = new NpgsqlConnectionStringBuilder();
        SetHost(builder, url.Groups["hosts"].Value);
        if (Part("user") is { Length: > 0 } user) builder.Username = user;
        if (Part("password") is { Length: > 0 } password) builder.Password = password;
        if (Part("database") is { Length: > 0 } database) builder.Database = database;
        foreach (var parameter in url.Groups["parameters"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = parameter.Split('=', 2);
            var (name, value) = (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "");

            // libpq spells it verify-full, Npgsql VerifyFull.
            builder[Keyword(name)] = name == "sslmode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }

        return builder;

        string Part(string name) => Uri.UnescapeDataString(url.Groups[name].Value);
    }

    /// <summary>Of several hosts each has its port beside it, in Npgsql's words as in libpq's.</summary>
    private static void SetHost(NpgsqlConnectionStringBuilder builder, string hosts)
    {
        builder.Port = DefaultPort;
        if (hosts.Contains(',', StringComparison.Ordinal)) builder.Host = Uri.UnescapeDataString(hosts);
        else if (Host().Match(hosts) is { Success: true } host)
        {
            builder.Host = Uri.UnescapeDataString(host.Groups["name"].Value);
            if (host.Groups["port"] is { Length: > 0 } given)
                builder.Port = ushort.TryParse(given.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : throw new FormatException("Not a port.");
        }
        else throw new FormatException("Not a host.");
    }

    private static string Keyword(string libpq) => libpq switch
    {
        "user" => "Username",
        "dbname" => "Database",
        "sslmode" => "SSL Mode",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        "sslpassword" => "SSL Password",
        "sslnegotiation" => "SSL Negotiation",
        "channel_binding" => "Channel Binding",
        "gssencmode" => "GSS Encryption Mode",
        "krbsrvname" => "Kerberos Service Name",
        "require_auth" => "Require Auth",
        "target_session_attrs" => "Target Session Attributes",
        "client_encoding" => "Client Encoding",
        "application_name" => "Application Name",
        "connect_timeout" => "Timeout",
        _ => libpq,
    };

    [GeneratedRegex(
        @"\Apostgres(?:ql)?://(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>[^/?#]*)(?:/(?<database>[^?#]*))?(?:\?(?<parameters>[^#]*))?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();

    [GeneratedRegex(@"\A(?:\[(?<name>[^\]]*)\]|(?<name>[^:\[\]]*))(?::(?<port>\d{0,5}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
