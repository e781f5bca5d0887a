using System.Diagnostics;
using System.Numerics;

namespace TradingPlatform.MigrationService;

/// <summary>
/// A place among the starts for one database that work at the same time on this machine. There are as many as processors, and at least two:
/// replicas that start together do not take the processors from each other and from the one that migrates, which keeps its place. Who finds a twin
/// in a place waits for what it finds out, and need not find it out again. Who gets neither in time goes on without.
/// </summary>
/// <remarks>docs/decisions/0031-starts-of-one-machine-take-turns.md</remarks>
internal sealed class StartTurn : IDisposable
{
    /// <summary>Enough for eight starts, one after another, on a slow processor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Who waits for a place leaves the processors to those who have one.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly LocalSocket? _place;

    private StartTurn(LocalSocket? place) => _place = place;

    /// <summary>How many work at the same time.</summary>
    public static int Places { get; } = Math.Max(Environment.ProcessorCount, 2);

    /// <summary>The process that has told this start that everything is there; null where this one has to look.</summary>
    public int? AnsweredBy { get; private init; }

    /// <summary>Waits for a place or an answer, two seconds at most. Without either where the system has no such places (other than Linux) or refuses them.</summary>
    /// <param name="database">The connection string.</param>
    public static StartTurn Take(string database)
    {
        if (!OperatingSystem.IsLinux()) return new StartTurn(place: null);

        var began = Stopwatch.GetTimestamp();
        var name = StartPlace.NameOf(database);
        for (uint round = 1; ; round++)
        {
            // Rarely to who is none: each time leaves something with it until it ends.
            if (BitOperations.IsPow2(round) && FindTwin(name, out var process) is { } twin)
            {
                using var asked = twin;
                var answer = asked.Receive(Patience - Stopwatch.GetElapsedTime(began));
                if (StartAnswer.Answers(answer, began)) return new StartTurn(place: null) { AnsweredBy = process };

                // It waits for somebody else now, has failed, or was killed: another one may have its place.
                round = 0;
            }

            if (TakePlace(name, out var isSettled) is var place && isSettled) return new StartTurn(place);
            if (Stopwatch.GetElapsedTime(began) >= Patience) return new StartTurn(place: null);
            Thread.Sleep(Pause);
        }
    }

    /// <summary>Tells those who wait for this start that everything they ask for is there.</summary>
    /// <param name="heldAt">When that was certain.</param>
    public void Tell(long heldAt)
    {
        while (_place?.Accept() is { } twin)
        {
            using (twin) twin.Send(StartAnswer.Write(heldAt));
        }
    }

    /// <summary>Gives the place to the next.</summary>
    public void Dispose() => _place?.Dispose();

    private static LocalSocket? FindTwin(string name, out int process)
    {
        for (var place = 0; place < Places; place++)
        {
            if (LocalSocket.Connect(StartPlace.Address(name, place)) is not { } other) continue;
            if (other.Peer() is var (found, user) && StartTwin.Is(found, user))
            {
                process = found;
                return other;
            }

            other.Dispose();
        }

        process = 0;
        return null;
    }

    /// <summary>A place; null where none is free, or there are none to wait for.</summary>
    private static LocalSocket? TakePlace(string name, out bool isSettled)
    {
        isSettled = true;
        for (var place = 0; place < Places; place++)
        {
            if (LocalSocket.Listen(StartPlace.Address(name, place), out var isRefused) is { } taken) return taken;
            if (isRefused) return null;
        }

        isSettled = false;
        return null;
    }
}
