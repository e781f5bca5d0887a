namespace TradingPlatform.Data;

/// <summary>A bundle of permissions that users are given. <c>identity.roles</c>; the platform's own are seeded (<see cref="AccessCatalogue"/>).</summary>
public sealed class Role
{
    /// <summary>Key: lower_snake, at most 50 characters, such as <see cref="RoleNames.Operator"/>. A name and not an id, since code asks for it.</summary>
    public required string Name { get; init; }

    /// <summary>Who should have it, for people.</summary>
    public required string Description { get; set; }

    /// <summary>When it was made; the database's clock unless set.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version (xmin): two administrators may edit.</summary>
    public uint Version { get; private set; }
}
