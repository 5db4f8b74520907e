namespace PreferenceCenter.Features.Api.Health;

/// <summary>
/// An answer that is found at most once in a period, however many ask: those who ask meanwhile share the last one, or
/// wait for the one that is being found.
/// </summary>
internal sealed class RecentAnswer<T>(TimeSpan period, TimeProvider clock, Func<Task<T>> find)
{
    private readonly Lock door = new();
    private Task<T>? last;
    private long foundAt;

    public Task<T> GetAsync()
    {
        lock (door)
        {
            if (last is null || (last.IsCompleted && clock.GetElapsedTime(foundAt) >= period))
                (last, foundAt) = (find(), clock.GetTimestamp());
            return last;
        }
    }
}
