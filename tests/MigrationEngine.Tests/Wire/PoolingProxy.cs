using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace TradingPlatform.MigrationEngine.Tests.Wire;

/// <summary>
/// A pooler that does what PgBouncer does to a session: it announces a process id of its own, hands a client another server session for each
/// transaction (the one that was released last), and knows only some of the settings of a connection.
/// </summary>
internal sealed class PoolingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<TcpClient> sockets = [];
    private readonly ConcurrentStack<NetworkStream> idle = new();
    private readonly NpgsqlConnectionStringBuilder target;
    private readonly PoolMode mode;
    private readonly Task accepting;

    public PoolingProxy(string connectionString, PoolMode mode)
    {
        this.mode = mode;
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

    public string ConnectionString { get; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        foreach (var socket in sockets) socket.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true) clients.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(TcpClient socket)
    {
        sockets.Add(socket);
        var server = new TcpClient();
        sockets.Add(server);
        try
        {
            var client = socket.GetStream();
            var startup = await WireMessage.ReadAsync(client, typed: false, stop.Token);
            if (startup is null) return;
            if (Encoding.UTF8.GetString(startup.Body).Split('\0').Contains("options"))
            {
                var error = WireMessage.Of('E', "SFATAL\0VFATAL\0C08P01\0Munsupported startup parameter: options\0\0"u8);
                await client.WriteAsync(error.Bytes, stop.Token);
                socket.Close();
                return;
            }

            await server.ConnectAsync(target.Host!, target.Port, stop.Token);
            var session = server.GetStream();
            await session.WriteAsync(startup.Bytes, stop.Token);
            await LogInAsync(client, session);
            if (mode == PoolMode.Transaction) idle.Push(session);
            await RelayAsync(client, mode == PoolMode.Transaction ? null : session);
            socket.Close();
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException)
        {
            // The end of the connection, or of the test.
        }
    }

    /// <summary>Every client logs in with the server and leaves it one session more.</summary>
    private async Task LogInAsync(NetworkStream client, NetworkStream session)
    {
        while (await WireMessage.ReadAsync(session, typed: true, stop.Token) is { } message)
        {
            if (message.Type == 'K') message = OwnKey(message);
            await client.WriteAsync(message.Bytes, stop.Token);
            if (message.Type == 'Z') return;

            // AuthenticationOk and the last message of SCRAM want no answer.
            if (message.Type == 'R' && BinaryPrimitives.ReadInt32BigEndian(message.Body) is not (0 or 12)
                && await WireMessage.ReadAsync(client, typed: true, stop.Token) is { } answer)
            {
                await session.WriteAsync(answer.Bytes, stop.Token);
            }
        }
    }

    private async Task RelayAsync(NetworkStream client, NetworkStream? session)
    {
        while (await WireMessage.ReadAsync(client, typed: true, stop.Token) is { Type: not 'X' } message)
        {
            while (session is null && !idle.TryPop(out session)) await Task.Delay(5, stop.Token);

            await session.WriteAsync(message.Bytes, stop.Token);
            if (message.Type is not ('S' or 'Q')) continue;

            while (await WireMessage.ReadAsync(session, typed: true, stop.Token) is { } answer)
            {
                await client.WriteAsync(answer.Bytes, stop.Token);
                if (answer.Type != 'Z') continue;
                if (mode == PoolMode.Transaction && answer.Body[0] == 'I')
                {
                    idle.Push(session);
                    session = null;
                }

                break;
            }
        }
    }

    private static WireMessage OwnKey(WireMessage key)
    {
        var body = key.Body.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(body, int.MaxValue);
        return WireMessage.Of('K', body);
    }
}
