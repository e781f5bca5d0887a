using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TradingPlatform.Data;

namespace TradingPlatform.Benchmarks;

/// <summary>A part of a load by EF Core's SaveChanges, in its own batches, without tracking more than a thousand rows at a time.</summary>
internal sealed class LoadedEntities(Stage stage)
{
    private const int Trades = 10_000;
    private const int Together = 1_000;
    private const string Email = "@load.example";

    /// <summary>Reads rows of <paramref name="loaded"/> and writes them into a copy of <paramref name="migrated"/>; how many, and in what time.</summary>
    public async Task<(int Rows, double Seconds)> MeasureAsync(string loaded, string migrated)
    {
        var copy = await stage.Server.CopyAsync(migrated);
        var parts = await ReadAsync(loaded);
        var seconds = 0.0;
        foreach (var part in parts.SelectMany(part => part.Chunk(Together)))
        {
            await using var context = Context(copy);
            var began = Stopwatch.GetTimestamp();
            context.AddRange(part);
            await context.SaveChangesAsync();
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        await stage.Server.DropAsync(copy);
        return (parts.Sum(part => part.Count), seconds);
    }

    /// <summary>The first chunk, each table after those that it refers to.</summary>
    private async Task<IReadOnlyList<IReadOnlyList<object>>> ReadAsync(string database)
    {
        await using var context = Context(database);
        var trades = await context.Trades.AsNoTracking().OrderBy(trade => trade.TradeId).Take(Trades).ToListAsync();
        var owners = trades.Select(trade => trade.UserId).Distinct().ToList();
        return
        [
            await context.Users.AsNoTracking().Include(user => user.Roles).Where(user => owners.Contains(user.Id) && user.Email.EndsWith(Email)).ToListAsync(),
            await context.Strategies.AsNoTracking().Where(strategy => owners.Contains(strategy.UserId)).ToListAsync(),
            await context.BotConfigs.AsNoTracking().Include(bot => bot.State).Where(bot => owners.Contains(bot.UserId)).ToListAsync(),
            await context.Orders.AsNoTracking().Where(order => owners.Contains(order.UserId!.Value)).ToListAsync(),
            trades,
            await context.OrderLogs.AsNoTracking().Where(log => owners.Contains(log.UserId)).ToListAsync(),
            await context.Positions.AsNoTracking().Where(position => owners.Contains(position.UserId)).ToListAsync(),
        ];
    }

    private TradingDbContext Context(string database) => new(
        new DbContextOptionsBuilder<TradingDbContext>().UseNpgsql(stage.Server.Connection(database), TradingDatabase.ConfigureNpgsql).Options);
}
