using TradingPlatform.Data;

namespace TradingPlatform.MigrationService.Seeding.Demo;

/// <summary>What the people have to do, with tags, due dates and recurrence, and what they talked about with the assistant.</summary>
internal sealed class Workspace
{
    private static readonly string[] TagNames = ["research", "risk", "broker", "taxes", "follow-up"];

    private static readonly string[] Routine =
    [
        "Reconcile yesterday's fills", "Review open positions", "Check broker tokens", "Write the weekly report", "Renew the data subscription",
    ];

    private static readonly (string Question, string Answer)[] Talk =
    [
        ("Why was my last order not filled?", "Its limit was below the market for the whole session: it expired at the close."),
        ("Which of my bots earned most this week?", "The first one, with three winning round trips and one that lost."),
        ("What does the stop loss of my strategy mean?", "When the price falls to it, the position is sold at the market at once."),
    ];

    private readonly SeedRandom _random = new(part: 16);
    private readonly List<WorkTask> _tasks = [];
    private readonly List<Tag> _tags = [];
    private readonly List<TaskTag> _taskTags = [];
    private readonly List<Conversation> _conversations = [];
    private readonly List<Message> _messages = [];

    public Workspace(People people, Trading trading)
    {
        var strategies = trading.Strategies.All.Where(strategy => strategy.Status == StrategyStatus.Error).ToLookup(strategy => strategy.UserId);
        var orders = trading.Blotter.Orders.Where(order => order.Status is OrderStatus.Rejected or OrderStatus.Failed).ToLookup(order => order.UserId!.Value);
        foreach (var user in people.All)
        {
            var until = people.ActiveUntil(user.Id);
            var tags = TagNames.Where((_, index) => index < 2 || _random.Chance(50)).Select(name => NewTag(user, name)).ToList();
            for (var number = 0; number < Routine.Length; number++) Add(Task(user, Routine[number], (RecurrencePattern)number, until), tags);
            Add(Task(user, "Read the new margin rules", pattern: null, until), tags);
            foreach (var strategy in strategies[user.Id])
                Add(Task(user, $"Find out why {strategy.Symbol} could not be sold", pattern: null, until, priority: TaskPriority.Urgent, strategy: strategy.Id), tags);
            foreach (var order in orders[user.Id].Take(2))
                Add(Task(user, $"Ask the broker about {order.Symbol}", pattern: null, until, priority: TaskPriority.High, order: order.ClientOrderId), tags);
            Converse(user, until);
        }
    }

    public IReadOnlyList<WorkTask> Tasks => _tasks;

    public IReadOnlyList<Tag> Tags => _tags;

    public IReadOnlyList<TaskTag> TaskTags => _taskTags;

    public IReadOnlyList<Conversation> Conversations => _conversations;

    public IReadOnlyList<Message> Messages => _messages;

    private Tag NewTag(User user, string name)
    {
        var at = user.CreatedAt.AddDays(3);
        var tag = new Tag { Id = new TagId(_random.NextId(at)), UserId = user.Id, Name = name, CreatedAt = at };
        _tags.Add(tag);
        return tag;
    }

    private WorkTask Task(
        User user, string title, RecurrencePattern? pattern, DateTimeOffset until, TaskPriority? priority = null, StrategyId? strategy = null, string? order = null)
    {
        var at = _random.NextMoment(until.AddDays(-20), until.AddDays(-1));
        var due = pattern is not null || _random.Chance(60) ? at.AddDays(_random.Values.Int(1, 30)) : (DateTimeOffset?)null;
        return new WorkTask
        {
            Id = new WorkTaskId(_random.NextId(at)),
            UserId = user.Id,
            Title = title,
            Description = _random.Chance(40) ? _random.Faker.Lorem.Sentence() : null,
            Completed = due < until ? _random.Chance(70) : _random.Chance(15),
            Priority = priority ?? (TaskPriority)_random.Values.Int(0, 3),
            DueDate = due,
            RemindAt = due is not null && _random.Chance(60) ? due.Value.AddHours(-_random.Values.Int(1, 20)) : null,
            RecurrencePattern = pattern,
            IsRecurring = pattern is not null,
            StrategyId = strategy,
            ClientOrderId = order,
            CreatedAt = at,
            UpdatedAt = at.AddHours(2),
        };
    }

    private void Add(WorkTask task, List<Tag> tags)
    {
        _tasks.Add(task);
        _taskTags.AddRange(tags.Where(_ => _random.Chance(35)).Select(tag => new TaskTag { TaskId = task.Id, TagId = tag.Id }));
    }

    private void Converse(User user, DateTimeOffset until)
    {
        foreach (var _ in Enumerable.Range(0, _random.Values.Int(1, 2)))
        {
            var at = _random.NextMoment(until.AddDays(-15), until.AddHours(-1));
            var turns = Talk.Take(_random.Values.Int(1, Talk.Length)).ToList();
            var conversation = new Conversation { Id = new ConversationId(_random.NextId(at)), UserId = user.Id, CreatedAt = at, UpdatedAt = at.AddMinutes(turns.Count).AddSeconds(-30) };
            _conversations.Add(conversation);
            for (var turn = 0; turn < turns.Count; turn++)
            {
                Say(conversation, MessageRole.User, turns[turn].Question, at.AddMinutes(turn));
                Say(conversation, MessageRole.Assistant, turns[turn].Answer, at.AddMinutes(turn).AddSeconds(20));
            }
        }
    }

    private void Say(Conversation conversation, MessageRole role, string content, DateTimeOffset at) =>
        _messages.Add(new Message { Id = new MessageId(_random.NextId(at)), ConversationId = conversation.Id, Role = role, Content = content, CreatedAt = at });
}
