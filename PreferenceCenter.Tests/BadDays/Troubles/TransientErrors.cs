namespace PreferenceCenter.Tests.BadDays.Troubles;

/// <summary>Disturbance of the centre on a bad day. It is over when its task completes.</summary>
internal abstract class TransientErrors(string name)
{
    protected static readonly TimeSpan AWhile = TimeSpan.FromMinutes(2);

    public string Name => name;

    public abstract Task StrikeAsync(BadDay day, Random random, CancellationToken cancel);
}
