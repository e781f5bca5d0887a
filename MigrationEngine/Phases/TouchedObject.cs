namespace TradingPlatform.MigrationEngine;

/// <summary>Something that a migration creates, changes, drops or reads: a column, a whole table, a whole schema, or what cannot be told.</summary>
/// <param name="Schema">The schema; null for the search path, which can be any.</param>
/// <param name="Table">The table, or another object that has its name from the schema; null for the whole schema, or with no schema for everything.</param>
/// <param name="Column">The column or constraint; null for the whole table.</param>
public sealed record TouchedObject(string? Schema, string? Table, string? Column)
{
    /// <summary>SQL that does not tell what it touches.</summary>
    public static TouchedObject Everything { get; } = new(null, null, null);

    /// <summary>What both touch, the narrower of the two; null where they have nothing to do with each other.</summary>
    public TouchedObject? SharedWith(TouchedObject other)
    {
        if (this == Everything || other == Everything) return Everything;
        if (Schema is not null && other.Schema is not null && Schema != other.Schema) return null;
        if (Table is null) return other;
        if (other.Table is null) return this;
        if (Table != other.Table) return null;
        if (Column is null) return other;
        return other.Column is null || other.Column == Column ? this : null;
    }

    /// <summary>For a sentence: "identity.users.is_admin", or what cannot be told.</summary>
    public override string ToString() => this switch
    {
        { Schema: null, Table: null } => "SQL that does not tell what it touches",
        { Table: null } => $"schema {Schema}",
        _ => string.Join('.', new[] { Schema, Table, Column }.Where(part => part is not null)),
    };
}
