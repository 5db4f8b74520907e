namespace PreferenceCenter.Shared.Stopping;

/// <summary>
/// Once asked to stop, whatever comes is told to come again elsewhere or later; what came before is finished.
/// </summary>
internal static class StoppingAnswers
{
    private static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(1);

    public static void UseStoppingAnswers(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        // Health speaks for itself: alive to the end, and not ready.
        app.Use(
            (http, next) =>
                stopping.IsCancellationRequested && !http.Request.Path.StartsWithSegments("/health")
                    ? TurnAwayAsync(http)
                    : next(http)
        );
    }

    private static async Task TurnAwayAsync(HttpContext http)
    {
        await TakeBodyAsync(http);
        if (HttpProtocol.IsHttp11(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }

    // A connection closed with bytes unread is reset, and a reset may overtake the answer.
    private static async Task TakeBodyAsync(HttpContext http)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(BodyWithin);
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, patience.Token);
        }
        catch (Exception reason) when (reason is IOException or OperationCanceledException)
        {
            // Then it is closed with bytes unread after all.
        }
    }
}
