namespace TradingPlatform.MigrationEngine.Tests.Wire;

/// <summary>How long a client of a <see cref="PoolingProxy"/> keeps a server session, in PgBouncer's words.</summary>
internal enum PoolMode
{
    /// <summary>Until it leaves.</summary>
    Session,

    /// <summary>For one transaction.</summary>
    Transaction,
}
