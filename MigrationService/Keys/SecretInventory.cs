using Npgsql;
using TradingPlatform.Data;
using TradingPlatform.MigrationEngine;

namespace TradingPlatform.MigrationService;

/// <summary>Which keys the secrets of a database are encrypted with.</summary>
internal sealed class SecretInventory
{
    private const int Samples = 20;

    private readonly IReadOnlyList<SecretTable> _tables;

    private SecretInventory(IReadOnlyList<SecretTable> tables, IReadOnlyList<SecretUse> uses)
    {
        _tables = tables;
        Uses = uses;
    }

    /// <summary>One for each column and key.</summary>
    public IReadOnlyList<SecretUse> Uses { get; }

    /// <summary>Whether the current key has encrypted everything.</summary>
    public bool IsCurrent(KeyRing keys) => Uses.All(use => use.KeyId == keys.CurrentKeyId);

    /// <summary>The tables where it has not.</summary>
    public IEnumerable<SecretTable> NotCurrent(KeyRing keys) =>
        _tables.Where(table => Uses.Any(use => use.Table == table && use.KeyId != keys.CurrentKeyId));

    /// <summary>Counts the secrets of the tables that the database has: of a build before the newest migration it has fewer.</summary>
    public static async Task<SecretInventory> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var context = VerbContext.CreateOfflineContext();
        var tables = new List<SecretTable>();
        var uses = new List<SecretUse>();
        foreach (var table in SecretTable.Of(context.Model))
        {
            if (!await ExistsAsync(connection, table, cancellationToken)) continue;

            tables.Add(table);
            foreach (var column in table.Columns)
            {
                await using var command = new NpgsqlCommand(
                    $"SELECT {column.KeyId}, count(*) FROM {table.FullName} WHERE {column.KeyId} IS NOT NULL GROUP BY 1 ORDER BY 1", connection);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                while (await reader.ReadAsync(cancellationToken)) uses.Add(new SecretUse(table, column.Ciphertext, column.KeyId, reader.GetString(0), reader.GetInt64(1)));
            }
        }

        return new SecretInventory(tables, uses);
    }

    /// <summary>Looks, before anything is changed, whether every key that is in use is configured and is the right one.</summary>
    /// <exception cref="MigrationException"><see cref="MigrationExitCode.Usage"/>: one is not.</exception>
    public async Task VerifyAsync(NpgsqlConnection connection, KeyRing keys, CancellationToken cancellationToken)
    {
        if (Uses.FirstOrDefault(use => !keys.Has(use.KeyId)) is { } missing)
        {
            var places = Uses.Where(use => use.KeyId == missing.KeyId).Select(use => $"{use.Table.FullName}.{use.Ciphertext}");
            throw new MigrationException(
                MigrationExitCode.Usage,
                $"The key '{missing.KeyId}' is not configured, and {string.Join(", ", places)} has secrets that it encrypted: add Encryption:Keys:{missing.KeyId}. Nothing was changed.");
        }

        foreach (var use in Uses) await VerifyAsync(connection, keys, use, cancellationToken);
    }

    // One secret that does not decrypt is a damaged one; where none does, it is the key.
    private static async Task VerifyAsync(NpgsqlConnection connection, KeyRing keys, SecretUse use, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {use.Table.Key}, {use.Ciphertext} FROM {use.Table.FullName} WHERE {use.KeyColumn} = $1 LIMIT {Samples}", connection)
        {
            Parameters = { new() { Value = use.KeyId } },
        };
        EncryptionException? failure = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            try
            {
                keys.Decrypt(new SecretPlace(use.Table.FullName, use.Ciphertext, reader.GetGuid(0)), new EncryptedSecret(reader.GetFieldValue<byte[]>(1), use.KeyId));
                return;
            }
            catch (EncryptionException exception)
            {
                failure = exception;
            }
        }

        if (failure is not null)
        {
            throw new MigrationException(
                MigrationExitCode.Usage,
                $"The configured key '{use.KeyId}' decrypts nothing of {use.Table.FullName}.{use.Ciphertext} that it should: Encryption:Keys:{use.KeyId} is another key than the one that encrypted it. Nothing was changed.",
                failure);
        }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, SecretTable table, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "SELECT count(*) = cardinality($2) FROM pg_attribute WHERE attrelid = to_regclass($1) AND attname = ANY ($2) AND NOT attisdropped", connection)
        {
            Parameters = { new() { Value = table.FullName }, new() { Value = table.Columns.Select(column => column.Ciphertext).ToArray() } },
        };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
