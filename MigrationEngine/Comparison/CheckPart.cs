namespace TradingPlatform.MigrationEngine;

/// <summary>What a check looks at. The names are a contract with the command line.</summary>
public enum CheckPart
{
    /// <summary>Applied migrations whose operations are others now.</summary>
    Edited,

    /// <summary>History and journal: rows that nobody explains, migrations half done, squashes half there.</summary>
    History,

    /// <summary>The model against the snapshot: changes without a migration.</summary>
    Model,

    /// <summary>The live catalog against a scratch build of the applied migrations.</summary>
    Drift,

    /// <summary>Indexes that are not valid.</summary>
    Indexes,

    /// <summary>Constraints that are not validated.</summary>
    Constraints,

    /// <summary>Sequences and identity columns near their end.</summary>
    Sequences,
}
