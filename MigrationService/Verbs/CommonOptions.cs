using System.CommandLine;

namespace TradingPlatform.MigrationService;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = "The database: Host=...;Database=...;Username=...;Password=... or postgres://user:password@host/database. Others on this machine can read it here: prefer the variables.",
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Debug messages, with the stack trace of a failure.",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "The answer as one JSON document on standard output.",
        Recursive = true,
    };

    public static void AddTo(Command root)
    {
        root.Add(Connection);
        PatienceOptions.AddTo(root);
        root.Add(Verbose);
        root.Add(Json);
    }
}
