using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TradingPlatform.Data;

/// <summary>What the entity configurations say often, said once.</summary>
internal static class EntityTypeBuilderExtensions
{
    /// <summary>Puts the table into a schema (<see cref="Schemas"/>); the table's name comes from the DbSet by convention.</summary>
    public static void InSchema<TEntity>(this EntityTypeBuilder<TEntity> builder, string schema) where TEntity : class =>
        builder.Metadata.SetSchema(schema);

    /// <summary>Adds the constraint <c>ck_&lt;table&gt;_&lt;subject&gt;</c>.</summary>
    public static void HasCheck<TEntity>(this EntityTypeBuilder<TEntity> builder, string subject, string sql) where TEntity : class =>
        builder.ToTable(table => table.HasCheckConstraint($"ck_{SnakeCase.From(builder.Metadata.GetTableName()!)}_{subject}", sql));

    /// <summary>The database's clock fills the column when the application leaves it unset.</summary>
    public static PropertyBuilder<DateTimeOffset> DefaultsToNow<TEntity>(
        this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, DateTimeOffset>> property) where TEntity : class =>
        builder.Property(property).HasDefaultValueSql("now()");

    /// <summary>
    /// The database fills the column with <paramref name="value"/> for who does not know it. An entity's own value is always written, also the
    /// type's zero; <paramref name="value"/> must be what its constructor sets.
    /// </summary>
    public static PropertyBuilder<TProperty> DefaultsTo<TEntity, TProperty>(
        this EntityTypeBuilder<TEntity> builder, Expression<Func<TEntity, TProperty>> property, TProperty value) where TEntity : class =>
        builder.Property(property).HasDefaultValue(value).HasSentinel(value);
}
