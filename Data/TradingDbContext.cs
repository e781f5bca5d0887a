using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data;

/// <summary>The platform's database. Its schema is changed by migrations alone, and those by the migration engine alone.</summary>
public sealed class TradingDbContext(DbContextOptions<TradingDbContext> options) : DbContext(options)
{
    /// <summary>People who may sign in.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Their sessions.</summary>
    public DbSet<UserSession> UserSessions => Set<UserSession>();

    /// <summary>Their requests for a new password.</summary>
    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();

    /// <summary>Bundles of permissions.</summary>
    public DbSet<Role> Roles => Set<Role>();

    /// <summary>What a role may allow.</summary>
    public DbSet<Permission> Permissions => Set<Permission>();

    /// <summary>What each role allows.</summary>
    public DbSet<RolePermission> RolePermissions => Set<RolePermission>();

    /// <summary>Who has which role.</summary>
    public DbSet<UserRole> UserRoles => Set<UserRole>();

    /// <summary>Keys with which users' programs call the platform.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Traders' intraday plans.</summary>
    public DbSet<Strategy> Strategies => Set<Strategy>();

    /// <summary>The catalogue of algorithms.</summary>
    public DbSet<StrategyDefinition> StrategyDefinitions => Set<StrategyDefinition>();

    /// <summary>Who may trade by which algorithm.</summary>
    public DbSet<UserStrategyAccess> UserStrategyAccess => Set<UserStrategyAccess>();

    /// <summary>Accounts at brokers.</summary>
    public DbSet<BrokerConnection> BrokerConnections => Set<BrokerConnection>();

    /// <summary>Key pairs at exchanges.</summary>
    public DbSet<ExchangeApiKey> ExchangeApiKeys => Set<ExchangeApiKey>();

    /// <summary>Bots as their owners set them.</summary>
    public DbSet<BotConfig> BotConfigs => Set<BotConfig>();

    /// <summary>What the bots are doing.</summary>
    public DbSet<BotState> BotStates => Set<BotState>();

    /// <summary>Orders.</summary>
    public DbSet<Order> Orders => Set<Order>();

    /// <summary>Parts of orders that are carried out over time.</summary>
    public DbSet<OrderSlice> OrderSlices => Set<OrderSlice>();

    /// <summary>Orders that took the place of others.</summary>
    public DbSet<OrderModification> OrderModifications => Set<OrderModification>();

    /// <summary>What is held.</summary>
    public DbSet<Position> Positions => Set<Position>();

    /// <summary>Runs of the orchestrator.</summary>
    public DbSet<OrchestrationRun> OrchestrationRuns => Set<OrchestrationRun>();

    /// <summary>What became of the signals of a run.</summary>
    public DbSet<SignalOrderMapping> SignalOrderMappings => Set<SignalOrderMapping>();

    /// <summary>Attempts of strategies to place orders.</summary>
    public DbSet<OrderLog> OrderLogs => Set<OrderLog>();

    /// <summary>Fills.</summary>
    public DbSet<Trade> Trades => Set<Trade>();

    /// <summary>Trained models.</summary>
    public DbSet<RegisteredModel> ModelRegistry => Set<RegisteredModel>();

    /// <summary>Strategies tried on the past.</summary>
    public DbSet<Backtest> Backtests => Set<Backtest>();

    /// <summary>What users are told.</summary>
    public DbSet<Notification> Notifications => Set<Notification>();

    /// <summary>What reaches them, which way and when.</summary>
    public DbSet<NotificationPreference> NotificationPreferences => Set<NotificationPreference>();

    /// <summary>Devices that take push messages.</summary>
    public DbSet<DeviceToken> DeviceTokens => Set<DeviceToken>();

    /// <summary>What operators set while the platform runs.</summary>
    public DbSet<SystemSetting> SystemConfiguration => Set<SystemSetting>();

    /// <summary>Who did what.</summary>
    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    /// <summary>Things to do.</summary>
    public DbSet<WorkTask> Tasks => Set<WorkTask>();

    /// <summary>Words to find tasks by.</summary>
    public DbSet<Tag> Tags => Set<Tag>();

    /// <summary>Which task carries which.</summary>
    public DbSet<TaskTag> TaskTags => Set<TaskTag>();

    /// <summary>Talks with the assistant.</summary>
    public DbSet<Conversation> Conversations => Set<Conversation>();

    /// <summary>What was said in them.</summary>
    public DbSet<Message> Messages => Set<Message>();

    /// <inheritdoc/>
    /// <exception cref="StrategyRuleException">A change of a strategy is not allowed.</exception>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        StrategyGuard.Refuse(ChangeTracker);
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    /// <exception cref="StrategyRuleException">A change of a strategy is not allowed.</exception>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        StrategyGuard.Refuse(ChangeTracker);
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.AddTradingConventions();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TradingDbContext).Assembly);
}
