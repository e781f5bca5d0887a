using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace TradingPlatform.MigrationEngine.Tests.Scale;

/// <summary>Listens to the runtime for the types of the <see cref="ManyMigrations"/> that it loads.</summary>
internal sealed class LoadedTypes : EventListener
{
    /// <summary>The runtime's keyword for the loading of types.</summary>
    private const EventKeywords TypeDiagnostic = (EventKeywords)0x8000000000;

    private readonly ConcurrentDictionary<string, bool> names = new();
    private readonly TaskCompletionSource marked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many different ones until now. The runtime tells of its events later, in their order: one more is waited for.</summary>
    /// <param name="mark">Any type, another one for each call of the process.</param>
    public async Task<int> CountAsync(Type mark)
    {
        typeof(Mark<>).MakeGenericType(mark).TypeHandle.GetHashCode();
        await marked.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return names.Count;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime") EnableEvents(eventSource, EventLevel.Verbose, TypeDiagnostic);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("TypeLoadStop", StringComparison.Ordinal) is true
            && eventData.Payload?.OfType<string>().FirstOrDefault() is { } name)
        {
            if (name.Contains(ManyMigrations.Space + ".Number", StringComparison.Ordinal)) names.TryAdd(name, true);
            if (name.Contains(nameof(Mark<>), StringComparison.Ordinal)) marked.TrySetResult();
        }
    }

    private sealed class Mark<T>;
}
