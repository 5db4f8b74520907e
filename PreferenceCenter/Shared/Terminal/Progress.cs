using System.Globalization;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>One line that follows long work: how far, how fast, how long still. Silent unless somebody watches.</summary>
internal sealed class Progress(Terminal terminal, TimeProvider clock, string what) : IDisposable
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);
    private readonly long started = clock.GetTimestamp();
    private long shownAt;
    private bool shown;

    /// <param name="share">How much of the whole that is, from 0 to 1, where it is known.</param>
    public void Report(long count, double? share = null)
    {
        if (!terminal.Watched || (shownAt != 0 && clock.GetElapsedTime(shownAt) < ShowEvery)) return;
        (shownAt, shown) = (clock.GetTimestamp(), true);
        var elapsed = clock.GetElapsedTime(started);
        var rate = count / Math.Max(elapsed.TotalSeconds, 0.001);
        var left = share is > 0.001 and var done ? $", {elapsed * (1 / done - 1):h\\:mm\\:ss} left" : "";
        terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{count:N0} {what}, {rate:N0} a second{left}        "));
    }

    public void Dispose()
    {
        if (shown) terminal.Error.WriteLine();
    }
}
