using System.Linq.Expressions;
using TradingPlatform.Data;

namespace TradingPlatform.AdminApi;

/// <summary>A person who may sign in.</summary>
/// <param name="Id">The public id, <c>usr_...</c>.</param>
/// <param name="Email">The e-mail address, as typed when the account was made.</param>
/// <param name="DisplayName">The name shown to others.</param>
/// <param name="Phone">The telephone number in E.164 form, if the user gave one.</param>
/// <param name="Status">Whether the user may sign in.</param>
/// <param name="Roles">The roles the user has, by name.</param>
/// <param name="LastLoginAt">The last sign-in.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="UpdatedAt">When the account was last changed.</param>
public sealed record UserResponse(
    string Id,
    string Email,
    string DisplayName,
    string? Phone,
    UserStatus Status,
    IReadOnlyList<string> Roles,
    DateTimeOffset? LastLoginAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    internal static Expression<Func<User, UserResponse>> Of { get; } = user => new UserResponse(
        user.PublicId,
        user.Email,
        user.DisplayName,
        user.Phone,
        user.Status,
        user.Roles.Select(held => held.Role).Order().ToList(),
        user.LastLoginAt,
        user.CreatedAt,
        user.UpdatedAt);
}
