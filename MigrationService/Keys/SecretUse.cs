using TradingPlatform.Data;

namespace TradingPlatform.MigrationService;

/// <summary>A key that secrets of a column are encrypted with.</summary>
/// <param name="Table">The table.</param>
/// <param name="Ciphertext">The column of the ciphertexts.</param>
/// <param name="KeyColumn">The column of the keys' ids.</param>
/// <param name="KeyId">The key.</param>
/// <param name="Secrets">How many secrets.</param>
internal sealed record SecretUse(SecretTable Table, string Ciphertext, string KeyColumn, string KeyId, long Secrets);
