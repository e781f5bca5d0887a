namespace TradingPlatform.Identity;

/// <summary>What a sign-in or a refresh gives out. The tokens are not stored and cannot be shown again.</summary>
/// <param name="TokenType">Always <c>Bearer</c>: how to send the access token.</param>
/// <param name="AccessToken">To be sent as <c>Authorization: Bearer ...</c> with each request.</param>
/// <param name="AccessExpiresAt">When the access token ends.</param>
/// <param name="RefreshToken">Good for one call of <c>POST /auth/refresh</c>; a second use ends the session.</param>
/// <param name="RefreshExpiresAt">When the refresh token ends.</param>
public sealed record SessionTokens(
    string TokenType, string AccessToken, DateTimeOffset AccessExpiresAt, string RefreshToken, DateTimeOffset RefreshExpiresAt)
{
    /// <summary>Without the tokens: records print all their members.</summary>
    public override string ToString() => nameof(SessionTokens);
}
