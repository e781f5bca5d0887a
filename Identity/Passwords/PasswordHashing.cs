using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace TradingPlatform.Identity;

/// <summary>Turns passwords into what may be stored, with ASP.NET Core Identity's hasher (PBKDF2, salted, versioned).</summary>
public sealed class PasswordHashing
{
    private readonly PasswordHasher<object> _hasher;
    private readonly object _user = new();
    private readonly string _nobody;

    /// <summary>Creates the hasher. It may be shared between threads; make one, not one a request.</summary>
    public PasswordHashing()
        : this(new PasswordHasherOptions())
    {
    }

    /// <summary>The same with other rounds than ASP.NET Core Identity's, for passwords that are no secret; a sign-in takes such a hash as outdated.</summary>
    /// <param name="rounds">How often a password is hashed; above zero.</param>
    public PasswordHashing(int rounds)
        : this(new PasswordHasherOptions { IterationCount = rounds })
    {
    }

    private PasswordHashing(PasswordHasherOptions options)
    {
        _hasher = new PasswordHasher<object>(Options.Create(options));

        // The hash for users who do not exist is made now: made at first need, the first unknown e-mail would take twice as long.
        _nobody = Hash(Guid.CreateVersion7().ToString());
    }

    /// <summary>The hash to store for <paramref name="password"/>: different at each call, because it is salted.</summary>
    public string Hash(string password) => _hasher.HashPassword(_user, password);

    /// <summary>Compares a password with a stored hash, in constant time.</summary>
    /// <param name="hash">
    /// The stored hash; null where there is no such user. Then, and where another program has made the hash, the same work is done and the
    /// answer is <see cref="PasswordVerdict.Wrong"/>.
    /// </param>
    /// <param name="password">The password as typed.</param>
    public PasswordVerdict Verify(string? hash, string password)
    {
        var ours = hash is not null && IsOurs(hash) ? hash : null;
        var result = _hasher.VerifyHashedPassword(_user, ours ?? _nobody, password);
        return (ours, result) switch
        {
            (null, _) or (_, PasswordVerificationResult.Failed) => PasswordVerdict.Wrong,
            (_, PasswordVerificationResult.SuccessRehashNeeded) => PasswordVerdict.RightButOutdated,
            _ => PasswordVerdict.Right,
        };
    }

    // The hasher's formats: base64, the first byte 0 or 1. It throws on a text that is no base64, such as bcrypt's of an older system.
    private static bool IsOurs(string hash)
    {
        var decoded = new byte[hash.Length];
        return Convert.TryFromBase64String(hash, decoded, out var length) && length > 1 && decoded[0] is (0 or 1);
    }
}
