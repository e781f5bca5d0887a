namespace TradingPlatform.Data;

/// <summary>Something that a role may allow. <c>identity.permissions</c>: one row for each of <see cref="PermissionNames"/>, seeded.</summary>
#pragma warning disable CA1711 // The word of the trade; code access security is gone from .NET.
public sealed class Permission
#pragma warning restore CA1711
{
    /// <summary>Key: lower_snake, at most 50 characters. A name and not an id, since authorization policies are called by it.</summary>
    public required string Name { get; init; }

    /// <summary>What it allows, for people.</summary>
    public required string Description { get; set; }
}
