using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TradingPlatform.Data;

/// <summary>Stores an enum as its text (<see cref="EnumText"/>). An unknown text or member is an error, never a default.</summary>
internal sealed class EnumTextConverter<TEnum>() : ValueConverter<TEnum, string>(value => ToText(value), text => ToMember(text))
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Texts = EnumText.Map<TEnum>();
    private static readonly FrozenDictionary<string, TEnum> Members = Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private static string ToText(TEnum value) =>
        Texts.TryGetValue(value, out var text)
            ? text
            : throw new InvalidOperationException($"{value} is not a member of {typeof(TEnum).Name}.");

    private static TEnum ToMember(string text) =>
        Members.TryGetValue(text, out var member)
            ? member
            : throw new InvalidOperationException($"The database holds '{text}', which is no {typeof(TEnum).Name} of this version.");
}
