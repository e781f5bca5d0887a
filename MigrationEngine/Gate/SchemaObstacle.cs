namespace TradingPlatform.MigrationEngine;

/// <summary>Why an application may not work on the schema.</summary>
public enum SchemaObstacle
{
    /// <summary>It may.</summary>
    None,

    /// <summary>The database lacks what the build needs: it passes when the MigrationService has run.</summary>
    Behind,

    /// <summary>A contraction is under way: it passes by itself.</summary>
    Contracting,

    /// <summary>The database has been contracted past the build: only a newer build can work on it.</summary>
    Contracted,

    /// <summary>The role lacks a right.</summary>
    NoRights,

    /// <summary>The database could not be asked.</summary>
    Unreachable,
}
