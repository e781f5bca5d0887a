namespace TradingPlatform.MigrationEngine;

/// <summary>How an operation can lose data.</summary>
public enum PotentialLossKind
{
    /// <summary>A table goes, with its rows.</summary>
    DropTable,

    /// <summary>A column goes, with its values.</summary>
    DropColumn,

    /// <summary>A schema goes, with its tables.</summary>
    DropSchema,

    /// <summary>A column's type changes to one that may not hold every value.</summary>
    NarrowColumn,

    /// <summary>Rows of a table are deleted, all of them at worst.</summary>
    DeleteRows,

    /// <summary>Raw SQL does something to rows that cannot be counted.</summary>
    RawSql,
}
