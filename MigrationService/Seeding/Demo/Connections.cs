using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>Where the traders trade: a broker or two for each, in every status, and an exchange for the bots. Credentials are given when they are stored.</summary>
internal sealed class Connections
{
    private static readonly (Venue Venue, Broker[] Brokers)[] BrokersOf =
    [
        (Venue.India, [Broker.Zerodha, Broker.Dhan, Broker.Fyers, Broker.AngelOne]), (Venue.UnitedStates, [Broker.Alpaca]), (Venue.Crypto, [Broker.Binance]),
    ];

    private readonly SeedRandom _random = new(part: 4);

    public Connections(People people)
    {
        Brokers = [.. people.Traders.SelectMany((trader, index) => BrokersOf.Skip(index % 2).Take(2).Select((venue, number) => Connect(trader, index, number, venue.Brokers)))];
        Exchanges = [.. people.Traders.Select(Exchange)];
    }

    public IReadOnlyList<BrokerConnection> Brokers { get; }

    /// <summary>One a trader, in their order.</summary>
    public IReadOnlyList<ExchangeApiKey> Exchanges { get; }

    private BrokerConnection Connect(User trader, int index, int number, Broker[] brokers)
    {
        var status = trader.Status == UserStatus.Active ? Enum.GetValues<BrokerConnectionStatus>()[(index + number) % 5] : BrokerConnectionStatus.Disconnected;
        var failed = status is BrokerConnectionStatus.Error or BrokerConnectionStatus.TokenExpired;
        var broker = brokers[index / 2 % brokers.Length];
        var createdAt = trader.CreatedAt.AddMinutes(_random.Values.Int(3, 90));
        return new BrokerConnection
        {
            Id = new BrokerConnectionId(_random.NextId(createdAt)),
            UserId = trader.Id,
            Broker = broker,
            AccountLabel = $"{trader.DisplayName.Split(' ')[^1]} {broker}",
            Status = status,
            IsValid = !failed,
            LastConnectedAt = status == BrokerConnectionStatus.Connecting ? null : _random.NextMoment(days: 3),
            ErrorCount = failed ? _random.Values.Int(1, 4) : 0,
            LastError = status switch
            {
                BrokerConnectionStatus.Error => "The broker closed the connection.",
                BrokerConnectionStatus.TokenExpired => "The access token has expired: sign in to the broker again.",
                _ => null,
            },
            TokenExpiresAt = status == BrokerConnectionStatus.TokenExpired ? SeedRandom.Now.AddHours(-2) : SeedRandom.Now.AddHours(_random.Values.Int(4, 20)),
            CreatedAt = createdAt,
            UpdatedAt = SeedRandom.Now.AddMinutes(-_random.Values.Int(1, 600)),
        };
    }

    private ExchangeApiKey Exchange(User trader, int index)
    {
        var createdAt = trader.CreatedAt.AddHours(_random.Values.Int(2, 60));
        return new ExchangeApiKey
        {
            Id = new ExchangeApiKeyId(_random.NextId(createdAt)),
            UserId = trader.Id,
            Exchange = index % 4 == 3 ? "kraken" : "binance",
            Label = index % 3 == 0 ? "Main account" : "Bots",
            IsValid = trader.Status == UserStatus.Active && index % 7 != 6,
            CreatedAt = createdAt,
            UpdatedAt = createdAt.AddDays(_random.Values.Int(0, 20)),
        };
    }
}
