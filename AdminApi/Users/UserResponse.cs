using System.Linq.Expressions;
using TradingPlatform.Data;

namespace TradingPlatform.AdminApi;

/// <summary>A person who may sign in.</summary>
/// <param name="Id">The public id, <c>usr_...</c>.</param>
/// <param name="Email">The e-mail address, as typed when the account was made.</param>
/// <param name="Name">The name shown to others.</param>
/// <param name="IsActive">False: may not sign in.</param>
/// <param name="IsAdmin">May use this API.</param>
/// <param name="LastLoginAt">The last sign-in.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="UpdatedAt">When the account was last changed.</param>
public sealed record UserResponse(
    string Id,
    string Email,
    string Name,
    bool IsActive,
    bool IsAdmin,
    DateTimeOffset? LastLoginAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static Expression<Func<User, UserResponse>> Of { get; } = user => new UserResponse(
        user.PublicId, user.Email, user.Name, user.IsActive, user.IsAdmin, user.LastLoginAt, user.CreatedAt, user.UpdatedAt);
}
