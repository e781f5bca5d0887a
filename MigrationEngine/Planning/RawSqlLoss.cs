using System.Text.RegularExpressions;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Finds in raw SQL what destroys rows. What it can read becomes a loss that is counted; what it cannot, a loss of unknown size: to be
/// asked once too often is better than to lose rows unasked.
/// </summary>
internal static partial class RawSqlLoss
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Name = """(?:"(?:""|[^"])+"|\w+)(?:\s*\.\s*(?:"(?:""|[^"])+"|\w+))?""";

    public static IEnumerable<PotentialLoss> Of(string sql, MigrationDirection direction)
    {
        // The body of a function runs some day; the body of a DO block runs now.
        var isBlock = Block().IsMatch(sql);
        var code = Unread().Replace(sql, match => match.Value[0] == '$' && isBlock ? match.Value : match.Value[0] == '\'' ? "''" : " ");
        if (isBlock) return OfStatement(code, direction);

        return code.Split(';').Select(statement => statement.Trim()).Where(statement => statement.Length > 0).SelectMany(statement => OfStatement(statement, direction));
    }

    private static IEnumerable<PotentialLoss> OfStatement(string sql, MigrationDirection direction)
    {
        if (DropTable().Match(sql) is { Success: true } drop)
            return drop.Groups["name"].Captures.Select(name => On(PotentialLossKind.DropTable, name.Value));
        if (Truncate().Match(sql) is { Success: true } truncate)
            return truncate.Groups["name"].Captures.Select(name => On(PotentialLossKind.DeleteRows, name.Value));
        if (Delete().Match(sql) is { Success: true } delete)
            return [On(PotentialLossKind.DeleteRows, delete.Groups["name"].Value)];
        if (DropSchema().Match(sql) is { Success: true } schema)
            return [new PotentialLoss(PotentialLossKind.DropSchema, Unquote(schema.Groups["name"].Value), Table: null)];
        if (AlterTable().Match(sql) is { Success: true } alter)
            return OfAlterTable(alter.Groups["name"].Value, alter.Groups["actions"].Value, sql, direction);
        if (CreateTrigger().IsMatch(sql)) return [];
        if (Destroys().IsMatch(sql)) return [new PotentialLoss(PotentialLossKind.RawSql, null, null, Sql: sql)];
        if (direction == MigrationDirection.Up || IsHarmless().IsMatch(sql)) return [];

        return [Update().Match(sql) is { Success: true } update
            ? On(PotentialLossKind.RawSql, update.Groups["name"].Value) with { Sql = sql }
            : new PotentialLoss(PotentialLossKind.RawSql, null, null, Sql: sql)];
    }

    private static IEnumerable<PotentialLoss> OfAlterTable(string table, string actions, string sql, MigrationDirection direction)
    {
        foreach (Match column in DropColumn().Matches(actions))
            yield return On(PotentialLossKind.DropColumn, table) with { Column = Unquote(column.Groups["column"].Value) };
        if (direction == MigrationDirection.Down && ChangesType().IsMatch(actions)) yield return On(PotentialLossKind.RawSql, table) with { Sql = sql };
    }

    private static PotentialLoss On(PotentialLossKind kind, string name)
    {
        var parts = Part().Matches(name).Select(part => Unquote(part.Value)).ToArray();
        return parts.Length == 2 ? new PotentialLoss(kind, parts[0], parts[1]) : new PotentialLoss(kind, Schema: null, parts[0]);
    }

    private static string Unquote(string name) =>
        name.StartsWith('"') ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name.ToLowerInvariant();

    // Literals first, so that a comment sign inside of one is none.
    [GeneratedRegex("""'(?:''|[^'])*'|--[^\n]*|/\*.*?\*/|\$(?<tag>\w*)\$.*?\$\k<tag>\$""", Options | RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex(@"^\s*DO\b", Options)]
    private static partial Regex Block();

    [GeneratedRegex($@"^DROP\s+TABLE\s+(IF\s+EXISTS\s+)?(?<name>{Name})(\s*,\s*(?<name>{Name}))*(\s+RESTRICT)?$", Options)]
    private static partial Regex DropTable();

    [GeneratedRegex($@"^TRUNCATE\s+(TABLE\s+)?(ONLY\s+)?(?<name>{Name})(\s*,\s*(?<name>{Name}))*(\s+(RESTART|CONTINUE)\s+IDENTITY)?(\s+RESTRICT)?$", Options)]
    private static partial Regex Truncate();

    [GeneratedRegex($@"^DELETE\s+FROM\s+(ONLY\s+)?(?<name>{Name})", Options)]
    private static partial Regex Delete();

    [GeneratedRegex($@"^DROP\s+SCHEMA\s+(IF\s+EXISTS\s+)?(?<name>{Name})(\s+(RESTRICT|CASCADE))?$", Options)]
    private static partial Regex DropSchema();

    [GeneratedRegex($@"^ALTER\s+TABLE\s+(IF\s+EXISTS\s+)?(ONLY\s+)?(?<name>{Name})\s+(?<actions>.*)$", Options | RegexOptions.Singleline)]
    private static partial Regex AlterTable();

    [GeneratedRegex($@"\bDROP\s+(COLUMN\s+)?(IF\s+EXISTS\s+)?(?!(COLUMN|IF|CONSTRAINT|NOT|DEFAULT|IDENTITY|EXPRESSION)\b)(?<column>{Name})", Options)]
    private static partial Regex DropColumn();

    [GeneratedRegex(@"\bTYPE\b|\bDETACH\s+PARTITION\b", Options)]
    private static partial Regex ChangesType();

    [GeneratedRegex($@"^UPDATE\s+(ONLY\s+)?(?<name>{Name})", Options)]
    private static partial Regex Update();

    [GeneratedRegex(@"\bTRUNCATE\b|\bDELETE\s+FROM\b|\bDROP\s+(TABLE|SCHEMA|COLUMN|TYPE|DOMAIN|EXTENSION|SEQUENCE|FOREIGN|DATABASE|OWNED)\b|\bDROP\b.*\bCASCADE\b", Options | RegexOptions.Singleline)]
    private static partial Regex Destroys();

    // The events that it names happen some day, and to whom they do is asked then.
    [GeneratedRegex(@"^CREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?TRIGGER\b", Options)]
    private static partial Regex CreateTrigger();

    // Of ALTER only what is not a table: that was read above.
    [GeneratedRegex(@"^(CREATE|COMMENT|GRANT|REVOKE|SET|RESET|ALTER|DROP|INSERT|ANALYZE|VACUUM|REINDEX|LOCK|NOTIFY|REFRESH|SECURITY)\b", Options)]
    private static partial Regex IsHarmless();

    [GeneratedRegex("""(?:"(?:""|[^"])+")|\w+""", Options)]
    private static partial Regex Part();
}
