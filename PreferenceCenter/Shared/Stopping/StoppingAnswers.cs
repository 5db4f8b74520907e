using PreferenceCenter.Shared.Errors;

namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// Answers 503 to every request that arrives after the request to stop. Requests that arrived before are finished.
/// </summary>
internal static class StoppingAnswers
{
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(1);

    public static void UseStoppingAnswers(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        // The health endpoints answer themselves: alive to the end, and not ready.
        app.Use(
            (http, next) =>
                stopping.IsCancellationRequested && !http.Request.Path.StartsWithSegments("/health")
                    ? RefuseAsync(http)
                    : next(http)
        );
    }

    private static async Task RefuseAsync(HttpContext http)
    {
        await DrainBodyAsync(http);
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await ErrorPages.CompleteAsync(http);
    }

    // A connection that is closed with unread bytes is reset, and the reset may arrive before the answer.
    private static async Task DrainBodyAsync(HttpContext http)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        timeout.CancelAfter(BodyTimeout);
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, timeout.Token);
        }
        catch (Exception reason) when (reason is IOException or OperationCanceledException)
        {
            // The connection is then closed with unread bytes.
        }
    }
}
