using TradingPlatform.Data;
using TradingPlatform.Identity;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The people of the demo desk and where they trade.</summary>
internal static class DemoTraders
{
    private const int Count = 12;

    public static IReadOnlyList<User> Create(PasswordHashing passwords)
    {
        var random = new SeedRandom(part: 1);
        return [.. Enumerable.Range(1, Count).Select(number => Trader(number, random, passwords))];
    }

    /// <summary>One connection a trader, without credentials: there is nobody to sign in to from a development machine.</summary>
    public static IEnumerable<BrokerConnection> ConnectionsOf(IEnumerable<User> traders)
    {
        var random = new SeedRandom(part: 2);
        foreach (var trader in traders)
        {
            var status = random.Values.Enum<BrokerConnectionStatus>();
            var failed = status is BrokerConnectionStatus.Error or BrokerConnectionStatus.TokenExpired;
            var createdAt = trader.CreatedAt.AddMinutes(random.Values.Int(3, 90));
            yield return new BrokerConnection
            {
                Id = new BrokerConnectionId(random.NextId(createdAt)),
                UserId = trader.Id,
                Broker = random.Values.Enum<Broker>(),
                AccountLabel = $"{trader.DisplayName.Split(' ')[0]}'s account",
                Status = status,
                IsValid = !failed,
                LastConnectedAt = status == BrokerConnectionStatus.Disconnected ? null : random.NextMoment(days: 3),
                ErrorCount = failed ? random.Values.Int(1, 4) : 0,
                LastError = status switch
                {
                    BrokerConnectionStatus.Error => "The broker closed the connection.",
                    BrokerConnectionStatus.TokenExpired => "The access token has expired: sign in to the broker again.",
                    _ => null,
                },
                CreatedAt = createdAt,
                UpdatedAt = SeedRandom.Now,
            };
        }
    }

    private static User Trader(int number, SeedRandom random, PasswordHashing passwords)
    {
        var createdAt = SeedRandom.Now.AddDays(-random.Values.Int(120, 400));

        // The last one has left the desk: lists and sign-in have somebody inactive to deal with.
        var active = number < Count;
        var trader = new User
        {
            Id = new UserId(random.NextId(createdAt)),
            PublicId = random.NextPublicId("usr"),
            Email = DevelopmentCredentials.TraderEmail(number),
            HashedPassword = passwords.Hash(DevelopmentCredentials.Password),
            DisplayName = random.Faker.Name.FullName(),
            Status = active ? UserStatus.Active : UserStatus.Deactivated,
            LastLoginAt = active ? random.NextMoment(days: 5) : null,
            CreatedAt = createdAt,
            UpdatedAt = SeedRandom.Now,
        };
        trader.Roles.Add(new UserRole { UserId = trader.Id, Role = RoleNames.Trader, GrantedAt = createdAt });
        return trader;
    }
}
