namespace TradingPlatform.ServiceDefaults;

/// <summary>The service will not start. The message is one sentence for the person who started it: what is wrong and what to do.</summary>
/// <param name="exitCode">The code that the process ends with.</param>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What led to it, for the debug log.</param>
public sealed class StartupRefusedException(ServiceExitCode exitCode, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The code that the process ends with.</summary>
    public ServiceExitCode ExitCode { get; } = exitCode;
}
