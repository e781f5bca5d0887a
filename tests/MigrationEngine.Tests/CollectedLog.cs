using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationEngine.Tests;

/// <summary>A logger whose lines a test can wait for.</summary>
internal sealed class CollectedLog : ILogger<SchemaMigrator>
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IEnumerable<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue(formatter(state, exception));

    public async Task WaitForAsync(string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!_lines.Any(line => line.Contains(text, StringComparison.Ordinal))) await Task.Delay(20, deadline.Token);
    }
}
