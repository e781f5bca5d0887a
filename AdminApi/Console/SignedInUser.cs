namespace TradingPlatform.AdminApi;

/// <summary>Who is signed in.</summary>
/// <param name="Email">The e-mail address.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Permissions">What the user's roles allow, by the names of <see cref="Data.PermissionNames"/>, in order.</param>
public sealed record SignedInUser(string Email, string DisplayName, IReadOnlyList<string> Permissions);
