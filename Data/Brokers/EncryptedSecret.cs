namespace TradingPlatform.Data;

/// <summary>
/// A credential as it is stored: ciphertext and the id of the key that made it. There is no property for the clear text, so none can be saved.
/// </summary>
/// <param name="Ciphertext">As <see cref="KeyRing"/> makes it: a byte for the format, nonce, AES-256-GCM ciphertext and tag.</param>
/// <param name="KeyId">Which of the configured keys, so that keys can be rotated. At most 50 characters.</param>
public sealed record EncryptedSecret(byte[] Ciphertext, string KeyId);
