using PreferenceCenter.Shared.Errors;

namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// Answers 503 to posts that waited while the process was suspended, by a signal or with its virtual machine. Their
/// senders have gone to another node since, and a choice of then would replace a newer one.
/// </summary>
internal static class Suspension
{
    // Longer than any pause of a busy machine, and shorter than nginx waits.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(4);

    /// <summary>For how long afterwards posts are refused: until those that waited have been read.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly Lazy<Thread> Beating = new(StartBeating);
    private static long lastBeat;
    private static long resumedAt;

    public static void UseSuspensionAnswers(this WebApplication app)
    {
        _ = Beating.Value;
        app.Use((http, next) => IsPost(http.Request) && HasJustResumed() ? RefuseAsync(http) : next(http));
    }

    private static bool IsPost(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);

    // Whichever comes first after the pause, a request or the beat, notices it.
    private static bool HasJustResumed()
    {
        Notice();
        var at = Volatile.Read(ref resumedAt);
        return at != 0 && TimeProvider.System.GetElapsedTime(at) < Aftermath;
    }

    private static void Notice()
    {
        if (TimeProvider.System.GetElapsedTime(Volatile.Read(ref lastBeat)) > Gap)
            Volatile.Write(ref resumedAt, TimeProvider.System.GetTimestamp());
    }

    private static Thread StartBeating()
    {
        lastBeat = TimeProvider.System.GetTimestamp();
        var thread = new Thread(Beat) { Name = "suspension", IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Beat()
    {
        while (true)
        {
            Notice();
            Volatile.Write(ref lastBeat, TimeProvider.System.GetTimestamp());
            Thread.Sleep(Interval);
        }
    }

    private static Task RefuseAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return ErrorPages.CompleteAsync(http);
    }
}
