namespace TradingPlatform.Data;

/// <summary>One thing said in a conversation. <c>workspace.messages</c>.</summary>
public sealed class Message
{
    /// <summary>Internal key.</summary>
    public MessageId Id { get; init; } = MessageId.New();

    /// <summary>Where it was said.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>By whom.</summary>
    public required MessageRole Role { get; init; }

    /// <summary>What was said.</summary>
    public required string Content { get; init; }

    /// <summary>When; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
