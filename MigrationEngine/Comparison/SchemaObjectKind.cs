namespace TradingPlatform.MigrationEngine;

/// <summary>What a <see cref="SchemaObject"/> is. The order is the order of reports.</summary>
public enum SchemaObjectKind
{
    /// <summary>An installed extension; its own objects are left out.</summary>
    Extension,

    /// <summary>A schema.</summary>
    Schema,

    /// <summary>An enum, with its labels in order.</summary>
    Enum,

    /// <summary>A domain, with its constraints.</summary>
    Domain,

    /// <summary>A composite type, with its attributes.</summary>
    CompositeType,

    /// <summary>A range type.</summary>
    RangeType,

    /// <summary>A sequence that is no identity column's.</summary>
    Sequence,

    /// <summary>A table: plain, partitioned, a partition, or foreign.</summary>
    Table,

    /// <summary>A column of a table.</summary>
    Column,

    /// <summary>A primary key, unique, foreign key, check or exclusion constraint of a table.</summary>
    Constraint,

    /// <summary>An index that belongs to no constraint.</summary>
    Index,

    /// <summary>Extended statistics of a table.</summary>
    Statistics,

    /// <summary>A view or a materialized view.</summary>
    View,

    /// <summary>A rewrite rule of a table or view.</summary>
    Rule,

    /// <summary>A function, procedure or aggregate.</summary>
    Function,

    /// <summary>A trigger of a table or view.</summary>
    Trigger,

    /// <summary>A row security policy of a table.</summary>
    Policy,
}
