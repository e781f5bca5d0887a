using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace TradingPlatform.MigrationService;

/// <summary>Writes lines as .NET's console logger writes them in <see cref="HostedProcess"/>.</summary>
internal sealed class LineLogger(string category, Stream output, Lock gate, TimeProvider time) : ILogger
{
    /// <summary>How a line begins: the time in UTC.</summary>
    public const string TimeFormat = "HH:mm:ss ";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Information and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;

        var message = formatter(state, exception);
        var bytes = Encoding.UTF8.GetBytes(Format(time.GetUtcNow(), logLevel, category, eventId.Id, (exception is null ? message : $"{message} {exception}").ReplaceLineEndings(" ")));
        lock (gate)
        {
            output.Write(bytes);
            output.Flush();
        }
    }

    /// <summary>The whole line, with its end; the message is one line already.</summary>
    public static string Format(DateTimeOffset now, LogLevel level, string category, int eventId, string message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.ToString(TimeFormat, CultureInfo.InvariantCulture)}{Word(level)}: {category}[{eventId}] {message}{Environment.NewLine}");

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Lines are written from information on."),
    };
}
