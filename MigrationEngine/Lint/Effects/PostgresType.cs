using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>A type's name taken apart, with one spelling for what PostgreSQL knows by several.</summary>
/// <param name="Name">The name in lower case, without modifiers.</param>
/// <param name="Modifiers">The numbers in parentheses.</param>
/// <param name="IsArray">Whether it is an array.</param>
internal sealed partial record PostgresType(string Name, IReadOnlyList<int> Modifiers, bool IsArray)
{
    private static readonly Dictionary<string, string> Aliases = new()
    {
        ["int"] = "integer", ["int4"] = "integer", ["int8"] = "bigint", ["int2"] = "smallint", ["varchar"] = "character varying",
        ["char"] = "character", ["bpchar"] = "character", ["bool"] = "boolean", ["float8"] = "double precision", ["float4"] = "real",
        ["decimal"] = "numeric", ["timestamptz"] = "timestamp with time zone", ["timestamp"] = "timestamp without time zone",
        ["timetz"] = "time with time zone", ["time"] = "time without time zone", ["varbit"] = "bit varying", ["serial4"] = "serial",
        ["serial8"] = "bigserial", ["serial2"] = "smallserial",
    };

    private static readonly HashSet<string> BuiltIn =
    [
        .. Aliases.Values, "text", "date", "interval", "uuid", "json", "jsonb", "bytea", "inet", "cidr", "macaddr", "macaddr8", "money",
        "name", "oid", "xid", "xid8", "xml", "bit", "tsvector", "tsquery", "point", "line", "lseg", "box", "path", "polygon", "circle",
        "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "int4multirange", "int8multirange", "nummultirange",
        "tsmultirange", "tstzmultirange", "datemultirange", "jsonpath", "pg_lsn", "regclass", "float",
    ];

    /// <summary>Whether it is certainly none of the database's own types, such as a domain.</summary>
    public bool IsBuiltIn => BuiltIn.Contains(Name);

    /// <summary>Whether it can be a type's name: several words are one of those that the standard of SQL has.</summary>
    public bool IsOneName => Name.Length > 0
        && (IsBuiltIn || !Name.Contains(' ', StringComparison.Ordinal) || Name.StartsWith("interval ", StringComparison.Ordinal) || Name.Contains('"', StringComparison.Ordinal));

    /// <summary>serial, bigserial or smallserial, which are no types but a sequence and a default.</summary>
    public bool IsSerial => Name is "serial" or "bigserial" or "smallserial";

    public static PostgresType Of(string text)
    {
        var bare = Blanks().Replace(text.Trim().ToLowerInvariant(), " ");
        var isArray = bare.Contains('[', StringComparison.Ordinal) || bare.EndsWith(" array", StringComparison.Ordinal);
        var numbers = Modifier().Match(bare);
        var name = Blanks().Replace(Brackets().Replace(Modifier().Replace(bare, " "), " "), " ").Trim();
        if (name.StartsWith("pg_catalog.", StringComparison.Ordinal)) name = name["pg_catalog.".Length..];
        return new PostgresType(
            Aliases.GetValueOrDefault(name, name),
            [.. numbers.Groups["number"].Captures.Select(capture => int.Parse(capture.Value, CultureInfo.InvariantCulture))],
            isArray);
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"\(\s*(?<number>-?\d{1,9})\s*(,\s*(?<number>-?\d{1,9})\s*)?\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Modifier();

    [GeneratedRegex(@"\[\s*\d*\s*\]|\barray\b", RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();
}
