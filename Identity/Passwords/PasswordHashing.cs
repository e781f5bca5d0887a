using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace TradingPlatform.Identity;

/// <summary>Turns passwords into what may be stored, with ASP.NET Core Identity's hasher (PBKDF2, salted, versioned).</summary>
public sealed class PasswordHashing
{
    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions()));
    private readonly object _user = new();
    private readonly string _nobody;

    /// <summary>Creates the hasher. It may be shared between threads; make one, not one a request.</summary>
    // The hash for users who do not exist is made now: made at first need, the first unknown e-mail would take twice as long.
    public PasswordHashing() => _nobody = Hash(Guid.CreateVersion7().ToString());

    /// <summary>The hash to store for <paramref name="password"/>: different at each call, because it is salted.</summary>
    public string Hash(string password) => _hasher.HashPassword(_user, password);

    /// <summary>Compares a password with a stored hash, in constant time.</summary>
    /// <param name="hash">
    /// The stored hash; null where there is no such user: the same work is done and the answer is <see cref="PasswordVerdict.Wrong"/>.
    /// </param>
    /// <param name="password">The password as typed.</param>
    public PasswordVerdict Verify(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(_user, hash ?? _nobody, password);
        return (hash, result) switch
        {
            (null, _) or (_, PasswordVerificationResult.Failed) => PasswordVerdict.Wrong,
            (_, PasswordVerificationResult.SuccessRehashNeeded) => PasswordVerdict.RightButOutdated,
            _ => PasswordVerdict.Right,
        };
    }
}
