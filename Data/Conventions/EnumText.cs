using System.Collections.Frozen;
using System.Reflection;

namespace TradingPlatform.Data;

/// <summary>How the members of an enum are written in the database. The C# enum is the only list; the CHECK is made from it.</summary>
public static class EnumText
{
    /// <summary>The stored texts of an enum, in the order of its members.</summary>
    public static IReadOnlyList<string> All(Type enumType) =>
        [.. Fields(enumType).Select(TextOf)];

    internal static FrozenDictionary<TEnum, string> Map<TEnum>() where TEnum : struct, Enum =>
        Fields(typeof(TEnum)).ToFrozenDictionary(field => Enum.Parse<TEnum>(field.Name), TextOf);

    private static FieldInfo[] Fields(Type enumType) => enumType.GetFields(BindingFlags.Public | BindingFlags.Static);

    private static string TextOf(FieldInfo field) =>
        field.GetCustomAttribute<StoredAsAttribute>()?.Text ?? SnakeCase.From(field.Name);
}
