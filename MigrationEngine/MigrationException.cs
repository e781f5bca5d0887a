namespace TradingPlatform.MigrationEngine;

/// <summary>A run could not do what it was asked. The message is one sentence for an operator: what is wrong and what to do.</summary>
/// <param name="exitCode">The documented exit code of the failure.</param>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What the database or the driver said, for the log at debug level.</param>
public sealed class MigrationException(MigrationExitCode exitCode, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The exit code with which the process should end.</summary>
    public MigrationExitCode ExitCode { get; } = exitCode;
}
