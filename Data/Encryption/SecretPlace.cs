namespace TradingPlatform.Data;

/// <summary>Where a secret is stored. It is part of what is encrypted: a ciphertext that was copied to another place does not decrypt there.</summary>
/// <param name="Table">The table with its schema, such as <c>trading.broker_connections</c>.</param>
/// <param name="Column">The column of the ciphertext.</param>
/// <param name="Row">The row's id.</param>
public readonly record struct SecretPlace(string Table, string Column, Guid Row)
{
    /// <summary>For a sentence.</summary>
    public override string ToString() => $"{Table}.{Column} of row {Row}";
}
