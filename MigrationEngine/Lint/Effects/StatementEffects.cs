namespace TradingPlatform.MigrationEngine;

/// <summary>
/// What one SQL statement does to tables that exist, told from its text alone. Locks that triggers and the checks of foreign keys take on
/// further tables are not among them, and neither is what happens to a table that the statement itself creates.
/// </summary>
public sealed record StatementEffects
{
    /// <summary>The statement, without its semicolon.</summary>
    public required string Sql { get; init; }

    /// <summary>What PostgreSQL calls it: "ALTER TABLE", "CREATE INDEX"; empty where it is not known.</summary>
    public required string Command { get; init; }

    /// <summary>The tables that it touches, each once, with the strongest lock.</summary>
    public required IReadOnlyList<TableEffect> Tables { get; init; }

    /// <summary>Whether PostgreSQL refuses it inside a transaction block.</summary>
    public bool NeedsNoTransaction { get; init; }

    /// <summary>Whether it begins or ends a transaction itself.</summary>
    public bool ControlsTransaction { get; init; }

    /// <summary>What it touches beyond <see cref="Tables"/> and the text does not name, such as "every table that uses the domain"; null for nothing.</summary>
    public string? Incomplete { get; init; }

    /// <summary>Why nothing certain can be said of it; null where its effects are known. <see cref="Tables"/> then holds what was recognised nonetheless.</summary>
    public string? Unknown { get; init; }

    /// <summary>What it changes, for the rules.</summary>
    internal IReadOnlyList<SchemaChange> Changes { get; init; } = [];

    /// <summary>The statements of an SQL text with their effects, in order.</summary>
    /// <param name="sql">One or more statements. What cannot be read makes one statement that is <see cref="Unknown"/>, never an exception.</param>
    public static IReadOnlyList<StatementEffects> Of(string sql)
    {
        var tokens = SqlTokens.Of(sql);
        if (tokens is null) return [Unread(sql.Trim(), "a quote or a comment in it is not closed")];

        return [.. tokens.Statements().Select(statement => new StatementReader(statement).Read())];
    }

    internal static StatementEffects Unread(string sql, string why) => new() { Sql = sql, Command = "", Tables = [], Unknown = why };
}
