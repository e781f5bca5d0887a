namespace TradingPlatform.MigrationEngine;

/// <summary>What of a catalog is read.</summary>
public sealed record CatalogReaderOptions
{
    /// <summary>Schemas left out besides PostgreSQL's own. Default: <c>migration</c>, which is the engine's.</summary>
    public IReadOnlyList<string> ExceptSchemas { get; init; } = ["migration"];

    /// <summary>Tables left out in every schema. Default: the bookkeeping of EF Core and of Alembic.</summary>
    public IReadOnlyList<string> ExceptTables { get; init; } = ["__EFMigrationsHistory", "__EFMigrationsLock", "alembic_version"];

    /// <summary>Whether owners and privileges are parts of the objects. Default: false, they differ between environments on purpose.</summary>
    public bool Privileges { get; init; }
}
