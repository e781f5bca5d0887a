using System.Security.Cryptography;
using System.Text;

namespace TradingPlatform.Data;

/// <summary>The token of a <see cref="DeviceToken"/>.</summary>
public static class DeviceTokenSecrets
{
    /// <summary>The push service's token.</summary>
    public static SecretField<DeviceToken> Token { get; } = new(
        $"{Schemas.Notifications}.device_tokens", "encrypted_token", device => device.Id.Value, device => device.EncryptedToken, (device, secret) => device.EncryptedToken = secret);

    /// <summary>What a device that registers again is found by: SHA-256, 32 bytes. See <see cref="DeviceToken.TokenHash"/>.</summary>
    public static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
