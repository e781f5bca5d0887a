namespace TradingPlatform.Identity;

/// <summary>The body of <c>POST /auth/sign-in</c>.</summary>
/// <param name="Email">The account's e-mail address, in any case.</param>
/// <param name="Password">The password.</param>
public sealed record SignInRequest(string Email, string Password)
{
    /// <summary>Without the password: records print all their members.</summary>
    public override string ToString() => nameof(SignInRequest);
}
