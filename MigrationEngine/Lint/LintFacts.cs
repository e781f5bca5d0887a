namespace TradingPlatform.MigrationEngine;

/// <summary>What the live catalog says of the tables that a migration names.</summary>
internal sealed class LintFacts(int serverVersion, IReadOnlyList<TableFacts> tables, IReadOnlyList<string> constrainedDomains, IReadOnlyList<string> otherTypes)
{
    /// <summary><c>server_version_num</c>: 150004 for 15.4.</summary>
    public int ServerVersion => serverVersion;

    /// <summary>The table of this name; null where it is not there, or has no name yet.</summary>
    public TableFacts? Of(TableName? table) => table is null ? null : tables.FirstOrDefault(facts => facts.Names(table));

    /// <summary>Whether a type is a domain with a constraint; null where there is no such type yet.</summary>
    public bool? IsConstrainedDomain(string type) =>
        constrainedDomains.Contains(type) ? true : otherTypes.Contains(type) ? false : null;

    /// <summary>A type's own name, without schema, modifiers and quotes.</summary>
    public static string NameOf(string type) => PostgresType.Of(type).Name is var name ? name[(name.LastIndexOf('.') + 1)..].Trim('"') : "";

    /// <summary>"about 12,000 rows", for a sentence; empty where that is not known.</summary>
    public string RowsInWords(TableName? table) =>
        Of(table) is { Rows: >= 0 and var rows } ? FormattableString.Invariant($" (about {rows:N0} rows)") : "";
}
