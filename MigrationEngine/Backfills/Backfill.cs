namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A change of the rows that a table already has, made in small batches while everybody works: one class, listed in
/// <see cref="MigrationEngineOptions.Backfills"/>. Derive from <see cref="UpdateBackfill"/> where each row gets new values, and from
/// <see cref="SqlBackfill"/> where a batch needs a statement of its own.
/// </summary>
public abstract class Backfill
{
    /// <summary>What its progress is kept under, and what a contract migration names: kebab-case, at most 63 characters, never changed.</summary>
    public abstract string Name { get; }

    /// <summary>The migration, by its full id, from which on it can run.</summary>
    public abstract string After { get; }

    /// <summary>The schema of <see cref="Table"/>.</summary>
    public abstract string Schema { get; }

    /// <summary>The table whose rows are walked, in the order of its primary key. It must have one, of any type and any number of columns.</summary>
    public abstract string Table { get; }

    /// <summary>
    /// The columns by which a table is recognised that a database need not have, such as one that an older system left: where the table or one
    /// of them is missing, there is nothing to do, and what was set aside is forgotten. Default: none; the table must be there.
    /// </summary>
    public virtual IReadOnlyList<string> RecognisedBy => [];

    /// <summary>
    /// Which rows need it: a condition over the columns of <see cref="Table"/>, which must no longer hold for a row that is done, so that
    /// a row is never changed twice. It is asked again for rows written meanwhile.
    /// </summary>
    public abstract string Rows { get; }
}
