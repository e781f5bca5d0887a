using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace TradingPlatform.Data.Tests;

/// <summary>Random amounts and instants in every decimal and timestamp column of the model, written and read as applications do.</summary>
public sealed class MoneyAndTimeTests
{
    private const int Rounds = 8;

    [Fact]
    public async Task EveryDecimalAndEveryInstant_ComesBackAsItWas_WhateverTheSessionsZone()
    {
        await using var database = await TradingSchema.MigratedAsync();
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync();
            Assert.Empty(await new RowWriter(seed: 3).FillAsync(connection, rows: 2));
        }

        var random = new Random(3);
        var (failures, covered, tried) = (new List<string>(), new HashSet<string>(), new HashSet<string>());
        var zones = new[] { "Asia/Kolkata", "America/New_York", "UTC" };
        await using var model = TradingSchema.Offline();
        foreach (var type in model.Model.GetEntityTypes().Where(type => !type.IsOwned()))
        {
            foreach (var property in type.GetProperties().Where(IsAmountOrInstant))
            {
                tried.Add($"{type.ShortName()}.{property.Name}");
                for (var round = 0; round < Rounds; round++)
                {
                    var zone = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timezone = zones[round % zones.Length] }.ConnectionString;
                    var value = property.ClrType.ToString().Contains("Decimal", StringComparison.Ordinal) ? Amount(property, random) : (object)Instant(random, YearOf(round));
                    if (await RoundTripAsync(zone, type.ClrType, property.Name, value) is not { } read) continue;

                    covered.Add($"{type.ShortName()}.{property.Name}");
                    if (!read.Equals(value) && !WrittenByTheDatabase.Contains($"{type.ShortName()}.{property.Name}")) failures.Add($"{type.ShortName()}.{property.Name}: {value} became {read}");
                    if (read is DateTimeOffset { Offset.Ticks: not 0 }) failures.Add($"{type.ShortName()}.{property.Name}: {read} is not in UTC");
                }
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.Empty(tried.Except(covered).Except(WrittenByTheDatabase));
    }

    /// <summary>A trigger has the last word, or lets nobody change a row.</summary>
    private static readonly string[] WrittenByTheDatabase = ["Order.UpdatedAt", "AuditEntry.OccurredAt"];

    private static bool IsAmountOrInstant(IProperty property) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type && (type == typeof(decimal) || type == typeof(DateTimeOffset))
        && property.GetAfterSaveBehavior() == PropertySaveBehavior.Save;

    /// <summary>Null where a CHECK or a trigger does not take the value.</summary>
    private static async Task<object?> RoundTripAsync(string connectionString, Type type, string property, object value)
    {
        object?[] key;
        await using (var context = TradingSchema.Open(connectionString))
        {
            var entity = await FirstAsync(context, type);
            var entry = context.Entry(entity);
            key = [.. KeyOf(entry)];
            entry.Property(property).CurrentValue = value;
            try
            {
                await context.SaveChangesAsync();
            }
            catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.CheckViolation or PostgresErrorCodes.InsufficientPrivilege })
            {
                return null;
            }
        }

        await using var after = TradingSchema.Open(connectionString);
        return after.Entry((await after.FindAsync(type, key))!).Property(property).CurrentValue;
    }

    // Always the same: a row that was changed stands last on disk.
    private static async Task<object> FirstAsync(TradingDbContext context, Type type) =>
        (await ((IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type).Invoke(context, null)!).ToListAsync())
            .MinBy(row => string.Join('|', KeyOf(context.Entry(row))), StringComparer.Ordinal)!;

    private static IEnumerable<object?> KeyOf(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry entry) =>
        entry.Metadata.FindPrimaryKey()!.Properties.Select(part => entry.Property(part.Name).CurrentValue);

    // As many digits as the column has, and often fewer.
    private static decimal Amount(IProperty property, Random random)
    {
        var (precision, scale) = (property.GetPrecision() ?? 28, property.GetScale() ?? 10);
        var digits = random.Next(1, precision + 1);
        var text = string.Concat(Enumerable.Range(0, digits).Select(i => (char)('0' + random.Next(i == 0 ? 1 : 0, 10))));
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 0; i < scale; i++) value /= 10;
        return value;
    }

    // Checks compare instants of a row: the last two are before and after all that other columns hold, so that one of them is taken.
    private static int YearOf(int round) => (Rounds - round) switch
    {
        2 => 2001,
        1 => 2098,
        _ => 2026,
    };

    // PostgreSQL keeps microseconds.
    private static DateTimeOffset Instant(Random random, int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)
        .AddTicks(random.NextInt64(TimeSpan.FromDays(365).Ticks) / 10 * 10).ToOffset(TimeSpan.FromMinutes(random.Next(-12 * 60, 14 * 60)));
}
