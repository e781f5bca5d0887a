using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace TradingPlatform.MigrationService;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = "The database: Host=...;Database=...;Username=...;Password=... or postgres://user:password@host/database. Others on this machine can read it here: prefer the variables.",
        Recursive = true,
    };

    public static Option<TimeSpan?> LockWait { get; } = new("--lock-wait")
    {
        Description = "How long to wait for another run, such as 30s, 5m or 00:05:00. Default: 5m.",
        CustomParser = ParseDuration,
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
        root.Add(LockWait);
        root.Add(Verbose);
        root.Add(Json);
    }

    /// <summary>Reads 30s, 5m, 2h or 00:05:00.</summary>
    public static TimeSpan? ParseDuration(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        var seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (seconds > 0
            && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * seconds <= TimeSpan.FromDays(7).TotalSeconds)
        {
            return TimeSpan.FromSeconds(count * seconds);
        }

        if (seconds == 0 && text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.Zero)
        {
            return span;
        }

        argument.AddError($"'{text}' is not a duration of at most a week: write it as 30s, 5m or 00:05:00.");
        return null;
    }
}
