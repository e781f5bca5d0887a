namespace TradingPlatform.MigrationService;

/// <summary>How a database is copied with its rows.</summary>
internal enum CopyMeans
{
    /// <summary>pg_dump into pg_restore.</summary>
    Dump,

    /// <summary>CREATE DATABASE … TEMPLATE.</summary>
    Template,
}
