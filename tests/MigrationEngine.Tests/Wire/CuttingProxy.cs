using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests.Wire;

/// <summary>
/// Stands between the engine and the server and stops it at one message of the first connection, which is the one that holds the lock. Counted
/// are the messages after which the server's state may be another: Execute, Sync and Query. Whatever was forwarded before is executed by the
/// server; nothing that comes later reaches it.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> connections = [];
    private readonly NpgsqlConnectionStringBuilder target;
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task accepting;
    private int counted;

    public CuttingProxy(string connectionString)
    {
        target = new NpgsqlConnectionStringBuilder(connectionString);
        listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            Pooling = false,
        }.ConnectionString;
        accepting = AcceptAsync();
    }

    /// <summary>The way through the proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>The counted message, from 1, at which it happens; never by default.</summary>
    public int At { get; init; } = int.MaxValue;

    /// <summary>What happens before that message is forwarded. Default: the connection is cut.</summary>
    public CutKind Kind { get; init; } = CutKind.Cut;

    /// <summary>Something to do at that moment, such as killing a process.</summary>
    public Func<Task> Act { get; init; } = () => Task.CompletedTask;

    /// <summary>How many messages were counted so far.</summary>
    public int Counted => counted;

    /// <summary>Whether the message was reached.</summary>
    public Task Reached => reached.Task;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) connections.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token), isFirst: connections.Count == 0));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(TcpClient client, bool isFirst)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            try
            {
                client.NoDelay = true;
                await server.ConnectAsync(target.Host!, target.Port, stop.Token);
                var frozen = new StrongBox<bool>();
                await Task.WhenAll(
                    ForwardAsync(client, client.GetStream(), server, isFirst, frozen), ReturnAsync(client, client.GetStream(), server.GetStream(), frozen));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
            {
                // The end of the connection, or of the test.
            }
        }
    }

    private async Task ForwardAsync(TcpClient client, NetworkStream fromClient, TcpClient server, bool isFirst, StrongBox<bool> frozen)
    {
        var toServer = server.GetStream();
        var typed = false;
        while (await WireMessage.ReadAsync(fromClient, typed, stop.Token) is { } message)
        {
            typed = true;
            if (isFirst && message.Type is ('E' or 'S' or 'Q') && Interlocked.Increment(ref counted) == At)
            {
                frozen.Value = Kind == CutKind.Freeze;
                reached.TrySetResult();
                await Act();
                if (Kind == CutKind.Freeze) await Task.Delay(Timeout.Infinite, stop.Token);
                if (Kind == CutKind.Cut)
                {
                    client.Close();
                    break;
                }
            }

            await toServer.WriteAsync(message.Bytes, stop.Token);
        }

        // The server reads what it was sent before it sees the end.
        if (server.Connected) server.Client.Shutdown(SocketShutdown.Send);
    }

    private async Task ReturnAsync(TcpClient client, NetworkStream toClient, NetworkStream fromServer, StrongBox<bool> frozen)
    {
        var buffer = new byte[65536];
        var open = true;
        while (await ReadAsync(fromServer, buffer) is > 0 and var length)
        {
            try
            {
                // What the server says after a freeze gets lost; what it says after a cut is read and dropped.
                if (open && !frozen.Value) await toClient.WriteAsync(buffer.AsMemory(0, length), stop.Token);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                open = false;
            }
        }

        if (!frozen.Value) client.Close();
    }

    private async Task<int> ReadAsync(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer, stop.Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
