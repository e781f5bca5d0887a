using System.Globalization;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.Data;

/// <summary>Encrypts the secrets of one table anew that another key than the current one has encrypted.</summary>
/// <param name="keys">The key ring, with all keys that are in use.</param>
/// <param name="table">The table.</param>
/// <param name="after">The migration from which on it can run.</param>
public sealed class KeyRotation(KeyRing keys, SecretTable table, string after) : CodeBackfill
{
    /// <summary>What the names of all rotations begin with: they are no part of the platform's backfills, and run by <c>rotate-keys</c> alone.</summary>
    public const string NamePrefix = "rotate-keys-";

    /// <inheritdoc/>
    public override string Name => $"{NamePrefix}{table.Name.Replace('_', '-')}";

    /// <inheritdoc/>
    public override string After => after;

    /// <inheritdoc/>
    public override string Schema => table.Schema;

    /// <inheritdoc/>
    public override string Table => table.Name;

    /// <inheritdoc/>
    public override string Rows => string.Join(" OR ", table.Columns.Select(column => $"{column.KeyId} <> '{keys.CurrentKeyId}'"));

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => [.. table.Columns.SelectMany(column => new[] { column.Ciphertext, column.KeyId })];

    /// <inheritdoc/>
    public override Task ApplyAsync(BackfillBatch batch, CancellationToken cancellationToken)
    {
        foreach (var row in batch.Rows)
        {
            foreach (var (ciphertext, keyId) in table.Columns)
            {
                if (row[keyId] is not string id || id == keys.CurrentKeyId) continue;

                var renewed = Renew(new SecretPlace(table.FullName, ciphertext, Guid.Parse(row.Key[0], CultureInfo.InvariantCulture)), new EncryptedSecret(row.Get<byte[]>(ciphertext), id));
                row.Set(ciphertext, renewed.Ciphertext);
                row.Set(keyId, renewed.KeyId);
            }
        }

        return Task.CompletedTask;
    }

    private EncryptedSecret Renew(SecretPlace place, EncryptedSecret secret)
    {
        try
        {
            return keys.Renew(place, secret);
        }
        catch (EncryptionException exception) when (exception.Failure == EncryptionFailure.KeyMissing)
        {
            // No row is to blame: somebody has written with a key that this process does not have.
            throw new MigrationException(MigrationExitCode.Usage, exception.Message, exception);
        }
    }
}
