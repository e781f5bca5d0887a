using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService;

/// <summary>Loggers that write one line a message. It takes no providers: who wants others has a host.</summary>
internal sealed class LineLoggerFactory(Stream output, TimeProvider time) : ILoggerFactory
{
    private readonly Lock _gate = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, output, _gate, time);

    public void AddProvider(ILoggerProvider provider) => throw new UnreachableException("Nothing adds a provider to a run without a host.");

    public void Dispose() => output.Dispose();
}
