using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

/// <summary>How an <see cref="EncryptedSecret"/> is laid out in columns.</summary>
internal static class EncryptedSecretExtensions
{
    /// <summary>
    /// Two nullable columns: the ciphertext under the property's own name and the key id beside it; a CHECK keeps them both or neither.
    /// </summary>
    public static void HasEncryptedSecret<TEntity>(
        this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, EncryptedSecret?>> property) where TEntity : class
    {
        var column = SnakeCase.From(((MemberExpression)property.Body).Member.Name);
        builder.ComplexProperty(property, secret =>
        {
            secret.Property(value => value.Ciphertext).HasColumnName(column);
            secret.Property(value => value.KeyId).HasMaxLength(50);
        });
        builder.HasCheck(column, $"({column} IS NULL) = ({column}_key_id IS NULL)");
    }
}
