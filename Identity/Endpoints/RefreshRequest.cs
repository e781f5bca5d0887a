namespace TradingPlatform.Identity;

/// <summary>The body of <c>POST /auth/refresh</c>.</summary>
/// <param name="RefreshToken">The refresh token of the last sign-in or refresh; good once.</param>
public sealed record RefreshRequest(string RefreshToken)
{
    /// <summary>Without the token: records print all their members.</summary>
    public override string ToString() => nameof(RefreshRequest);
}
