namespace TradingPlatform.Identity;

/// <summary>
/// The authorization policies. Besides these, each of <see cref="Data.PermissionNames"/> is the name of a policy that asks for that permission:
/// <c>RequireAuthorization(PermissionNames.ManageUsers)</c>.
/// </summary>
public static class Policies
{
    /// <summary>Only who has the role <see cref="Data.RoleNames.Admin"/>, whatever that role allows.</summary>
    public const string AdminOnly = "AdminOnly";
}
