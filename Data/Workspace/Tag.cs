namespace TradingPlatform.Data;

/// <summary>A word by which a user finds tasks again. <c>workspace.tags</c>.</summary>
public sealed class Tag
{
    /// <summary>Internal key.</summary>
    public TagId Id { get; init; } = TagId.New();

    /// <summary>Whose word.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The word, at most 50 characters; unique among the owner's.</summary>
    public required string Name { get; set; }

    /// <summary>When it was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
