namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Says that a database which Alembic has brought to a revision has what this migration and those before it build: <c>adopt</c> takes
/// such a database over. Several revisions may mean the same migration.
/// </summary>
/// <param name="revision">The revision, as in Alembic's table <c>alembic_version</c>.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class AlembicRevisionAttribute(string revision) : Attribute
{
    /// <summary>The revision.</summary>
    public string Revision { get; } = revision;
}
