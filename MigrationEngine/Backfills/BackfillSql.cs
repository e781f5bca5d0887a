using Npgsql;

namespace TradingPlatform.MigrationEngine;

/// <summary>The statements of one backfill. Inside of them its table goes by its bare name.</summary>
/// <param name="backfill">The backfill.</param>
/// <param name="key">The key of its table.</param>
internal sealed class BackfillSql(Backfill backfill, BackfillKey key)
{
    private readonly string _alias = Sql.Identifier(backfill.Table);

    /// <summary>The table and the name by which it goes.</summary>
    public string From => $"{Sql.Qualified(backfill.Schema, backfill.Table)} AS {_alias}";

    public string Key => Listed(column => column);

    /// <summary>The key's columns as text, in their order.</summary>
    public string KeyAsText => Listed(column => $"{column}::text");

    /// <summary>The key's columns of a subquery.</summary>
    /// <param name="subquery">Its alias. Without it ORDER BY would mean the texts that are selected: 10 before 9.</param>
    public string KeyOf(string subquery) => string.Join(", ", key.Columns.Select(column => $"{subquery}.{Sql.Identifier(column.Name)}"));

    /// <summary>The same as text.</summary>
    public string KeyOfAsText(string subquery) => string.Join(", ", key.Columns.Select(column => $"{subquery}.{Sql.Identifier(column.Name)}::text"));

    /// <summary>How many columns the key has.</summary>
    public int Width => key.Columns.Count;

    /// <summary>The rows that need it. Rows that were set aside do not count, where there are some.</summary>
    public string Needed(bool hasSetAside) => hasSetAside
        ? $"""
            (
            {backfill.Rows}
            ) AND NOT EXISTS (SELECT FROM migration.backfill_rows AS set_aside_row
                WHERE set_aside_row.backfill = {PsqlText.Literal(backfill.Name)} AND set_aside_row.key = ARRAY[{KeyAsText}])
            """
        : $"(\n{backfill.Rows}\n)";

    /// <summary>The condition of a range, with its keys as parameters.</summary>
    public string In(BackfillSpan span, NpgsqlParameterCollection parameters)
    {
        var conditions = new List<string>();
        if (span.After is { } after) conditions.Add(Compared(span.IncludesAfter ? ">=" : ">", after, parameters));
        if (span.UpTo is { } upTo) conditions.Add(Compared("<=", upTo, parameters));
        return conditions.Count == 0 ? "true" : string.Join(" AND ", conditions);
    }

    /// <summary>The further condition that a row has this turn: by its place, so that each page has rows of each turn.</summary>
    public string InTurn(int turn) => FormattableString.Invariant($" AND hashtid({Column("ctid")}) & {BackfillTurns.Count - 1} = {turn}");

    /// <summary>The changes of the table that the open transaction has made, and how many of them left the row on its page, since the server last counted them together.</summary>
    public NpgsqlCommand Changes() => new(
        $"""
        SELECT coalesce(sum(pg_stat_get_xact_tuples_updated(oid)), 0)::bigint, coalesce(sum(pg_stat_get_xact_tuples_hot_updated(oid)), 0)::bigint
        FROM (SELECT {PsqlText.Literal(Sql.Qualified(backfill.Schema, backfill.Table))}::regclass AS oid
            UNION SELECT relid FROM pg_partition_tree({PsqlText.Literal(Sql.Qualified(backfill.Schema, backfill.Table))}::regclass)) AS part
        """);

    /// <summary>The key of the row so many places on, within the range; no row where it has fewer.</summary>
    public NpgsqlCommand Bound(BackfillSpan span, int rows)
    {
        // The number is no parameter: a plan for any number of rows would sort the table. The key of a row passed over is made into no text.
        var command = new NpgsqlCommand();
        command.CommandText = FormattableString.Invariant(
            $"SELECT {KeyOfAsText("last_row")} FROM (SELECT {Key} FROM {From} WHERE {In(span, command.Parameters)} ORDER BY {Key} OFFSET {rows - 1} LIMIT 1) AS last_row");
        return command;
    }

    /// <summary>How many rows the range has.</summary>
    public NpgsqlCommand Count(BackfillSpan span)
    {
        var command = new NpgsqlCommand();
        command.CommandText = $"SELECT count(*) FROM {From} WHERE {In(span, command.Parameters)}";
        return command;
    }

    /// <summary>The key of the first row in the range that needs it.</summary>
    public NpgsqlCommand First(BackfillSpan span, bool hasSetAside)
    {
        var command = new NpgsqlCommand();
        command.CommandText = $"SELECT {KeyAsText} FROM {From} WHERE {In(span, command.Parameters)} AND {Needed(hasSetAside)} ORDER BY {Key} LIMIT 1";
        return command;
    }

    /// <summary>Whether any row of the table needs it.</summary>
    public string AnyNeeded(bool hasSetAside) => $"SELECT EXISTS (SELECT FROM {From} WHERE {Needed(hasSetAside)})";

    /// <summary>The rows of the range that need it, locked against changes of others but not against foreign keys that point at them.</summary>
    /// <param name="columns">What is selected.</param>
    /// <param name="span">The range.</param>
    /// <param name="hasSetAside">Whether there are rows to leave out.</param>
    /// <param name="parameters">Receives the range's keys.</param>
    public string Locked(string columns, BackfillSpan span, bool hasSetAside, NpgsqlParameterCollection parameters) =>
        $"SELECT {columns} FROM {From} WHERE {In(span, parameters)} AND {Needed(hasSetAside)} ORDER BY {Key} FOR NO KEY UPDATE OF {_alias}{(span.LeavesHeld ? " SKIP LOCKED" : "")}";

    /// <summary>A column of the table, by the name by which it goes.</summary>
    public string Column(string name) => $"{_alias}.{Sql.Identifier(name)}";

    /// <summary>All columns of the table.</summary>
    public string AllColumns => $"{_alias}.*";

    /// <summary>The condition that the row is the one with this key.</summary>
    public string Is(IReadOnlyList<string> values, NpgsqlParameterCollection parameters) => Compared("=", values, parameters);

    private string Compared(string comparison, IReadOnlyList<string> values, NpgsqlParameterCollection parameters)
    {
        var texts = new List<string>();
        foreach (var (value, (_, type)) in values.Zip(key.Columns))
        {
            parameters.Add(new NpgsqlParameter { Value = value });
            texts.Add(FormattableString.Invariant($"CAST(${parameters.Count} AS {type})"));
        }

        return Width == 1 ? $"{Key} {comparison} {texts[0]}" : $"({Key}) {comparison} ({string.Join(", ", texts)})";
    }

    private string Listed(Func<string, string> written) => string.Join(", ", key.Columns.Select(column => written(Column(column.Name))));
}
