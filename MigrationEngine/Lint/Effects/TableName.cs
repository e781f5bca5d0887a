namespace TradingPlatform.MigrationEngine;

/// <summary>A table, view, index or sequence as a statement names it.</summary>
/// <param name="Schema">Its schema; null for the search path.</param>
/// <param name="Name">Its name, without quotes, in the case in which the catalog has it.</param>
public sealed record TableName(string? Schema, string Name)
{
    /// <summary>Quoted as SQL needs it, for <c>to_regclass</c>.</summary>
    public string Quoted => Sql.Qualified(Schema, Name);

    /// <summary>For a sentence: without quotes.</summary>
    public override string ToString() => Schema is null ? Name : $"{Schema}.{Name}";
}
