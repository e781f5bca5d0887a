namespace TradingPlatform.Data;

/// <summary>A user's talk with the assistant. <c>workspace.conversations</c>.</summary>
public sealed class Conversation
{
    /// <summary>Internal key.</summary>
    public ConversationId Id { get; init; } = ConversationId.New();

    /// <summary>Who talks.</summary>
    public required UserId UserId { get; init; }

    /// <summary>When it began; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something was last said; the database's clock on insert unless set.</summary>
    public DateTimeOffset UpdatedAt { get; set; }
}
