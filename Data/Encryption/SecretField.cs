namespace TradingPlatform.Data;

/// <summary>One encrypted property of an entity: reading and writing it, and where it is stored.</summary>
/// <typeparam name="TEntity">The entity.</typeparam>
/// <param name="table">The table with its schema.</param>
/// <param name="column">The column of the ciphertext.</param>
/// <param name="row">The entity's id.</param>
/// <param name="get">Reads the property.</param>
/// <param name="set">Writes the property.</param>
public sealed class SecretField<TEntity>(
    string table, string column, Func<TEntity, Guid> row, Func<TEntity, EncryptedSecret?> get, Action<TEntity, EncryptedSecret?> set)
    where TEntity : class
{
    /// <summary>Encrypts a secret into the entity; null removes it. Saving it is the caller's.</summary>
    /// <param name="keys">The key ring.</param>
    /// <param name="entity">The entity, whose id must not change any more.</param>
    /// <param name="secret">The clear text.</param>
    public void Write(KeyRing keys, TEntity entity, string? secret) => set(entity, secret is null ? null : keys.Encrypt(PlaceIn(entity), secret));

    /// <summary>The clear text, for the call to the broker and for nothing else; null where there is none.</summary>
    /// <param name="keys">The key ring.</param>
    /// <param name="entity">The entity.</param>
    /// <exception cref="EncryptionException"><see cref="EncryptionFailure.KeyMissing"/>, <see cref="EncryptionFailure.NotDecryptable"/>.</exception>
    public string? Read(KeyRing keys, TEntity entity) => get(entity) is { } secret ? keys.Decrypt(PlaceIn(entity), secret) : null;

    /// <summary>What a person may see of it, as <see cref="SecretMask.Of"/> has it; null where there is none.</summary>
    /// <param name="keys">The key ring.</param>
    /// <param name="entity">The entity.</param>
    /// <exception cref="EncryptionException"><see cref="EncryptionFailure.KeyMissing"/>, <see cref="EncryptionFailure.NotDecryptable"/>.</exception>
    public string? ReadMasked(KeyRing keys, TEntity entity) => Read(keys, entity) is { } secret ? SecretMask.Of(secret) : null;

    private SecretPlace PlaceIn(TEntity entity) => new(table, column, row(entity));
}
