using System.Globalization;
using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests.DualWrites;

/// <summary>Random writes of an old and a new application, together with the backfill that fills the rows from before, against a model in memory.</summary>
public sealed class DualWriteModelTests
{
    private const int Rows = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Writers_OfBothSidesAtOnce_LeaveWhatTheModelSays(int seed)
    {
        await using var database = await Testing.TestDatabase.CreateEmptyAsync();
        await database.ExecuteAsync(
            $"""
            CREATE TABLE t ({DualWriteTable.Columns});
            INSERT INTO t (id, name, quantity, is_active) SELECT g, 'n' || g, g, g % 3 > 0 FROM generate_series(1, {Rows * 2}) g;
            """);
        await database.StartAsync(DualWriteTable.Pairs);

        // Each writer has rows of its own, so that the model knows the order of writes; the table, its pages and the filler are shared.
        var filler = database.ExecuteAsync(BatchedUpdate.Update(
            "t", "display_name = name, quantity_big = quantity, status = CASE WHEN is_active THEN 'active' ELSE 'suspended' END", "status IS NULL"));
        var writers = Enumerable.Range(0, 2).Select(number => WriteAsync(database, new Random(seed * 10 + number), number)).ToList();
        var expected = (await Task.WhenAll(writers)).SelectMany(rows => rows).OrderBy(row => row.Id).ToList();
        await filler;

        var actual = new List<Person>();
        await using var connection = await database.ConnectAsync();
        await using var command = new NpgsqlCommand("SELECT id, name, display_name, quantity, quantity_big, is_active, status FROM t ORDER BY id", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var row = new Person(reader.GetInt32(0), await reader.IsDBNullAsync(1) ? null : reader.GetString(1), await reader.IsDBNullAsync(3) ? null : reader.GetInt32(3), reader.GetString(6));
            Assert.Equal(row.Name, await reader.IsDBNullAsync(2) ? null : reader.GetString(2));
            Assert.Equal(row.Quantity, await reader.IsDBNullAsync(4) ? null : (int?)reader.GetInt64(4));
            Assert.Equal(row.Status == "active", reader.GetBoolean(5));
            actual.Add(row);
        }

        Assert.Equal(expected, actual);
    }

    private static async Task<IEnumerable<Person>> WriteAsync(Testing.TestDatabase database, Random random, int number)
    {
        var rows = Enumerable.Range(1, Rows).Select(i => i * 2 - number)
            .ToDictionary(id => id, id => new Person(id, $"n{id}", id, id % 3 > 0 ? "active" : "suspended"));
        var written = new HashSet<int>();
        await using var connection = await database.ConnectAsync();
        for (var step = 0; step < 400; step++)
        {
            var id = random.Next(1, Rows + 20) * 2 - number;
            var before = rows.GetValueOrDefault(id);
            var (sql, after) = Write(random, id, before, before is null || written.Contains(id));
            written.Add(id);
            await connection.ExecuteAsync(sql);
            if (after is null) rows.Remove(id);
            else rows[id] = after;
        }

        return rows.Values;
    }

    private static (string Sql, Person? After) Write(Random random, int id, Person? before, bool isFilled)
    {
        var isNew = random.Next(2) == 0;

        // A NULL on the new side of a row that is not filled yet changes nothing.
        var mayBeNull = isFilled || !isNew;
        var name = mayBeNull && random.Next(8) == 0 ? null : $"r{random.Next(1000)}";
        int? quantity = mayBeNull && random.Next(8) == 0 ? null : random.Next(1000);
        var isActive = random.Next(2) == 0;
        var status = isNew ? (string[])["active", "suspended", "deactivated"] : isActive ? ["active"] : ["suspended"];
        var state = status[random.Next(status.Length)];
        var (names, numbers, states) = isNew ? ("display_name", "quantity_big", "status") : ("name", "quantity", "is_active");
        var (n, q, s) = (Text(name), quantity?.ToString(CultureInfo.InvariantCulture) ?? "NULL", isNew ? Text(state) : isActive ? "true" : "false");

        // What both know survives a change that says the same in fewer words.
        var kept = before is { Status: "deactivated" } && !isNew && !isActive ? "deactivated" : state;
        var whole = new Person(id, name, quantity, kept);
        if (before is null)
        {
            return random.Next(2) == 0
                ? ($"INSERT INTO t (id, {names}, {numbers}, {states}) VALUES ({id}, {n}, {q}, {s})", new(id, name, quantity, state))
                : ($"INSERT INTO t (id, {names}, {numbers}, {states}) SELECT {id}, {n}, {q}, {s}", new(id, name, quantity, state));
        }

        return random.Next(7) switch
        {
            0 => ($"DELETE FROM t WHERE id = {id}", null),
            1 => ($"UPDATE t SET {names} = {n} WHERE id = {id}", before with { Name = name }),
            2 => ($"UPDATE t SET {numbers} = {q}, {states} = {s} WHERE id = {id}", before with { Quantity = quantity, Status = kept }),
            3 => ($"UPDATE t SET note = 'x' WHERE id = {id}", before),
            // An application that knows both sides and says two things: the new one counts, if it says something new.
            4 when name is not null && name != before.Name => ($"UPDATE t SET name = 'lost', display_name = {n} WHERE id = {id}", before with { Name = name }),
            5 => ($"UPDATE t SET {names} = {n}, {numbers} = {q}, {states} = {s} WHERE id = {id}", whole),
            _ => ($"INSERT INTO t (id, {names}, {numbers}, {states}) VALUES ({id}, {n}, {q}, {s}) ON CONFLICT (id) DO UPDATE SET {names} = EXCLUDED.{names}, {numbers} = EXCLUDED.{numbers}, {states} = EXCLUDED.{states}", whole),
        };
    }

    private static string Text(string? value) => value is null ? "NULL" : $"'{value}'";

    private sealed record Person(int Id, string? Name, int? Quantity, string Status);
}
