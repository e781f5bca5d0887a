namespace TradingPlatform.Data;

/// <summary>What a role may allow, by the names that are stored and that authorization policies are called by.</summary>
public static class PermissionNames
{
    /// <summary>See what is held.</summary>
    public const string ViewPositions = "view_positions";

    /// <summary>See profit and loss.</summary>
    public const string ViewPnl = "view_pnl";

    /// <summary>See trades.</summary>
    public const string ViewTrades = "view_trades";

    /// <summary>See market data.</summary>
    public const string ViewMarketData = "view_market_data";

    /// <summary>Submit orders.</summary>
    public const string SubmitOrder = "submit_order";

    /// <summary>Change orders that stand.</summary>
    public const string ModifyOrder = "modify_order";

    /// <summary>Cancel orders.</summary>
    public const string CancelOrder = "cancel_order";

    /// <summary>Close every position at once.</summary>
    public const string FlattenAll = "flatten_all";

    /// <summary>Define strategies.</summary>
    public const string CreateStrategy = "create_strategy";

    /// <summary>Run and change the own strategies.</summary>
    public const string ManageOwnStrategies = "manage_own_strategies";

    /// <summary>See everybody's strategies.</summary>
    public const string ViewAllStrategies = "view_all_strategies";

    /// <summary>Stop anybody's strategy.</summary>
    public const string ForceStopStrategy = "force_stop_strategy";

    /// <summary>Set up and run bots.</summary>
    public const string ManageBots = "manage_bots";

    /// <summary>Connect accounts at brokers and exchanges.</summary>
    public const string ManageBrokerConnections = "manage_broker_connections";

    /// <summary>See, suspend and reactivate users.</summary>
    public const string ManageUsers = "manage_users";

    /// <summary>Grant and revoke roles.</summary>
    public const string ManageRoles = "manage_roles";

    /// <summary>Change the system's configuration.</summary>
    public const string ManageSystemConfig = "manage_system_config";

    /// <summary>Read the audit log.</summary>
    public const string ViewAudit = "view_audit";

    /// <summary>Export data.</summary>
    public const string ExportData = "export_data";

    /// <summary>Start backtests.</summary>
    public const string LaunchBacktests = "launch_backtests";

    /// <summary>See trained models.</summary>
    public const string ViewModels = "view_models";

    /// <summary>Activate and retire models.</summary>
    public const string ManageModels = "manage_models";

    /// <summary>See how the platform is doing.</summary>
    public const string ViewSystemHealth = "view_system_health";

    /// <summary>See and steer changes of the schema.</summary>
    public const string ManageMigrations = "manage_migrations";
}
