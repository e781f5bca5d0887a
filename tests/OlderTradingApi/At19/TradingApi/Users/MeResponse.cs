namespace TradingPlatform.TradingApi;

/// <summary>The signed-in user.</summary>
/// <param name="Id">The public id, <c>usr_...</c>.</param>
/// <param name="Email">The e-mail address, as typed when the account was made.</param>
/// <param name="Name">The name shown to others.</param>
/// <param name="IsAdmin">Whether the AdminApi is open to the user.</param>
/// <param name="LastLoginAt">The last sign-in.</param>
/// <param name="CreatedAt">When the account was made.</param>
public sealed record MeResponse(
    string Id, string Email, string Name, bool IsAdmin, DateTimeOffset? LastLoginAt, DateTimeOffset CreatedAt);
