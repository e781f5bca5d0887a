namespace TradingPlatform.EmbeddedPostgres;

/// <summary>The embedded server could not be started or stopped. The message is one sentence: what was wrong and what to do.</summary>
public sealed class EmbeddedServerException : Exception
{
    /// <summary>Creates the exception with its sentence.</summary>
    public EmbeddedServerException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its sentence and the failure behind it.</summary>
    public EmbeddedServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
