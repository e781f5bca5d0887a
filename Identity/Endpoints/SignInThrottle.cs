using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace TradingPlatform.Identity;

/// <summary>
/// Slows guessing down: by address and e-mail address, and by address alone. Counts in memory, for each process by itself.
/// </summary>
internal sealed class SignInThrottle(IOptions<IdentityOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<(IPAddress? Address, string Email)> _attempts = PartitionedRateLimiter.CreateChained(
        PerMinute<IPAddress>(key => key.Address ?? IPAddress.None, options.Value.SignInsPerMinuteAndAddress),
        PerMinute<(IPAddress?, string)>(key => (key.Address, key.Email.ToUpperInvariant()), options.Value.SignInsPerMinute));

    /// <summary>Counts an attempt; a lease that is not acquired refuses it.</summary>
    public RateLimitLease Attempt(IPAddress? address, string email) => _attempts.AttemptAcquire((address, email));

    public void Dispose() => _attempts.Dispose();

    private static PartitionedRateLimiter<(IPAddress? Address, string Email)> PerMinute<TKey>(
        Func<(IPAddress? Address, string Email), TKey> keyOf, int limit)
        where TKey : notnull =>
        PartitionedRateLimiter.Create<(IPAddress? Address, string Email), TKey>(key =>
            RateLimitPartition.GetFixedWindowLimiter(keyOf(key), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = limit,
                Window = Window,
            }));
}
