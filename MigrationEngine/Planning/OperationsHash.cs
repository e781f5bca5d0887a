using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace TradingPlatform.MigrationEngine;

/// <summary>
/// Identifies a migration by what it says and not by the SQL that is made of it, which another version of EF or of the provider may write
/// differently. What has its default value is left out, so that a property which EF adds one day changes nothing.
/// </summary>
internal static class OperationsHash
{
    private const string Version = "v1:";

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>To be taken before SQL is generated: Npgsql's generator writes into the operations.</summary>
    public static string Of(IReadOnlyList<MigrationOperation> operations)
    {
        var text = new StringBuilder();
        foreach (var operation in operations.Where(operation => operation is not ExemptOperation)) Append(text, operation);
        return Version + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                text.Append('~');
                break;
            case string written:
                // A build on Windows has other line ends in the same migration; the length keeps neighbours apart.
                var normal = written.ReplaceLineEndings("\n");
                text.Append(CultureInfo.InvariantCulture, $"{normal.Length}\"{normal}");
                break;
            case IAnnotatable described:
                AppendDescribed(text, described);
                break;
            case Type type:
                text.Append(type.FullName);
                break;
            case byte[] bytes:
                text.Append(Convert.ToHexStringLower(bytes));
                break;
            case Enum or bool:
                text.Append(value);
                break;
            case IEnumerable items:
                text.Append('[');
                foreach (var item in items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                text.Append(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString());
                break;
        }
    }

    private static void AppendDescribed(StringBuilder text, IAnnotatable described)
    {
        var type = described.GetType();
        text.Append(type.Name).Append('{');
        foreach (var property in Properties.GetOrAdd(type, Relevant))
        {
            var value = property.GetValue(described);
            if (IsDefault(property, value)) continue;

            text.Append(property.Name).Append('=');
            Append(text, value);
            text.Append(';');
        }

        foreach (var annotation in described.GetAnnotations().Where(IsPartOfIt).OrderBy(annotation => annotation.Name, StringComparer.Ordinal))
        {
            text.Append('@').Append(annotation.Name).Append('=');
            Append(text, annotation.Value);
            text.Append(';');
        }

        text.Append('}');
    }

    /// <summary>An exemption changes how the same schema is reached.</summary>
    private static bool IsPartOfIt(IAnnotation annotation) => !annotation.Name.StartsWith(SafetyExemptions.AnnotationPrefix, StringComparison.Ordinal);

    /// <summary>By the property's type: a default value of false for a column is something said, an index that is not unique is not.</summary>
    private static bool IsDefault(PropertyInfo property, object? value) => value switch
    {
        null or ICollection { Count: 0 } => true,
        MigrationOperation nested => IsEmpty(nested),
        _ => property.PropertyType.IsValueType && value.Equals(RuntimeHelpers.GetUninitializedObject(value.GetType()))
            && Nullable.GetUnderlyingType(property.PropertyType) is null,
    };

    /// <summary>The "old" part of an alteration is an operation of its own, empty where nothing is known of the old state.</summary>
    private static bool IsEmpty(MigrationOperation operation) =>
        !operation.GetAnnotations().Any()
        && Properties.GetOrAdd(operation.GetType(), Relevant).All(property => IsDefault(property, property.GetValue(operation)));

    // IsDestructiveChange is EF's opinion of an operation, not a part of it.
    private static PropertyInfo[] Relevant(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name != nameof(MigrationOperation.IsDestructiveChange))
            .OrderBy(property => property.Name, StringComparer.Ordinal),
    ];
}
