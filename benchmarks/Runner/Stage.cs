using System.Reflection;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;

namespace TradingPlatform.Benchmarks;

/// <summary>The server, the published programs and the peers, ready for the races.</summary>
internal sealed class Stage(BenchmarkServer server, Workspace workspace, BenchmarkOptions options)
{
    public BenchmarkServer Server => server;

    public Workspace Workspace => workspace;

    public BenchmarkOptions Options => options;

    /// <summary>The same where contract migrations do not wait for `complete`.</summary>
    public Command ServiceInDevelopment(string connection, params string[] arguments)
    {
        var command = Service(connection, arguments);
        command.Environment["DOTNET_ENVIRONMENT"] = "Development";
        return command;
    }

    /// <summary>The published MigrationService on a database.</summary>
    public Command Service(string connection, params string[] arguments) => new(workspace.Service, arguments)
    {
        Environment = new()
        {
            ["ConnectionStrings__tradingdb"] = connection,
            ["DOTNET_ENVIRONMENT"] = "Production",
            ["Seed__Profile"] = "none",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = null,
        },
    };

    /// <summary>The generic host with an assembly of generated migrations.</summary>
    public Command Host(string database, string assembly, string verb) =>
        new(workspace.Host, assembly, verb) { Environment = new() { ["BENCHMARK_DATABASE"] = server.Connection(database) } };

    public Command Psql(string database, params string[] arguments) => new(server.Psql, ["-q", "-v", "ON_ERROR_STOP=1", .. arguments]) { Environment = server.Variables(database) };

    /// <summary>psql with a script, which is written to a file first.</summary>
    public Func<string, Command> PsqlScript(string name, string sql)
    {
        var file = Path.Combine(workspace.Folder, $"{name}.sql");
        File.WriteAllText(file, sql);
        return database => Psql(database, "-f", file);
    }

    /// <summary>Each run on a new copy of a database.</summary>
    public Contender OnCopies(string name, string template, Func<string, Command> command) =>
        new(name, async () => command(await server.CreateAsync(template)));

    /// <summary>Each run on a new, empty database.</summary>
    public Contender OnEmpty(string name, Func<string, Command> command) => OnCopies(name, "template0", command);

    /// <summary>A new database that the command has filled, to be copied.</summary>
    public async Task<string> PrepareAsync(Func<string, Command> command, string template = "template0")
    {
        var database = await server.CreateAsync(template);
        await Measurement.OfAsync(command(database));
        return database;
    }

    /// <summary>The peers that were asked for, with these migrations.</summary>
    public IReadOnlyList<IPeer> Peers(string name, MigrationScript script)
    {
        var peers = new List<IPeer>();
        if (options.WithAlembic) peers.Add(AlembicPeer.Write(Path.Combine(workspace.Folder, $"alembic-{name}"), script));
        if (options.WithNodePgMigrate) peers.Add(NodePgMigratePeer.Write(Path.Combine(workspace.NodePackages, name), script));
        return peers;
    }

    /// <summary>The DDL of the platform's own migrations.</summary>
    public async Task<MigrationScript> PlatformScriptAsync()
    {
        var connection = server.Connection(await server.CreateAsync()) + ";Pooling=false";
        var context = new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(connection, TradingDatabase.ConfigureNpgsql).Options;
        return await MigrationScript.OfAsync(connection, context, () => new TradingDbContext(context), TradingBackfills.All);
    }

    /// <summary>The DDL of generated migrations.</summary>
    public async Task<MigrationScript> SyntheticScriptAsync(string assembly)
    {
        var connection = server.Connection(await server.CreateAsync()) + ";Pooling=false";
        var context = SyntheticContext.Options(connection, Assembly.LoadFrom(assembly));
        return await MigrationScript.OfAsync(connection, context, () => new SyntheticContext(context), []);
    }
}
