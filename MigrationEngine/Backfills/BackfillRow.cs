namespace TradingPlatform.MigrationEngine;

/// <summary>A row of a <see cref="BackfillBatch"/>: its columns to read, and the new values to write.</summary>
public sealed class BackfillRow
{
    private readonly IReadOnlyDictionary<string, int> _ordinals;
    private readonly object?[] _values;
    private readonly Dictionary<string, object?> _changes = [];

    internal BackfillRow(IReadOnlyDictionary<string, int> ordinals, string[] key, object?[] values)
    {
        _ordinals = ordinals;
        _values = values;
        Key = key;
    }

    /// <summary>
    /// The value of a column: null for NULL. Of a type that PostgreSQL does not have by itself, such as citext or an enum, it is the text.
    /// </summary>
    /// <exception cref="KeyNotFoundException">It is neither of the primary key nor of <see cref="CodeBackfill.Columns"/>.</exception>
    public object? this[string column] => _values[_ordinals[column]];

    /// <summary>The primary key as text, column by column.</summary>
    public IReadOnlyList<string> Key { get; }

    internal IReadOnlyDictionary<string, object?> Changes => _changes;

    /// <summary>The value of a column that is not NULL.</summary>
    public T Get<T>(string column) => (T)this[column]!;

    /// <summary>Gives a column a new value, which is written after <see cref="CodeBackfill.ApplyAsync"/> in the same transaction.</summary>
    public void Set(string column, object? value) => _changes[column] = value;
}
