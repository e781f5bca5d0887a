using Microsoft.EntityFrameworkCore.Infrastructure;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// A column of the application that is going and the column of the one that is coming, which hold the same fact in two forms while both
/// applications run. For <see cref="DualWriteOperations.StartDualWrites"/>.
/// </summary>
/// <remarks>
/// Expressions are SQL over the columns that the call's pairs name, as an <c>UPDATE</c> of the table would have them. They must have a
/// value, or NULL, for all that the columns can hold: an expression that fails, fails the write of an application.
/// </remarks>
/// <param name="oldColumn">The column that applications from before the migration know.</param>
/// <param name="newColumn">The column that takes its place.</param>
public sealed class DualWrite(string oldColumn, string newColumn) : Annotatable
{
    /// <summary>The column that applications from before the migration know.</summary>
    public string OldColumn { get; } = oldColumn;

    /// <summary>The column that takes its place.</summary>
    public string NewColumn { get; } = newColumn;

    /// <summary>The new column's value from the old one, such as <c>CASE WHEN is_active THEN 'active' ELSE 'suspended' END</c>. Default: the same value, cast.</summary>
    public string? ToNew { get; init; }

    /// <summary>The old column's value from the new one, such as <c>status = 'active'</c>. Default: the same value, cast.</summary>
    public string? ToOld { get; init; }

    /// <summary>
    /// The new column's default in the database, as SQL such as <c>'active'</c>, by which the trigger tells an INSERT that names it from one
    /// that does not. Default: the column has none, which is the better way: the trigger gives it its value. Must agree with the catalog.
    /// </summary>
    public string? NewDefault { get; init; }
}
