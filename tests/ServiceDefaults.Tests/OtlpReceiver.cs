using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.ServiceDefaults.Tests;

/// <summary>Listens for OTLP, over HTTP/1 or as gRPC, and keeps the bodies. Protobuf stores text as it is, so that names can be looked for in them.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _received = new();
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    public string Endpoint => _app.Urls.Single();

    public string Traces => Received("trace");

    public string Metrics => Received("metrics");

    public string Logs => Received("logs");

    public static async Task<OtlpReceiver> StartAsync(string protocol = "http/protobuf")
    {
        var builder = WebApplication.CreateSlimBuilder();
        // Without TLS nothing negotiates the version: gRPC needs HTTP/2 from the first byte.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(
            endpoint => endpoint.Protocols = protocol == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(app);
        app.MapPost("/{**path}", receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Received(string signal) => string.Concat(
        _received.Where(body => body.Key.Contains(signal, StringComparison.OrdinalIgnoreCase)).Select(body => body.Value));

    private async Task ReceiveAsync(HttpRequest request, HttpResponse response)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray());
        _received.AddOrUpdate(request.Path.Value!, text, (_, before) => before + text);
        if (request.ContentType != "application/grpc")
            return;

        response.ContentType = "application/grpc";
        response.DeclareTrailer("grpc-status");
        await response.Body.WriteAsync(new byte[5]); // an empty, uncompressed message
        response.AppendTrailer("grpc-status", "0");
    }
}
