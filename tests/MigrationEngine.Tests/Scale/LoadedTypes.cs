using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace TradingPlatform.MigrationEngine.Tests.Scale;

/// <summary>Listens to the runtime for the types of the <see cref="ManyMigrations"/> that it loads.</summary>
internal sealed class LoadedTypes : EventListener
{
    /// <summary>The runtime's keyword for the loading of types.</summary>
    private const EventKeywords TypeDiagnostic = (EventKeywords)0x8000000000;

    private readonly ConcurrentDictionary<string, bool> names = new();

    /// <summary>How many different ones so far.</summary>
    public int Count => names.Count;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, TypeDiagnostic);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("TypeLoadStop", StringComparison.Ordinal) is true
            && eventData.Payload?.OfType<string>().FirstOrDefault() is { } name
            && name.Contains(ManyMigrations.Space + ".Number", StringComparison.Ordinal))
        {
            names.TryAdd(name, true);
        }
    }
}
