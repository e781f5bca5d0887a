namespace TradingPlatform.Data;

/// <summary>That a role allows something. <c>identity.role_permissions</c>.</summary>
#pragma warning disable CA1711 // The word of the trade; code access security is gone from .NET.
public sealed class RolePermission
#pragma warning restore CA1711
{
    /// <summary>The role (<see cref="Data.Role.Name"/>).</summary>
    public required string Role { get; init; }

    /// <summary>What it allows (<see cref="Data.Permission.Name"/>).</summary>
    public required string Permission { get; init; }
}
