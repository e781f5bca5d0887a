using System.Security.Cryptography;
using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.Identity;
using TradingPlatform.Testing;

namespace TradingPlatform.TradingApi.Tests;

/// <summary>A database as it was before a release, and what an operator has to roll the release out: the MigrationService, and instances.</summary>
internal sealed class Rollout : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _rows;
    private readonly Release _release;
    private readonly List<Trader> _traders = [];
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private Rollout(TestDatabase database, Release release)
    {
        _database = database;
        _release = release;
        _rows = NpgsqlDataSource.Create(database.ConnectionString);
        Desk = new DeskWriter(_rows, release.OldWrites);
    }

    public ServicePool Pool { get; } = new();

    public DeskWriter Desk { get; }

    /// <summary>The database at the state before the release, in use: three traders, rows of before.</summary>
    public static async Task<Rollout> BeginAsync(Release release)
    {
        var rollout = new Rollout(await TestDatabase.CreateEmptyAsync(), release);
        await MigratedDatabase.MigrateAsync(rollout._database.ConnectionString, release.Before);
        var hash = new PasswordHashing().Hash(ApiHost.Password);
        foreach (var (name, isAdmin) in new[] { ("Ada", true), ("Bob", false), ("Cleo", false) })
            rollout._traders.Add(await rollout.AddTraderAsync(name, isAdmin, hash));

        await using var command = rollout._rows.CreateCommand(release.AddRows);
        await command.ExecuteNonQueryAsync();
        return rollout;
    }

    public TraderLoad Load() => new(Pool, Desk, _traders);

    /// <summary>Runs the MigrationService as a deployment does, and returns what it printed.</summary>
    public async Task<string> MigrateAsync(int expected, params string[] arguments)
    {
        await using var process = ServiceProcess.Start("MigrationService", arguments, Variables());
        var exitCode = await process.WaitForExitAsync(Patience);
        Assert.True(exitCode == expected, $"{string.Join(' ', arguments)} ended with {exitCode}:\n{process.Output}");
        return process.Output;
    }

    /// <summary>Runs the backfills of the release to their end; once more where they had finished.</summary>
    public Task BackfillAsync() => MigrateAsync(0, ["backfill", "run", .. _release.Backfills]);

    /// <summary>Those of the migrations that are applied.</summary>
    public async Task<IReadOnlyList<string>> AppliedAsync(IReadOnlyList<string> migrations)
    {
        await using var command = _rows.CreateCommand("""SELECT array_agg(migration_id ORDER BY migration_id) FROM (SELECT "MigrationId" AS migration_id FROM migration."__EFMigrationsHistory") AS applied WHERE migration_id = ANY (@ids)""");
        command.Parameters.AddWithValue("ids", migrations.ToArray());
        return await command.ExecuteScalarAsync() is string[] applied ? applied : [];
    }

    public ServiceProcess Start(string build, params (string Name, string Value)[] settings)
    {
        var variables = Variables();
        foreach (var (name, value) in settings) variables[name] = value;
        return ServiceProcess.Start(build, environment: variables);
    }

    public static async Task<Uri> AddressAsync(ServiceProcess process) => new((await process.WaitForLineAsync("Now listening on")).Split("on: ")[1].Trim());

    public async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<Trader> AddTraderAsync(string name, bool isAdmin, string hash)
    {
        var trader = new Trader(UserId.New(), PublicId.New("usr"), $"{name}@example.com", name, isAdmin);
        await using (var command = _rows.CreateCommand(_release.AddUser))
        {
            command.Parameters.AddWithValue("id", trader.Id.Value);
            command.Parameters.AddWithValue("public_id", trader.PublicId);
            command.Parameters.AddWithValue("email", trader.Email);
            command.Parameters.AddWithValue("hash", hash);
            command.Parameters.AddWithValue("name", name);
            command.Parameters.AddWithValue("is_admin", isAdmin);
            await command.ExecuteNonQueryAsync();
        }

        // Tables that have stayed as they were in all releases: the entities of today write them.
        var owner = new User { Id = trader.Id, Email = "", HashedPassword = "", DisplayName = "" };
        var strategy = Rows.Strategy(owner);
        await using var context = _database.Context();
        context.AddRange(strategy, Rows.Bot(owner));
        await context.SaveChangesAsync();
        context.Add(Rows.OrderLog(owner, strategy));
        await context.SaveChangesAsync();
        return trader;
    }

    private Dictionary<string, string?> Variables() => new()
    {
        ["ConnectionStrings__tradingdb"] = _database.ConnectionString,
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["STOP_WHEN_STDIN_CLOSES"] = "true",
        ["Encryption__CurrentKey"] = "k1",
        ["Encryption__Keys__k1"] = _key,
        ["Identity__SignInsPerMinute"] = "10000",
        ["Identity__SignInsPerMinuteAndAddress"] = "10000",
        ["SchemaGate__Wait"] = "00:00:00",
        ["SchemaGate__Beat"] = "00:00:00.300",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
    };
}
