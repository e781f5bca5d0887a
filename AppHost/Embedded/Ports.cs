using TradingPlatform.EmbeddedPostgres;

namespace TradingPlatform.AppHost;

/// <summary>Which port a resource gets.</summary>
internal static class Ports
{
    /// <summary>The port that was asked for, which must be free; else the usual one; else the next free one, with a notice.</summary>
    public static int Choose(string resource, string option, int? asked, int usual, ConsoleLog log)
    {
        if (asked is { } port)
        {
            return LoopbackPort.IsFree(port)
                ? port
                : throw new AppHostException(
                    $"Port {port}, asked for {resource} with {option}, is taken by another program: stop that program or choose another port.",
                    AppHostException.UsageExitCode);
        }

        var free = NextFree(usual);
        if (free != usual)
            log.Say($"Port {usual} is taken by another program: {resource} listens on {free}.");
        return free;
    }

    /// <summary>The first free port from <paramref name="usual"/> upwards.</summary>
    public static int NextFree(int usual)
    {
        const int Neighbours = 50;
        for (var port = usual; port < usual + Neighbours; port++)
        {
            if (LoopbackPort.IsFree(port))
                return port;
        }

        return LoopbackPort.FindFree();
    }
}
