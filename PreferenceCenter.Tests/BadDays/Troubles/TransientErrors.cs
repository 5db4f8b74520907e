namespace PreferenceCenter.Tests.BadDays.Troubles;

/// <summary>Something that happens to the centre on a bad day, and is over when the task is.</summary>
internal abstract class TransientErrors(string name)
{
    protected static readonly TimeSpan AWhile = TimeSpan.FromMinutes(2);

    public string Name => name;

    public abstract Task StrikeAsync(BadDay day, Random random, CancellationToken cancel);
}
