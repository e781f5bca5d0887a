using System.Diagnostics;
using Npgsql;
using TradingPlatform.Testing;

namespace TradingPlatform.MigrationService.Tests.Running;

public sealed class StartTwinTests
{
    private const string Told = "has seen to it";

    /// <summary>Repeated, as a start that waits has its own limit: on a machine that is busy the first one may need longer.</summary>
    [Fact]
    public async Task Worker_WithATwinAtWork_IsToldItsOutcome()
    {
        if (!OperatingSystem.IsLinux()) return;
        for (var attempt = 1; ; attempt++)
        {
            await using var scene = await Scene.CreateAsync();
            await scene.Blocker.ExecuteAsync("COMMIT");
            var (firstCode, firstOutput) = await scene.First.EndAsync();
            var (secondCode, secondOutput) = await scene.Second.EndAsync();

            Assert.True(firstCode == 0, firstOutput);
            Assert.True(secondCode == 0, secondOutput);
            Assert.Contains("Seeded 1 rows into identity.users", firstOutput, StringComparison.Ordinal);
            Assert.DoesNotContain("Seeded 1 rows", secondOutput, StringComparison.Ordinal);
            if (secondOutput.Contains("0 migrations applied in", StringComparison.Ordinal) && secondOutput.Contains($"as process {scene.First.Id}, ", StringComparison.Ordinal)) return;
            Assert.True(attempt < 10, secondOutput);
        }
    }

    [Fact]
    public async Task Worker_WhoseTwinIsKilled_DoesItItself()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var scene = await Scene.CreateAsync();

        scene.First.Kill();
        await scene.First.WaitForExitAsync();
        await scene.Blocker.ExecuteAsync("COMMIT");

        await AssertDoesItAsync(scene.Second);
    }

    [Fact]
    public async Task Worker_WhoseTwinFails_DoesItItself()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var scene = await Scene.CreateAsync();

        await scene.Database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'identity.users'::regclass");
        var (exitCode, output) = await scene.First.EndAsync();
        Assert.True(exitCode != 0, output);
        await scene.Blocker.ExecuteAsync("COMMIT");

        await AssertDoesItAsync(scene.Second);
    }

    [Fact]
    public async Task Worker_WhoseTwinTakesLong_AsksTheDatabase()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var scene = await Scene.CreateAsync();

        await scene.Database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY (SELECT true FROM pg_locks%')");
        await scene.Blocker.ExecuteAsync("COMMIT");

        var (exitCode, output) = await scene.Second.EndAsync();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Told, output, StringComparison.Ordinal);
        Assert.Contains("Nothing to seed", output, StringComparison.Ordinal);
    }

    /// <summary>Here this process has the places, and gives the very answer: nobody but a twin is believed.</summary>
    [Fact]
    public async Task Worker_ToldSoByAnybodyElse_AsksTheDatabase()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var database = await TestDatabase.CreateEmptyAsync();
        var name = StartPlace.NameOf(database.ConnectionString);
        var places = Enumerable.Range(0, StartTurn.Places).Select(place => LocalSocket.Listen(StartPlace.Address(name, place), out _)!).ToList();
        await using var worker = database.Start();
        var asked = 0;
        while (!worker.HasExited)
        {
            foreach (var place in places)
            {
                if (place.Accept() is not { } start) continue;
                asked++;
                start.Send(StartAnswer.Write(long.MaxValue));
                start.Dispose();
            }

            await Task.Delay(1);
        }

        places.ForEach(place => place.Dispose());
        var (exitCode, output) = await worker.EndAsync();
        Assert.True(exitCode == 0, output);
        Assert.True(asked > 0);
        Assert.DoesNotContain(Told, output, StringComparison.Ordinal);
        Assert.True(await database.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM identity.users)"));
    }

    [Theory]
    [InlineData("REPLICA", "2")]
    [InlineData("PGUSER", "somebody")]
    [InlineData("Seed__Profile", "none")]
    public async Task Worker_OfAnotherEnvironment_IsNoTwin(string variable, string value)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var scene = await Scene.CreateAsync(new() { [variable] = value });

        await scene.Blocker.ExecuteAsync("COMMIT");

        var (exitCode, output) = await scene.Second.EndAsync();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Told, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_NeitherItself_NorAnotherProgram_NorNobody()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var other = Process.Start("sleep", "60");
        Assert.False(StartTwin.Is(Environment.ProcessId, LocalSocket.OwnUser));
        Assert.False(StartTwin.Is(other.Id, LocalSocket.OwnUser));
        Assert.False(StartTwin.Is(0, LocalSocket.OwnUser));
        Assert.False(StartTwin.Is(int.MaxValue, LocalSocket.OwnUser));
        other.Kill();
    }

    [Fact]
    public void Peer_IsWhoListens()
    {
        if (!OperatingSystem.IsLinux()) return;
        var name = StartPlace.Address($"/{Guid.CreateVersion7():N}", 0);
        using var listening = LocalSocket.Listen(name, out _);
        using var connected = LocalSocket.Connect(name);

        Assert.Equal((Environment.ProcessId, LocalSocket.OwnUser), connected!.Peer());
        Assert.Empty(connected.Receive(TimeSpan.Zero));
        using (var accepted = listening!.Accept()) accepted!.Send([1, 2]);
        Assert.Equal([1, 2], connected.Receive(TimeSpan.FromMinutes(1)));
        Assert.Empty(connected.Receive(TimeSpan.FromMinutes(1)));
        Assert.Null(listening.Accept());
    }

    [Fact]
    public void Answer_OfBefore_OrOfAnotherBuild_IsNone()
    {
        var answer = StartAnswer.Write(heldAt: 100);
        Assert.True(StartAnswer.Answers(answer, began: 100));
        Assert.False(StartAnswer.Answers(answer, began: 101));
        Assert.False(StartAnswer.Answers([], began: 0));
        Assert.False(StartAnswer.Answers(answer[..^1], began: 0));
        Assert.False(StartAnswer.Answers([.. answer, 0], began: 0));
        for (var at = sizeof(long); at < answer.Length; at++)
        {
            byte[] other = [.. answer];
            other[at] ^= 1;
            Assert.False(StartAnswer.Answers(other, began: 0));
        }
    }

    private static async Task AssertDoesItAsync(ServiceProcess worker)
    {
        var (exitCode, output) = await worker.EndAsync();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Told, output, StringComparison.Ordinal);
        Assert.Contains("Seeded 1 rows into identity.users", output, StringComparison.Ordinal);
    }

    /// <summary>Two workers of the same: one works, stopped by a lock, and the other has asked it.</summary>
    private sealed record Scene(TestDatabase Database, NpgsqlConnection Blocker, ServiceProcess First, ServiceProcess Second) : IAsyncDisposable
    {
        /// <param name="environment">What the second has that the first has not. Default: nothing.</param>
        public static async Task<Scene> CreateAsync(Dictionary<string, string?>? environment = null)
        {
            var database = await SeededDatabase.CreateAsync();
            await database.ExecuteAsync("UPDATE identity.users SET status = 'suspended', email = 'gone@example.com'");
            var blocker = await database.ConnectAsync();
            await blocker.ExecuteAsync("BEGIN; LOCK TABLE identity.users IN EXCLUSIVE MODE");
            var first = database.Start();
            await database.WaitUntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'identity.users'::regclass)");
            var second = Worker.StartWith(database.ConnectionString, environment ?? []);
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (StartSockets.Waiting(database.ConnectionString) == 0) await Task.Delay(1, deadline.Token);
            return new Scene(database, blocker, first, second);
        }

        public async ValueTask DisposeAsync()
        {
            await First.DisposeAsync();
            await Second.DisposeAsync();
            await Blocker.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
