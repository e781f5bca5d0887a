namespace TradingPlatform.TradingApi;

/// <summary>The signed-in user.</summary>
/// <param name="Id">The public id, <c>usr_...</c>.</param>
/// <param name="Email">The e-mail address, as typed when the account was made.</param>
/// <param name="DisplayName">The name shown to others.</param>
/// <param name="Phone">The telephone number in E.164 form, if the user gave one.</param>
/// <param name="Roles">The roles the user has, by name.</param>
/// <param name="LastLoginAt">The last sign-in.</param>
/// <param name="CreatedAt">When the account was made.</param>
public sealed record MeResponse(
    string Id, string Email, string DisplayName, string? Phone, IReadOnlyList<string> Roles, DateTimeOffset? LastLoginAt, DateTimeOffset CreatedAt);
