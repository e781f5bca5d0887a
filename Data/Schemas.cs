namespace TradingPlatform.Data;

/// <summary>The schemas of the database. The engine's own tables live in <see cref="Migration"/>.</summary>
public static class Schemas
{
    /// <summary>Users and their sessions.</summary>
    public const string Identity = "identity";

    /// <summary>Strategies, broker connections, bots.</summary>
    public const string Trading = "trading";

    /// <summary>Orders, trades, positions, and the log of attempts.</summary>
    public const string Execution = "execution";

    /// <summary>Models and their evaluation.</summary>
    public const string Research = "research";

    /// <summary>What users are told, and how it reaches them.</summary>
    public const string Notifications = "notifications";

    /// <summary>The configuration that operators change while the platform runs.</summary>
    public const string System = "system";

    /// <summary>Who did what.</summary>
    public const string Audit = "audit";

    /// <summary>Tasks, and the talk with the assistant.</summary>
    public const string Workspace = "workspace";

    /// <summary>The migration engine's journal and EF's history.</summary>
    public const string Migration = "migration";
}
