using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PreferenceCenter.Tests.Http;

/// <summary>Keeps what a server logs as an error, or with an exception.</summary>
internal sealed class FailureLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Failures { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (logLevel >= LogLevel.Error || IsEnabled(logLevel) && exception is not null)
            Failures.Enqueue(formatter(state, exception));
    }

    public void Dispose() { }
}
