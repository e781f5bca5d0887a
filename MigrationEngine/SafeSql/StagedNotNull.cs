namespace TradingPlatform.MigrationEngine;

/// <summary>
/// NOT NULL in steps, none of which locks for long: a CHECK that is not validated, its validation, which lets everybody read and write, then
/// SET NOT NULL, which takes the CHECK for a proof instead of reading the table (PostgreSQL 12), and the end of the CHECK.
/// </summary>
/// <param name="table">The table, quoted.</param>
/// <param name="check">The constraint's name, quoted.</param>
/// <param name="columns">The columns, quoted.</param>
internal sealed class StagedNotNull(string table, string check, IReadOnlyList<string> columns)
{
    /// <summary>From here on nobody writes a NULL. Rows that hold one can no longer be updated: fill them before, and again after.</summary>
    public string Forbid =>
        $"ALTER TABLE {table} ADD CONSTRAINT {check} CHECK ({string.Join(" AND ", columns.Select(column => $"{column} IS NOT NULL"))}) NOT VALID";

    /// <summary>Reads the table. Fails, with the constraint's name, on a NULL.</summary>
    public string Validate => $"ALTER TABLE {table} VALIDATE CONSTRAINT {check}";

    /// <summary>Brief: the valid CHECK is the proof.</summary>
    public string Require => $"ALTER TABLE {table} {string.Join(", ", columns.Select(column => $"ALTER COLUMN {column} SET NOT NULL"))}";

    /// <summary>Brief.</summary>
    public string Release => $"ALTER TABLE {table} DROP CONSTRAINT {check}";
}
