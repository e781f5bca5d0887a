using Microsoft.EntityFrameworkCore;

namespace TradingPlatform.Data;

/// <summary>The platform's database. Its schema is changed by migrations alone, and those by the migration engine alone.</summary>
public sealed class TradingDbContext(DbContextOptions<TradingDbContext> options) : DbContext(options)
{
    /// <summary>People who may sign in.</summary>
    public DbSet<User> Users => Set<User>();

    /// <summary>Their sessions.</summary>
    public DbSet<UserSession> UserSessions => Set<UserSession>();

    /// <summary>Traders' intraday plans.</summary>
    public DbSet<Strategy> Strategies => Set<Strategy>();

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

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.AddTradingConventions();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(TradingDbContext).Assembly);
}
