namespace TradingPlatform.Data;

/// <summary>A secret cannot be encrypted or decrypted. The message is one sentence for an operator, and holds neither a key nor a secret.</summary>
/// <param name="failure">What is wrong.</param>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What the cipher said.</param>
public sealed class EncryptionException(EncryptionFailure failure, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What is wrong.</summary>
    public EncryptionFailure Failure { get; } = failure;
}
