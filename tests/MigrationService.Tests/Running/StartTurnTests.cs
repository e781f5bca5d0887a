using System.Globalization;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed class StartTurnTests
{
    private readonly string _connection = $"Host=h;Database={Guid.CreateVersion7():N}";

    [Fact]
    public async Task Take_WhereAllPlacesAreTaken_GoesOnWithout()
    {
        if (!OperatingSystem.IsLinux()) return;
        var turns = TakeAll();

        using var late = await Task.Run(() => StartTurn.Take(_connection)).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(StartTurn.Places, PlacesTaken());
        foreach (var turn in turns) turn.Dispose();
        Assert.Equal(0, PlacesTaken());
    }

    [Fact]
    public async Task Take_WhenAPlaceIsGivenBack_GetsIt()
    {
        if (!OperatingSystem.IsLinux()) return;
        var turns = TakeAll();
        var taking = Task.Run(() => StartTurn.Take(_connection));
        await Assert.ThrowsAsync<TimeoutException>(() => taking.WaitAsync(TimeSpan.FromMilliseconds(200)));

        turns[0].Dispose();
        turns[0].Dispose();
        using var next = await taking.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(StartTurn.Places, PlacesTaken());
        foreach (var turn in turns) turn.Dispose();
        Assert.Equal(1, PlacesTaken());
    }

    /// <summary>Of two workers one works, stopped by a lock that somebody holds, and one waits for it.</summary>
    [Fact]
    public async Task Worker_ThatMigrates_HasAPlaceUntilItIsKilled_AndOneThatWaitsHasNone()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var database = await SeededDatabase.CreateAsync();
        await database.ExecuteAsync("UPDATE identity.users SET status = 'suspended', email = 'gone@example.com'");
        await using var blocker = await database.ConnectAsync();
        await blocker.ExecuteAsync("BEGIN; LOCK TABLE identity.users IN EXCLUSIVE MODE");

        await using var first = database.Start();
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'identity.users'::regclass)");
        await using var second = database.Start();
        await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (SELECT true FROM pg_locks%')");
        var place = Assert.Single(PlacesOf(first.Id));
        Assert.Empty(PlacesOf(second.Id));

        first.Kill();
        await first.WaitForExitAsync();
        Assert.DoesNotContain(StartSockets.Places(), socket => socket.Inode == place);
        await blocker.ExecuteAsync("COMMIT");

        var (exitCode, output) = await second.EndAsync();
        Assert.True(exitCode == 0, output);
        Assert.Contains("Seeded 1 rows into identity.users", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=h;Port=1;Database=d;Username=u;Password=p", "/Host=h/Port=1/Database=d")]
    [InlineData(" server = h ; db=d; Passfile=p;Host Recheck Seconds=3", "/server = h/db=d")]
    [InlineData("Host=h;Password=\"x;Host=secret\"", "")]
    [InlineData("Host=h;Password='x;Host=secret'", "")]
    [InlineData("postgres://u:p@h/d?password=q;host=secret", "")]
    [InlineData("Host", "")]
    internal void Name_HoldsTheDatabaseAndNoPassword(string connection, string name) => Assert.Equal(name, StartPlace.NameOf(connection));

    [Fact]
    public void Address_OfALongName_FitsIntoASocketsAddress() =>
        Assert.InRange(StartPlace.Address(StartPlace.NameOf("Host=" + new string('x', 300)), 999).Length, 1, 107);

    private List<StartTurn> TakeAll()
    {
        var turns = Enumerable.Range(0, StartTurn.Places).Select(_ => StartTurn.Take(_connection)).ToList();
        Assert.Equal(StartTurn.Places, PlacesTaken());
        return turns;
    }

    private int PlacesTaken() => StartSockets.Places().Count(socket => socket.Name.Contains(StartPlace.NameOf(_connection), StringComparison.Ordinal));

    private static List<long> PlacesOf(int processId)
    {
        var own = new DirectoryInfo($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/fd").GetFiles().Select(file => file.LinkTarget).ToHashSet();
        return [.. StartSockets.Places().Select(socket => socket.Inode).Where(inode => own.Contains($"socket:[{inode}]"))];
    }
}
