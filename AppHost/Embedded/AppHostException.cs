namespace TradingPlatform.AppHost;

/// <summary>Why the AppHost cannot go on, as one sentence, with the exit code that it then has.</summary>
internal sealed class AppHostException(string message, int exitCode) : Exception(message)
{
    public const int UsageExitCode = 2;
    public const int DatabaseExitCode = 3;
    public const int StartUpExitCode = 1;

    public int ExitCode => exitCode;

    /// <summary>The last lines of the process that failed, repeated below the sentence.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];

    public static AppHostException Usage(string message) => new(message + " --help lists the options.", UsageExitCode);
}
