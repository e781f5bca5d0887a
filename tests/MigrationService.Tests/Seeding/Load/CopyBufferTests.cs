using System.Globalization;
using Npgsql;
using TradingPlatform.MigrationService.Seeding.Load;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Seeding.Load;

/// <summary>What is written comes back from PostgreSQL.</summary>
public sealed class CopyBufferTests
{
    private static readonly long[] Numbers =
        [0, 1, -1, 9_999, 10_000, -10_000, 10_001, 100_000_000, 123_456_789, -123_456_789_012, 1_000_000_000_000, 999_999_999_999_999_999, long.MaxValue];

    [Fact]
    public async Task Numbers_of_every_size_arrive()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE numbers (place int, groups int, value numeric)");
        var rows = new CopyBuffer(64);
        rows.Begin();
        var wanted = new List<string>();
        foreach (var groups in (int[])[0, 1, 2, 3])
        {
            foreach (var number in Numbers)
            {
                rows.Row(3);
                rows.Add(rows.Rows);
                rows.Add(groups);
                rows.AddNumber(number, groups);
                wanted.Add((number / (decimal)Math.Pow(10_000, groups)).ToString("0.############", CultureInfo.InvariantCulture));
            }
        }

        rows.End();
        await CopyAsync(database, "COPY numbers FROM STDIN (FORMAT binary)", rows);

        Assert.Equal(wanted, await database.TextsAsync("SELECT trim_scale(value)::text FROM numbers ORDER BY place"));
    }

    [Fact]
    public async Task Every_other_type_arrives()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync("CREATE TABLE others (a bool, b int, c uuid, d text, e text, f timestamptz, g time, h jsonb, i jsonb)");
        var moment = new DateTimeOffset(2026, 10, 30, 21, 0, 1, 500, TimeSpan.Zero);
        var rows = new CopyBuffer(64);
        rows.Begin();
        rows.Row(9);
        rows.Add(true);
        rows.Add(-7);
        rows.Add(new Guid("019fbd68-f480-7001-8000-6c6f61640000"));
        rows.Add("Zürich");
        rows.Null();
        rows.AddTime(CopyBuffer.Microseconds(moment));
        rows.AddTime((long)new TimeSpan(9, 30, 0).TotalMicroseconds);
        rows.AddJson("""{"a":1}""");
        rows.AddJson(null);
        rows.End();
        await CopyAsync(database, "COPY others FROM STDIN (FORMAT binary)", rows);

        var row = Assert.Single(await database.TextsAsync("SELECT (a, b, c, d, e, f AT TIME ZONE 'UTC', g, h, i)::text FROM others"));
        Assert.Equal("""(t,-7,019fbd68-f480-7001-8000-6c6f61640000,Zürich,,"2026-10-30 21:00:01.5",09:30:00,"{""a"": 1}",)""", row);
    }

    [Theory]
    [InlineData("250000", 250_000L)]
    [InlineData("250k", 250_000L)]
    [InlineData("5M", 5_000_000L)]
    [InlineData("0", 0L)]
    [InlineData("10000m", 10_000_000_000L)]
    [InlineData("10001M", null)]
    [InlineData("-1", null)]
    [InlineData("1.5M", null)]
    [InlineData("k", null)]
    [InlineData("", null)]
    [InlineData("9223372036854775807k", null)]
    public void Scales_are_read_as_people_write_them(string text, long? trades) => Assert.Equal(trades, LoadScale.Parse(text));

    private static async Task CopyAsync(TestDatabase database, string sql, CopyBuffer rows)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var copy = await connection.BeginRawBinaryCopyAsync(sql);
        await copy.WriteAsync(rows.Written);
    }
}
