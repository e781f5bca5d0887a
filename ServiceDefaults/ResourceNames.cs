namespace TradingPlatform.ServiceDefaults;

/// <summary>The names under which the AppHost starts the resources and the services find them: each written once, here.</summary>
public static class ResourceNames
{
    /// <summary>The PostgreSQL server.</summary>
    public const string Postgres = "postgres";

    /// <summary>The database, and the name of its connection string (<c>ConnectionStrings:tradingdb</c>).</summary>
    public const string Database = "tradingdb";

    /// <summary>The MigrationService run that must complete before any API starts.</summary>
    public const string Migrations = "migrations";

    /// <summary>The traders' API.</summary>
    public const string TradingApi = "tradingapi";

    /// <summary>The operators' API.</summary>
    public const string AdminApi = "adminapi";
}
