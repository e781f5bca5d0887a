namespace TradingPlatform.Data;

/// <summary>
/// A credential as it is stored: ciphertext and the id of the key that made it. There is no property for the clear text, so none can be saved.
/// </summary>
/// <param name="Ciphertext">AES-256-GCM: nonce, ciphertext and tag.</param>
/// <param name="KeyId">Which of the configured keys, so that keys can be rotated. At most 50 characters.</param>
public sealed record EncryptedSecret(byte[] Ciphertext, string KeyId);
