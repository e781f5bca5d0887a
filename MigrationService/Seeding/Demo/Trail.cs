using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>The audit entries of what happened on the desk: sign-ins, orders, strategies, roles, models, and what was refused.</summary>
internal sealed class Trail
{
    private readonly SeedRandom _random = new(part: 17);
    private readonly People _people;
    private readonly Dictionary<UserId, UserSession> _sessions;

    public Trail(People people, Trading trading)
    {
        _people = people;
        _sessions = people.Sessions.Where(session => session.ReplacedBySessionId is null).ToDictionary(session => session.UserId);
        Entries =
        [
            .. SignIns().Concat(Roles()).Concat(Orders(trading)).Concat(Strategies(trading)).Concat(Refusals())
                .OrderBy(entry => entry.OccurredAt).ThenBy(entry => entry.Action, StringComparer.Ordinal).ThenBy(entry => entry.ResourceId, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<AuditEntry> Entries { get; }

    private IEnumerable<AuditEntry> SignIns() => _people.Sessions.SelectMany(session => session.ReplacedBySessionId is not null
        ? new[] { Entry(session.UserId, "user.signed_in", "authentication", "session", session.Id.Value.ToString(), AuditOutcome.Success, session.CreatedAt, amr: "pwd") }
        : [Entry(session.UserId, "session.refreshed", "authentication", "session", session.Id.Value.ToString(), AuditOutcome.Success, session.CreatedAt)]);

    private IEnumerable<AuditEntry> Roles()
    {
        var manager = _people.In(RoleNames.Admin).First().Id;
        return _people.All.Select(user => Entry(
            manager, "role.granted", "administration", "user", user.PublicId, AuditOutcome.Success, user.CreatedAt.AddMinutes(5), new { role = People.RoleOf(user) }));
    }

    /// <summary>What people did with orders; what bots and the orchestrator did is in the trades.</summary>
    private IEnumerable<AuditEntry> Orders(Trading trading) =>
        from order in trading.Blotter.Orders
        where order.StrategyId == Algorithms.Discretionary && order.ParentOrderId is null
        let outcome = order.Status switch
        {
            OrderStatus.BlockedKillSwitch or OrderStatus.BlockedCircuitBreaker => AuditOutcome.Blocked,
            OrderStatus.Rejected => AuditOutcome.Failure,
            OrderStatus.Failed => AuditOutcome.Error,
            _ => AuditOutcome.Success,
        }
        let action = order.ReplacedOrderId is null ? "submit_order" : "modify_order"
        select Entry(
            order.UserId!.Value, action, "action", "order", order.ClientOrderId, outcome, order.CreatedAt,
            new { symbol = order.Symbol, side = order.Side == OrderSide.Buy ? "buy" : "sell", qty = order.Qty }, reason: order.ErrorMessage);

    private IEnumerable<AuditEntry> Strategies(Trading trading)
    {
        var operators = _people.In(RoleNames.Operator).ToList();
        foreach (var strategy in trading.Strategies.All)
        {
            yield return Entry(strategy.UserId, "create_strategy", "action", "strategy", strategy.PublicId, AuditOutcome.Success, strategy.CreatedAt);
            if (strategy.Status == StrategyStatus.Stopped && _random.Chance(30))
                yield return Entry(_random.One(operators).Id, "force_stop_strategy", "action", "strategy", strategy.PublicId, AuditOutcome.Success, strategy.UpdatedAt.AddMinutes(5), reason: "Too much in one symbol.");
        }
    }

    private IEnumerable<AuditEntry> Refusals()
    {
        foreach (var viewer in _people.In(RoleNames.Viewer).Concat(_people.In(RoleNames.Researcher)))
            yield return Entry(viewer.Id, "cancel_order", "action", "order", null, AuditOutcome.Denied, _random.NextMoment(days: 20), reason: "The role may not.");
        foreach (var user in _people.All.Where(user => user.Status != UserStatus.Active))
            yield return Entry(user.Id, "user.signed_in", "authentication", "user", user.PublicId, AuditOutcome.Denied, _random.NextMoment(days: 10), reason: "The account is not active.", amr: "pwd");
        foreach (var person in _people.In(RoleNames.Operator))
            yield return Entry(person.Id, "flatten_all", "action", "system", null, AuditOutcome.NoOp, _random.NextMoment(days: 15), reason: "Nothing was open.");
    }

    private AuditEntry Entry(
        UserId actor, string action, string eventType, string resourceType, string? resource, AuditOutcome outcome, DateTimeOffset at,
        object? details = null, string? reason = null, string? amr = null)
    {
        var session = _sessions.GetValueOrDefault(actor) is { } own && own.CreatedAt <= at ? own : null;
        return new AuditEntry
        {
            OccurredAt = at,
            ActorUserId = actor,
            Action = action,
            Details = SeedRandom.Json(details ?? new { }),
            Reason = reason,
            IpAddress = session?.IpAddress,
            SessionId = session?.Id,
            EventType = eventType,
            ResourceType = resourceType,
            ResourceId = resource,
            Outcome = outcome,
            AmrMethod = amr,
        };
    }
}
