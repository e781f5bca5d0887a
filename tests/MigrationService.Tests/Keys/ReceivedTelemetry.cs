using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TradingPlatform.MigrationService.Tests;

/// <summary>Takes OTLP over HTTP and keeps what came. Protobuf stores text as it is, so that it can be searched.</summary>
internal sealed class ReceivedTelemetry : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly StringBuilder _text = new();
    private readonly Task _loop;

    private ReceivedTelemetry(int port)
    {
        Endpoint = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add($"{Endpoint}/");
        _listener.Start();
        _loop = ReceiveAsync();
    }

    public string Endpoint { get; }

    public string Text
    {
        get
        {
            lock (_text)
                return _text.ToString();
        }
    }

    public static ReceivedTelemetry Start()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new ReceivedTelemetry(port);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _loop;
        _listener.Close();
    }

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var request = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await request.Request.InputStream.CopyToAsync(body);
                lock (_text) _text.Append(Encoding.Latin1.GetString(body.ToArray()));
                request.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
