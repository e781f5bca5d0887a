namespace TradingPlatform.Data;

/// <summary>Why a secret cannot be encrypted or decrypted.</summary>
public enum EncryptionFailure
{
    /// <summary>The configuration has no key ring, or one that is none.</summary>
    NotConfigured,

    /// <summary>The configuration does not have the key that encrypted the secret.</summary>
    KeyMissing,

    /// <summary>The key is another one, the ciphertext was changed, or it was made for another row.</summary>
    NotDecryptable,
}
