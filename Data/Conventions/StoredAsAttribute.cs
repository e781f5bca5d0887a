namespace TradingPlatform.Data;

/// <summary>The text an enum member is stored as, where it is not the member's name in lower_snake.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class StoredAsAttribute(string text) : Attribute
{
    /// <summary>The stored text.</summary>
    public string Text { get; } = text;
}
