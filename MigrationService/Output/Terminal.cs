using Spectre.Console;

namespace TradingPlatform.MigrationService;

/// <summary>Who reads: a person at a terminal, or a pipe.</summary>
internal static class Terminal
{
    private static readonly Lazy<IAnsiConsole> LazyError = new(() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }));

    /// <summary>Whether a person reads standard output: tables and colours, unless NO_COLOR is set.</summary>
    public static bool IsOutput => !Console.IsOutputRedirected;

    /// <summary>Whether a question would reach a person: it is asked on standard error, so that standard output stays the answer.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Whether a person sees standard error as it is written, and it can be redrawn.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected && Error.Profile.Capabilities.Ansi;

    /// <summary>Standard error for a person: questions and progress.</summary>
    public static IAnsiConsole Error => LazyError.Value;
}
