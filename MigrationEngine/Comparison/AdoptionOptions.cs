namespace TradingPlatform.MigrationEngine;

/// <summary>How an existing database is compared and taken over.</summary>
public sealed record AdoptionOptions
{
    /// <summary>The migration that the database is at: an id, or a unique part of one. Default: null, found out.</summary>
    public string? Baseline { get; init; }

    /// <summary>Alembic's revisions and the migrations that they mean; goes before <see cref="AlembicRevisionAttribute"/>. Default: empty.</summary>
    public IReadOnlyDictionary<string, string> AlembicMap { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether columns, constraints, indexes and the like that somebody added to our own tables are let pass. Objects that stand alone
    /// always are, unless a later migration creates one of that name. Default: false.
    /// </summary>
    public bool AllowExtra { get; init; }

    /// <summary>A connection to a server on which the scratch database is made. Default: null, the live database's server.</summary>
    public string? Scratch { get; init; }
}
