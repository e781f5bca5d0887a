namespace TradingPlatform.MigrationEngine;

/// <summary>What a rehearsal runs on.</summary>
public enum RehearsalCopy
{
    /// <summary>A scratch database in which the applied migrations are run first: no rows, so that times say nothing.</summary>
    Schema,

    /// <summary>A copy by CREATE DATABASE … TEMPLATE, on the same server: nobody else may be connected to the original.</summary>
    Template,

    /// <summary>A copy by pg_dump and pg_restore, on the same or another server.</summary>
    Dump,

    /// <summary>A database that the caller has prepared. It is migrated and stays.</summary>
    Prepared,
}
