using System.Runtime.CompilerServices;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Waits for a condition, with a time limit.</summary>
internal static class Wait
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static Task UntilAsync(
        Func<bool> so,
        TimeSpan atMost,
        CancellationToken cancel,
        [CallerArgumentExpression(nameof(so))] string what = ""
    ) => UntilAsync(() => Task.FromResult(so()), atMost, cancel, what);

    public static async Task UntilAsync(
        Func<Task<bool>> so,
        TimeSpan atMost,
        CancellationToken cancel,
        [CallerArgumentExpression(nameof(so))] string what = ""
    )
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await so(); )
        {
            if (TimeProvider.System.GetElapsedTime(start) > atMost)
                throw new TimeoutException($"Within {atMost} it did not come about: {what}");
            await Task.Delay(Look, cancel);
        }
    }
}
