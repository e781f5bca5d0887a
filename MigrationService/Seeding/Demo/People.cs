using System.Net;
using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The people of the demo desk and how they sign in.</summary>
internal sealed class People
{
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", "TradingPlatform-iOS/4.2.0", "TradingPlatform-Android/4.1.7",
    ];

    private readonly SeedRandom _random = new(part: 1);

    public People()
    {
        All = [.. DemoIds.Addresses.Select(Person)];
        Sessions = [.. All.Where(user => user.LastLoginAt is not null).SelectMany(SessionsOf)];
        Resets = [.. All.Where((_, index) => index % 4 == 1).Select((user, index) => Reset(user, isUsed: index % 2 == 0))];
        ApiKeys = [.. All.Where(user => RoleOf(user) is RoleNames.Trader or RoleNames.Researcher).Where((_, index) => index % 2 == 1).Select(ApiKey)];
    }

    /// <summary>Everybody, traders first. Their password is hashed when they are stored.</summary>
    public IReadOnlyList<User> All { get; }

    public IReadOnlyList<UserSession> Sessions { get; }

    public IReadOnlyList<PasswordReset> Resets { get; }

    public IReadOnlyList<ApiKey> ApiKeys { get; }

    public IEnumerable<User> Traders => All.Take(DemoIds.Traders);

    /// <summary>Who may sign in and trade.</summary>
    public IEnumerable<User> ActiveTraders => Traders.Where(user => user.Status == UserStatus.Active);

    public IEnumerable<User> In(string role) => All.Where(user => RoleOf(user) == role && user.Status == UserStatus.Active);

    /// <summary>Until when somebody worked here: "now", or the last sign-in of who may not any more.</summary>
    public DateTimeOffset ActiveUntil(UserId id) => All.First(user => user.Id == id) is { Status: not UserStatus.Active } gone ? gone.LastLoginAt!.Value : SeedRandom.Now;

    public static string RoleOf(User user) => user.Roles.Single().Role;

    private User Person(string address)
    {
        // The one whose rows say whether a part is there has left; another trader and a viewer are suspended.
        var status = address == DevelopmentCredentials.TraderEmail(12) || address.StartsWith("operator04", StringComparison.Ordinal) ? UserStatus.Deactivated
            : address == DevelopmentCredentials.TraderEmail(13) || address.StartsWith("viewer04", StringComparison.Ordinal) ? UserStatus.Suspended
            : UserStatus.Active;
        var joinedAt = DemoIds.JoinedAt(address);
        var user = new User
        {
            Id = DemoIds.Of(address),
            PublicId = _random.NextPublicId("usr"),
            Email = address,
            HashedPassword = "",
            DisplayName = _random.Faker.Name.FullName(),
            Phone = _random.Chance(60) ? _random.One(["+1212555", "+9198450", "+4989555"]) + _random.Values.ReplaceNumbers("#####") : null,
            Status = status,
            LastLoginAt = status == UserStatus.Active ? _random.NextMoment(days: 5) : _random.NextMoment(SeedRandom.Now.AddDays(-40), SeedRandom.Now.AddDays(-15)),
            CreatedAt = joinedAt,
            UpdatedAt = SeedRandom.Now.AddDays(-_random.Values.Int(1, 30)),
        };
        user.Roles.Add(new UserRole { UserId = user.Id, Role = RoleOfAddress(address), GrantedAt = joinedAt });
        return user;
    }

    private static string RoleOfAddress(string address) => address[..^"00@example.com".Length] switch
    {
        "manager" => RoleNames.Admin,
        var role => role,
    };

    /// <summary>The session of the last sign-in, whose tokens were renewed once; the one before is revoked and names its successor.</summary>
    private IEnumerable<UserSession> SessionsOf(User user)
    {
        var (signedInAt, address) = (user.LastLoginAt!.Value, new IPAddress([10, 20, (byte)_random.Values.Int(1, 30), (byte)_random.Values.Int(2, 250)]));
        var renewedAt = signedInAt.AddMinutes(15);
        var ended = user.Status == UserStatus.Active ? (DateTimeOffset?)null : signedInAt.AddHours(3);
        var last = Session(user, renewedAt, address, ended, replacedBy: null);
        yield return last;
        yield return Session(user, signedInAt, address, renewedAt, last.Id);
    }

    private UserSession Session(User user, DateTimeOffset at, IPAddress address, DateTimeOffset? revokedAt, UserSessionId? replacedBy) => new()
    {
        Id = new UserSessionId(_random.NextId(at)),
        UserId = user.Id,
        RefreshTokenHash = _random.Values.Bytes(32),
        AccessTokenHash = _random.Values.Bytes(32),
        AccessExpiresAt = at.AddMinutes(15),
        UserAgent = _random.One(Agents),
        IpAddress = address,
        CreatedAt = at,
        LastSeenAt = at.AddMinutes(14),
        ExpiresAt = at.AddDays(30),
        RevokedAt = revokedAt,
        ReplacedBySessionId = replacedBy,
    };

    private PasswordReset Reset(User user, bool isUsed)
    {
        var at = _random.NextMoment(days: 60);
        return new PasswordReset
        {
            Id = new PasswordResetId(_random.NextId(at)),
            UserId = user.Id,
            TokenHash = _random.Values.Bytes(32),
            ExpiresAt = at + PasswordReset.Lifetime,
            UsedAt = isUsed ? at.AddMinutes(_random.Values.Int(2, 50)) : null,
            RequestedIp = new IPAddress([192, 0, 2, (byte)_random.Values.Int(1, 250)]),
            CreatedAt = at,
        };
    }

    private ApiKey ApiKey(User user, int index)
    {
        var at = _random.NextMoment(days: 90);
        return new ApiKey
        {
            Id = new ApiKeyId(_random.NextId(at)),
            UserId = user.Id,
            Name = _random.One(["Notebook", "Spreadsheet", "Alerts", "Reporting"]),
            KeyHash = _random.Values.Bytes(32),
            KeyPrefix = "tp_live_" + _random.Values.String2(8, "abcdefghijkmnpqrstuvwxyz23456789"),
            Scopes = SeedRandom.Json(new[] { PermissionNames.ViewTrades, PermissionNames.ViewPnl }),
            ExpiresAt = at.AddDays(365),
            LastUsedAt = index % 3 == 0 ? null : _random.NextMoment(at, SeedRandom.Now),
            RevokedAt = index % 5 == 4 ? SeedRandom.Now.AddDays(-1) : null,
            CreatedAt = at,
        };
    }
}
