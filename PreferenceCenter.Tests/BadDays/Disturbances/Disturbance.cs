namespace PreferenceCenter.Tests.BadDays.Disturbances;

/// <summary>Disturbance of the centre on a bad day. It is over when its task completes.</summary>
internal abstract class Disturbance(string name)
{
    protected static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(2);

    public string Name => name;

    public abstract Task RunAsync(BadDay day, Random random, CancellationToken cancel);
}
