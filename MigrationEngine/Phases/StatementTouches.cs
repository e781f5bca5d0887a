namespace TradingPlatform.MigrationEngine;

/// <summary>What SQL text touches.</summary>
internal static class StatementTouches
{
    /// <summary>What PostgreSQL does not take for a column, unless it is quoted.</summary>
    private static readonly HashSet<string> Reserved =
    [
        "ALL", "AND", "ANY", "ARRAY", "AT", "BETWEEN", "CASE", "CAST", "COLLATE", "CURRENT_DATE", "CURRENT_TIMESTAMP", "DISTINCT", "ELSE", "END",
        "FALSE", "FROM", "ILIKE", "IN", "INTERVAL", "IS", "ISNULL", "LIKE", "NOT", "NOTNULL", "NULL", "OR", "SIMILAR", "SOME", "THEN", "TO", "TRUE", "WHEN",
    ];

    /// <summary>What the statements touch; everything where one of them does not tell.</summary>
    public static IReadOnlyList<TouchedObject> Of(string sql) => [.. StatementEffects.Of(sql).SelectMany(Of)];

    /// <summary>The names in an expression that can be columns: more than those that are, never fewer.</summary>
    public static IEnumerable<string> NamesIn(string expression)
    {
        var tokens = SqlTokens.Of(expression)?.Items ?? [];
        for (var i = 0; i < tokens.Count; i++)
        {
            var isName = tokens[i].Kind == SqlTokenKind.QuotedName
                || (tokens[i].Kind == SqlTokenKind.Word && !Reserved.Contains(tokens[i].Value));
            var isCall = i + 1 < tokens.Count && tokens[i + 1].Is("(");
            var isType = i > 0 && tokens[i - 1].Is(":");
            if (isName && !isCall && !isType) yield return tokens[i].AsName;
        }
    }

    private static IEnumerable<TouchedObject> Of(StatementEffects statement)
    {
        if (statement.Unknown is not null || statement.Incomplete is not null) return [TouchedObject.Everything];

        // Whoever relied on the trigger names it; columns and rows are as they were.
        if (statement.Command == "DROP TRIGGER" && statement.Tables is [var holder])
            return Named(statement.Sql).Select(trigger => new TouchedObject(holder.Table.Schema, holder.Table.Name, trigger.Table));

        var changed = statement.Changes.SelectMany(change => Of(change, statement.Sql)).ToList();

        // A table that no change is about is read or written, by whichever of its columns.
        var told = statement.Changes.Where(IsByColumn).SelectMany(change => new[] { change.Table, change.Other }).ToHashSet();
        changed.AddRange(statement.Tables.Where(effect => !told.Contains(effect.Table)).Select(effect => Whole(effect.Table)));
        return changed.Count > 0 ? changed : ObjectOf(statement);
    }

    private static bool IsByColumn(SchemaChange change) => change.Kind
        is ChangeKind.AddColumn or ChangeKind.DropColumn or ChangeKind.RenameColumn or ChangeKind.AlterColumnType or ChangeKind.SetNotNull or ChangeKind.DropNotNull;

    private static IEnumerable<TouchedObject> Of(SchemaChange change, string sql) => change switch
    {
        { Kind: ChangeKind.ChangeSetting } => [],
        { Kind: ChangeKind.DropSchema, Name: { } schema } => [new(schema, null, null)],
        { Kind: ChangeKind.RenameTable, Table: { } table, NewName: { } name } => [Whole(table), new(table.Schema, name, null)],
        { Kind: ChangeKind.SetSchema, Table: { } table, NewName: { } schema } => [Whole(table), new(schema, table.Name, null)],
        { Table: { } table, Name: { } name } when IsByColumn(change) =>
            [.. new[] { name, change.NewName }.OfType<string>().Concat(Expressions(change)).Select(column => new TouchedObject(table.Schema, table.Name, column))],
        { Table: { } table } => [Whole(table), .. change.Other is { } other ? [Whole(other)] : Array.Empty<TouchedObject>()],
        { Kind: ChangeKind.InsertRows or ChangeKind.UpdateRows or ChangeKind.DeleteRows } => [TouchedObject.Everything],
        _ => Named(sql),
    };

    private static IEnumerable<string> Expressions(SchemaChange change) =>
        new[] { change.Column?.Default, change.Column?.Using, change.Expression }.OfType<string>().SelectMany(NamesIn);

    private static TouchedObject Whole(TableName table) => new(table.Schema, table.Name, null);

    /// <summary>Functions, types and the like have a name and no table; a statement that changes nothing touches nothing.</summary>
    private static IEnumerable<TouchedObject> ObjectOf(StatementEffects statement) =>
        statement.Command.Split(' ')[0] is "CREATE" or "ALTER" or "DROP" or "COMMENT" && statement.Command != "CREATE SCHEMA" ? Named(statement.Sql) : [];

    /// <summary>The object that a CREATE, ALTER or DROP is about: the first name after the words that say its kind.</summary>
    private static IEnumerable<TouchedObject> Named(string sql)
    {
        var tokens = SqlTokens.Of(sql)?.Items ?? [];
        var at = 0;
        while (at < tokens.Count && !(tokens[at].Kind == SqlTokenKind.Word && ObjectKinds.Contains(tokens[at].Value))) at++;
        at++;
        while (at < tokens.Count && (tokens[at].Is("IF") || tokens[at].Is("NOT") || tokens[at].Is("EXISTS"))) at++;
        if (at >= tokens.Count || tokens[at].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName)) return [TouchedObject.Everything];

        return at + 2 < tokens.Count && tokens[at + 1].Is(".")
            ? [new(tokens[at].AsName, tokens[at + 2].AsName, null)]
            : [new(null, tokens[at].AsName, null)];
    }

    private static readonly HashSet<string> ObjectKinds =
    [
        "FUNCTION", "PROCEDURE", "ROUTINE", "AGGREGATE", "TYPE", "DOMAIN", "SEQUENCE", "EXTENSION", "VIEW", "INDEX", "TABLE", "COLLATION", "ROLE", "TRIGGER",
        "COLUMN", "SCHEMA", "STATISTICS",
    ];
}
