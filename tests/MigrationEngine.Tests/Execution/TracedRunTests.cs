using System.Collections.Concurrent;
using System.Diagnostics;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationEngine.Tests.Execution;

public sealed class TracedRunTests
{
    /// <summary>Untraced, a step's statements leave in one message, of which a trace would have one span.</summary>
    [Fact]
    public async Task Run_WhenItIsTraced_HasASpanForEachStatement()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var texts = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or EngineTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("db.namespace") as string != database.Name && activity.GetTagItem("db.name") as string != database.Name) return;
                if ((activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text) texts.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await database.UpAsync<ShopContext>();

        var tables = texts.Where(text => text.Contains("CREATE TABLE shop.", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(tables);
        Assert.All(tables, text => Assert.DoesNotContain("__EFMigrationsHistory", text, StringComparison.Ordinal));
    }
}
