using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;
using TradingPlatform.MigrationService.Seeding;
using TradingPlatform.MigrationService.Seeding.Load;

namespace TradingPlatform.MigrationService;

/// <summary>What a verb works with. The database is asked for on first use: a verb that needs none runs without a connection string.</summary>
internal sealed class VerbContext
{
    private readonly VerbProcess _process;
    private readonly Lazy<string> _connectionString;
    private readonly string _applicationName;
    private FirstLook? _look;
    private readonly string? _connectionOption;
    private readonly Lazy<SchemaMigrator> _migrator;
    private readonly string _verb;

    public VerbContext(VerbProcess process, string verb, VerbSettings settings)
    {
        _process = process;
        _connectionOption = settings.Connection;
        _applicationName = $"MigrationService {verb}";
        _look = settings.Look;
        Json = settings.Json;
        Progress = new ProgressRelay(Terminal.IsWatched && !settings.Verbose);
        Logger = process.Loggers.CreateLogger(ServiceTelemetry.Name);
        _connectionString = new(() => DatabaseConnection.Resolve(_connectionOption, process.Configuration));
        Patience = settings.Patience.Or(process.Configuration);
        _migrator = new(() => CreateMigrator(verb, settings));
        _verb = verb;
    }

    /// <summary>Whether the answer is one JSON document: nothing else may then reach standard output.</summary>
    public bool Json { get; }

    /// <summary>How long a run waits, for what is said about it.</summary>
    public Patience Patience { get; }

    /// <summary>Where the engine reports to.</summary>
    public ProgressRelay Progress { get; }

    /// <summary>Configuration, log and environment.</summary>
    public VerbProcess Process => _process;

    public ILogger Logger { get; }

    /// <summary>The database that this run is for.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: none is configured, or it cannot be read.</exception>
    public string ConnectionString => _connectionString.Value;

    /// <summary>Whether a connection is configured, for verbs that can do with or without one.</summary>
    public bool HasDatabase => DatabaseConnection.IsConfigured(_connectionOption, _process.Configuration);

    /// <summary>Where scratch databases are made, when not on the database's own server.</summary>
    public string? ScratchConnection(string? option) => DatabaseConnection.ResolveScratch(option, _process.Configuration);

    /// <summary>The same for a sentence, without user and password: "tradingdb at localhost:5432".</summary>
    public string DatabaseInWords
    {
        get
        {
            var target = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"{target.Database ?? target.Username} at {ServerAddress.Of(target)}";
        }
    }

    /// <summary>The engine on <see cref="ConnectionString"/>.</summary>
    public SchemaMigrator Migrator => _migrator.Value;

    /// <summary>The engine's options on <see cref="ConnectionString"/>.</summary>
    public MigrationEngineOptions EngineOptions => Patience.Apply(EngineSettings.Of(ConnectionString, _verb));

    /// <summary>Runs backfills on <see cref="ConnectionString"/>.</summary>
    public BackfillRunner Backfills => new(EngineOptions, _process.Loggers.CreateLogger<BackfillRunner>(), TimeProvider.System);

    /// <summary>How much is seeded when the command line does not say: <c>Seed:Profile</c>, or demo in Development and minimal elsewhere.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: the configured profile does not exist.</exception>
    public SeedProfile ConfiguredProfile
    {
        get
        {
            var text = _process.Configuration["Seed:Profile"];
            if (string.IsNullOrWhiteSpace(text)) return SeedPolicy.DefaultOf(_process.IsDevelopment);

            return Enum.TryParse<SeedProfile>(text, ignoreCase: true, out var profile) && Enum.IsDefined(profile)
                ? profile
                : throw new MigrationException(MigrationExitCode.Usage, $"Seed:Profile is '{text}': use none, minimal, demo or load.");
        }
    }

    /// <summary>The context's options without a database, for what the build alone knows: migrations, model, SQL.</summary>
    public static DbContextOptions<TradingDbContext> OfflineOptions { get; } =
        new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(TradingDatabase.ConfigureNpgsql).Options;

    /// <summary>A context without a database, for the caller to dispose.</summary>
    public static TradingDbContext CreateOfflineContext() => new(OfflineOptions);

    /// <summary>The same without the entities' model, for plans, scripts and the lint: migrations say all that they do, and the model is most of such a verb.</summary>
    public static TradingDbContext CreatePlanningContext() => new(WithoutModel(OfflineOptions));

    /// <summary>A connection for looking: without the lock, and with a limit on how long a query may take.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.DatabaseUnavailable"/>.</exception>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, ApplicationName = _applicationName }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (NpgsqlException exception)
        {
            await connection.DisposeAsync();
            throw new MigrationException(MigrationExitCode.DatabaseUnavailable, DatabaseFailure.Describe(exception, ConnectionString), exception);
        }
    }

    /// <summary>The newest entries of the journal, newest first.</summary>
    /// <param name="migration">Only of this one, by id or a part of it; null for all.</param>
    /// <param name="limit">The largest number of entries.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(string? migration, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        var journal = new MigrationJournalReader(connection);
        if (migration is null) return await journal.ReadAsync(limit, cancellationToken);

        // By its whole id also one that this build does not have any more.
        var entries = await journal.ReadOfAsync(migration, limit, cancellationToken);
        return entries.Count > 0 ? entries : await journal.ReadOfAsync(MigrationGraph.Of(OfflineOptions).Find(migration), limit, cancellationToken);
    }

    /// <summary>Takes the lock. In Development a missing database is created first: nobody else would.</summary>
    public async Task<MigrationSession> BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Migrator.BeginAsync(Interlocked.Exchange(ref _look, null), cancellationToken);
        }
        catch (MigrationException exception) when (
            _process.IsDevelopment && exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
        {
            await DevelopmentDatabase.CreateAsync(ConnectionString, Logger, cancellationToken);
            return await Migrator.BeginAsync(cancellationToken);
        }
    }

    /// <summary>Seeds what a profile has and the database lacks, under the session's lock.</summary>
    public Task<SeedReport> SeedAsync(MigrationSession session, SeedProfile profile, CancellationToken cancellationToken) =>
        SeedAsync(session, new SeedRequest(profile), cancellationToken);

    /// <summary>The same for any request. A sign-in that was made up is shown here, unless the answer is a document, which then has it.</summary>
    public async Task<SeedReport> SeedAsync(MigrationSession session, SeedRequest request, CancellationToken cancellationToken)
    {
        using var activity = ServiceTelemetry.Source.StartActivity("seed");
        activity?.SetTag("seed.profile", request.Profile?.Word());
        var services = new SeedServices(_process.Configuration, _process.EnvironmentName, _process.Loggers.CreateLogger<SeedRunner>(), TimeProvider.System);
        var loads = LoadRun.IsAskedFor(request);
        if (loads) SeedPolicy.Check(SeedProfile.Load, request.Reset, _process.EnvironmentName);
        var report = await new SeedRunner(services, Seeders.All).RunAsync(session.Connection, loads ? request with { Reset = false } : request, cancellationToken);
        if (loads) report = await new LoadRun(services, ConnectionString, run => LoadDisplay.ShowAsync(Progress.IsWatched, Logger, run)).RunAsync(request, report, cancellationToken);
        if (report.Total == 0 && !request.DryRun) Log.NothingToSeed(Logger);

        // Not by the logger: logs are kept, shipped and read by others.
        if (report.FirstAdministrator is { } signIn && !Json) Console.Out.WriteLine($"First administrator: {signIn.Email}, password {signIn.Password} (shown once)");
        return report;
    }

    private DbContextOptions<TradingDbContext> Options =>
        new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(ConnectionString, TradingDatabase.ConfigureNpgsql).Options;

    /// <summary>The same options for planning: migrations say all that they do, and the model of the entities is the slowest part of a start.</summary>
    internal static DbContextOptions<TradingDbContext> WithoutModel(DbContextOptions<TradingDbContext> options) =>
        new DbContextOptionsBuilder<TradingDbContext>(options).UseModel(new ModelBuilder().FinalizeModel()).Options;

    private SchemaMigrator CreateMigrator(string verb, VerbSettings settings)
    {
        var options = EngineSettings.Of(ConnectionString, verb) with
        {
            ExpectsWork = settings.Look is not null || verb == "down",
            RefusesHazards = !_process.IsDevelopment,
            HoldsContractions = !_process.IsDevelopment,
            Progress = Progress,
        };
        return new SchemaMigrator(
            () => new TradingDbContext(WithoutModel(Options)), Patience.Apply(options), _process.Loggers.CreateLogger<SchemaMigrator>(), TimeProvider.System);
    }
}
