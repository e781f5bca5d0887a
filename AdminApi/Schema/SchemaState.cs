namespace TradingPlatform.AdminApi;

/// <summary>How the schema of the database stands against this build.</summary>
public enum SchemaState
{
    /// <summary>Every migration of this build is applied, and no other.</summary>
    UpToDate,

    /// <summary>Migrations of this build are not applied yet.</summary>
    Pending,

    /// <summary>The database has migrations that this build does not know.</summary>
    Ahead,

    /// <summary>A migration was left half-done and nobody is working on it.</summary>
    Damaged,
}
