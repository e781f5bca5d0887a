using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace TradingPlatform.Data;

/// <summary>A table with encrypted columns.</summary>
/// <param name="Schema">The schema.</param>
/// <param name="Name">The table.</param>
/// <param name="Key">The column of the row's id.</param>
/// <param name="Columns">The columns of ciphertexts, each with the column of its key's id.</param>
public sealed record SecretTable(string Schema, string Name, string Key, IReadOnlyList<(string Ciphertext, string KeyId)> Columns)
{
    /// <summary>The table with its schema, as a <see cref="SecretPlace"/> names it.</summary>
    public string FullName => $"{Schema}.{Name}";

    /// <summary>All tables that hold an <see cref="EncryptedSecret"/>, told from the model.</summary>
    public static IReadOnlyList<SecretTable> Of(IModel model) =>
    [
        .. model.GetEntityTypes().Where(entity => entity.GetComplexProperties().Any(IsSecret)).Select(Of)
            .OrderBy(table => table.FullName, StringComparer.Ordinal),
    ];

    private static SecretTable Of(IEntityType entity) => new(
        entity.GetSchema()!,
        entity.GetTableName()!,
        entity.FindPrimaryKey()!.Properties.Single().GetColumnName(),
        [
            .. entity.GetComplexProperties().Where(IsSecret).Select(property => (
                property.ComplexType.FindProperty(nameof(EncryptedSecret.Ciphertext))!.GetColumnName(),
                property.ComplexType.FindProperty(nameof(EncryptedSecret.KeyId))!.GetColumnName())),
        ]);

    private static bool IsSecret(IComplexProperty property) => property.ClrType == typeof(EncryptedSecret);
}
