using System.Globalization;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>
/// Shows the progress of long work on one line: count, rate and time left; at the end, the final count. Prints nothing
/// unless the error stream is a terminal.
/// </summary>
internal sealed class Progress(Terminal terminal, TimeProvider clock, string what) : IDisposable
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);
    private readonly long started = clock.GetTimestamp();
    private long shownAt;
    private long reported;
    private bool shown;

    /// <param name="share">Share of the work that is done, from 0 to 1, where it is known.</param>
    public void Report(long count, double? share = null)
    {
        reported = count;
        if (!terminal.Watched || (shown && clock.GetElapsedTime(shownAt) < ShowEvery))
            return;
        (shownAt, shown) = (clock.GetTimestamp(), true);
        Show(share is > 0.001 and var done ? $", {Left(clock.GetElapsedTime(started) * (1 / done - 1))} left" : "");
    }

    private void Show(string left)
    {
        var rate = reported / Math.Max(clock.GetElapsedTime(started).TotalSeconds, 0.001);
        terminal.Error.Write(
            string.Create(CultureInfo.InvariantCulture, $"\r{reported:N0} {what}, {rate:N0} a second{left}        ")
        );
    }

    private static string Left(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time:mm\\:ss}");

    public void Dispose()
    {
        if (!shown)
            return;
        Show("                 ");
        terminal.Error.WriteLine();
    }
}
