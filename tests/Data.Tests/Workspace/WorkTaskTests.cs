using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace TradingPlatform.Data.Tests;

public sealed class WorkTaskTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 12, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TaskPriority.Low)]
    [InlineData(TaskPriority.Medium)]
    [InlineData(TaskPriority.Urgent)]
    public async Task Priority_IsKept_AlsoTheOneThatTheDatabaseAssumes(TaskPriority priority)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        context.AddRange(user, new WorkTask { UserId = user.Id, Title = "Call the broker", Priority = priority });
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();

        Assert.Equal(priority, (await context.Tasks.SingleAsync()).Priority);
    }

    [Fact]
    public async Task Recurrence_IsSaidTwiceOrNotAtAll()
    {
        Assert.Null(await RefusingAsync(task => (task.IsRecurring, task.RecurrencePattern) = (true, RecurrencePattern.Weekly)));
        Assert.Equal("ck_tasks_is_recurring", await RefusingAsync(task => task.IsRecurring = true));
        Assert.Equal("ck_tasks_is_recurring", await RefusingAsync(task => task.RecurrencePattern = RecurrencePattern.Weekly));
    }

    [Fact]
    public async Task Reminder_ComesBeforeItIsTooLate()
    {
        Assert.Null(await RefusingAsync(task => (task.RemindAt, task.DueDate) = (Noon, Noon)));
        Assert.Null(await RefusingAsync(task => task.RemindAt = Noon));
        Assert.Equal("ck_tasks_remind_at", await RefusingAsync(task => (task.RemindAt, task.DueDate) = (Noon.AddMinutes(1), Noon)));
    }

    [Fact]
    public async Task DeletingAUser_TakesTheWorkspaceAlong_AndDeletingAStrategyLeavesTheTask()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var (user, owner) = (Sample.User(), Sample.User("owner@example.com"));
        var strategy = Sample.Strategy(owner);
        var task = new WorkTask { UserId = user.Id, Title = "Look at it", StrategyId = strategy.Id };
        var tag = new Tag { UserId = user.Id, Name = "urgent" };
        var talk = new Conversation { UserId = user.Id };
        context.AddRange(user, owner, strategy, task, tag, talk);
        context.AddRange(new TaskTag { TaskId = task.Id, TagId = tag.Id }, new Message { ConversationId = talk.Id, Role = MessageRole.User, Content = "Hello" });
        await context.SaveChangesAsync();

        await TradingSchema.ExecuteAsync(database.ConnectionString, "DELETE FROM trading.strategies");
        Assert.Equal(["1|0"], await TradingSchema.RowsAsync(database.ConnectionString, "SELECT count(*), count(strategy_id) FROM workspace.tasks"));
        await TradingSchema.ExecuteAsync(database.ConnectionString, $"DELETE FROM identity.users WHERE id = '{user.Id}'");

        Assert.Equal(["0|0|0|0"], await TradingSchema.RowsAsync(database.ConnectionString, """
            SELECT (SELECT count(*) FROM workspace.tasks), (SELECT count(*) FROM workspace.tags), (SELECT count(*) FROM workspace.task_tags), (SELECT count(*) FROM workspace.messages)
            """));
    }

    private static async Task<string?> RefusingAsync(Action<WorkTask> set)
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using var context = TradingSchema.Open(database.ConnectionString);
        var user = Sample.User();
        var task = new WorkTask { UserId = user.Id, Title = "Call the broker" };
        set(task);
        context.AddRange(user, task);
        var error = await Record.ExceptionAsync(() => context.SaveChangesAsync());
        return (error?.InnerException as PostgresException)?.ConstraintName;
    }
}
