using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace TradingPlatform.Data;

/// <summary>
/// Encrypts credentials with AES-256-GCM: with the current of several configured keys, a fresh nonce each, bound to the place where the
/// ciphertext is stored. Decision 0020. Safe to be used from several threads.
/// </summary>
public sealed class KeyRing
{
    /// <summary>The key of a developer's machine, derived and not configured. There is none outside of Development.</summary>
    public const string DevelopmentKeyId = "development";

    // The first byte of a ciphertext, for the day on which another cipher is needed.
    private const byte Format = 1;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IReadOnlyDictionary<string, byte[]> _keys;

    private KeyRing(string currentKeyId, IReadOnlyDictionary<string, byte[]> keys)
    {
        CurrentKeyId = currentKeyId;
        _keys = keys;
    }

    /// <summary>The id of the key that encrypts.</summary>
    public string CurrentKeyId { get; }

    /// <summary>The keys of section <c>Encryption</c>: <c>Keys:&lt;id&gt;</c>, each 32 bytes in base64, and <c>CurrentKey</c>. Development has a key of its own beside them.</summary>
    /// <param name="configuration">The process's configuration.</param>
    /// <param name="isDevelopment">Whether the derived key of developers may be used.</param>
    /// <exception cref="EncryptionException"><see cref="EncryptionFailure.NotConfigured"/>: there is none, or one is no key.</exception>
    public static KeyRing Of(IConfiguration configuration, bool isDevelopment)
    {
        var (current, keys) = EncryptionKeys.Read(configuration, isDevelopment);
        return new KeyRing(current, keys);
    }

    /// <summary>Whether a key is configured.</summary>
    public bool Has(string keyId) => _keys.ContainsKey(keyId);

    /// <summary>Encrypts with the current key.</summary>
    /// <param name="place">Where the ciphertext will be stored.</param>
    /// <param name="secret">The clear text.</param>
    public EncryptedSecret Encrypt(SecretPlace place, string secret)
    {
        var clear = Utf8.GetBytes(secret);
        try
        {
            var (nonceLength, tagLength) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
            var stored = new byte[1 + nonceLength + clear.Length + tagLength];
            stored[0] = Format;
            var nonce = stored.AsSpan(1, nonceLength);
            RandomNumberGenerator.Fill(nonce);
            using var cipher = new AesGcm(_keys[CurrentKeyId], tagLength);
            cipher.Encrypt(nonce, clear, stored.AsSpan(1 + nonceLength, clear.Length), stored.AsSpan(1 + nonceLength + clear.Length), Bound(place, CurrentKeyId));
            return new EncryptedSecret(stored, CurrentKeyId);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>The clear text.</summary>
    /// <param name="place">Where the ciphertext is stored.</param>
    /// <param name="secret">The ciphertext.</param>
    /// <exception cref="EncryptionException"><see cref="EncryptionFailure.KeyMissing"/>, <see cref="EncryptionFailure.NotDecryptable"/>.</exception>
    public string Decrypt(SecretPlace place, EncryptedSecret secret)
    {
        if (!_keys.TryGetValue(secret.KeyId, out var key))
        {
            throw new EncryptionException(
                EncryptionFailure.KeyMissing,
                $"{place} was encrypted with the key '{secret.KeyId}', which is not configured (there is {EncryptionKeys.Ids(_keys)}): add Encryption:Keys:{secret.KeyId}.");
        }

        var (nonceLength, tagLength) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var stored = secret.Ciphertext.AsSpan();
        if (stored.Length < 1 + nonceLength + tagLength || stored[0] != Format) throw NotDecryptable(place, secret, null);

        var clear = new byte[stored.Length - 1 - nonceLength - tagLength];
        try
        {
            using var cipher = new AesGcm(key, tagLength);
            cipher.Decrypt(stored.Slice(1, nonceLength), stored.Slice(1 + nonceLength, clear.Length), stored[^tagLength..], clear, Bound(place, secret.KeyId));
            return Utf8.GetString(clear);
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw NotDecryptable(place, secret, exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(clear);
        }
    }

    /// <summary>The current key's ciphertext of what another key of the ring has encrypted.</summary>
    /// <param name="place">Where both are stored.</param>
    /// <param name="secret">The ciphertext as it is.</param>
    /// <exception cref="EncryptionException"><see cref="EncryptionFailure.KeyMissing"/>, <see cref="EncryptionFailure.NotDecryptable"/>.</exception>
    public EncryptedSecret Renew(SecretPlace place, EncryptedSecret secret) =>
        secret.KeyId == CurrentKeyId ? secret : Encrypt(place, Decrypt(place, secret));

    // Lines, none of which can hold a line end: no two places give the same bytes.
    private static byte[] Bound(SecretPlace place, string keyId) => Encoding.UTF8.GetBytes($"{place.Table}\n{place.Column}\n{place.Row:D}\n{keyId}");

    private static EncryptionException NotDecryptable(SecretPlace place, EncryptedSecret secret, Exception? exception) => new(
        EncryptionFailure.NotDecryptable,
        $"The key '{secret.KeyId}' does not decrypt {place}: it is not the key that encrypted it, or the ciphertext was changed or copied from another row.",
        exception);
}
