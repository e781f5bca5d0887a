namespace TradingPlatform.Data;

/// <summary>Who said something in a conversation.</summary>
public enum MessageRole
{
    /// <summary>The person.</summary>
    User,

    /// <summary>The assistant.</summary>
    Assistant,
}
