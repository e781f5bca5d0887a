namespace TradingPlatform.Data;

/// <summary>The roles, the permissions and who has which, as the platform comes: what a new database is seeded with.</summary>
public static class AccessCatalogue
{
    private static readonly string[] ViewerPermissions =
    [
        PermissionNames.ViewPositions, PermissionNames.ViewPnl, PermissionNames.ViewTrades, PermissionNames.ViewMarketData,
    ];

    private static readonly Dictionary<string, string> PermissionTexts = new()
    {
        [PermissionNames.ViewPositions] = "See what is held.",
        [PermissionNames.ViewPnl] = "See profit and loss.",
        [PermissionNames.ViewTrades] = "See trades.",
        [PermissionNames.ViewMarketData] = "See market data.",
        [PermissionNames.SubmitOrder] = "Submit orders.",
        [PermissionNames.ModifyOrder] = "Change orders that stand.",
        [PermissionNames.CancelOrder] = "Cancel orders.",
        [PermissionNames.FlattenAll] = "Close every position at once.",
        [PermissionNames.CreateStrategy] = "Define strategies.",
        [PermissionNames.ManageOwnStrategies] = "Run and change the own strategies.",
        [PermissionNames.ViewAllStrategies] = "See everybody's strategies.",
        [PermissionNames.ForceStopStrategy] = "Stop anybody's strategy.",
        [PermissionNames.ManageBots] = "Set up and run bots.",
        [PermissionNames.ManageBrokerConnections] = "Connect accounts at brokers and exchanges.",
        [PermissionNames.ManageUsers] = "See, suspend and reactivate users.",
        [PermissionNames.ManageRoles] = "Grant and revoke roles.",
        [PermissionNames.ManageSystemConfig] = "Change the system's configuration.",
        [PermissionNames.ViewAudit] = "Read the audit log.",
        [PermissionNames.ExportData] = "Export data.",
        [PermissionNames.LaunchBacktests] = "Start backtests.",
        [PermissionNames.ViewModels] = "See trained models.",
        [PermissionNames.ManageModels] = "Activate and retire models.",
        [PermissionNames.ViewSystemHealth] = "See how the platform is doing.",
        [PermissionNames.ManageMigrations] = "See and steer changes of the schema.",
    };

    private static readonly Dictionary<string, (string Text, string[] Permissions)> RoleRows = new()
    {
        [RoleNames.Viewer] = ("Looks at positions, results, trades and market data.", ViewerPermissions),
        [RoleNames.Researcher] = (
            "A viewer who also runs backtests and looks at models.",
            [.. ViewerPermissions, PermissionNames.LaunchBacktests, PermissionNames.ViewModels]),
        [RoleNames.Trader] = (
            "A viewer who also trades.",
            [
                .. ViewerPermissions,
                PermissionNames.CreateStrategy, PermissionNames.ManageOwnStrategies, PermissionNames.ManageBots,
                PermissionNames.ManageBrokerConnections, PermissionNames.SubmitOrder, PermissionNames.ModifyOrder, PermissionNames.CancelOrder,
            ]),
        [RoleNames.Operator] = (
            "A viewer who also intervenes.",
            [
                .. ViewerPermissions,
                PermissionNames.ModifyOrder, PermissionNames.CancelOrder, PermissionNames.FlattenAll, PermissionNames.ViewAllStrategies,
                PermissionNames.ForceStopStrategy, PermissionNames.ViewAudit, PermissionNames.ViewSystemHealth,
            ]),
        [RoleNames.Admin] = ("May do everything.", [.. PermissionTexts.Keys]),
    };

    /// <summary>The names of all permissions that the code knows.</summary>
    public static IReadOnlyCollection<string> AllPermissions { get; } = [.. PermissionTexts.Keys];

    /// <summary>The names of the roles that the platform comes with.</summary>
    public static IReadOnlyCollection<string> AllRoles { get; } = [.. RoleRows.Keys];

    /// <summary>What a role of the platform allows at first; operators may have changed it since.</summary>
    /// <exception cref="KeyNotFoundException">No role of the platform has that name.</exception>
    public static IReadOnlyCollection<string> PermissionsOf(string role) => RoleRows[role].Permissions;

    /// <summary>A new row for a role of the platform.</summary>
    public static Role NewRole(string name) => new() { Name = name, Description = RoleRows[name].Text };

    /// <summary>A new row for a permission.</summary>
    public static Permission NewPermission(string name) => new() { Name = name, Description = PermissionTexts[name] };

    /// <summary>All rows of a database that has none of them: permissions, roles, and what each role allows.</summary>
    public static IEnumerable<object> NewRows() =>
    [
        .. PermissionTexts.Keys.Select(NewPermission),
        .. RoleRows.Keys.Select(NewRole),
        .. RoleRows.SelectMany(role => role.Value.Permissions.Select(permission => new RolePermission { Role = role.Key, Permission = permission })),
    ];
}
