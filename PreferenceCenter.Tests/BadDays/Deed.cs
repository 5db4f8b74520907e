using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

internal enum DeedKind
{
    Leave,
    Slower,
    TopicOff,
    Ask,
    Confirm,
}

/// <summary>
/// What one person does, as whoever carries it sees it: sent again, here or there, until somebody says that it is done.
/// </summary>
internal sealed class Deed(DeedKind kind, Person person, string path, params (string Name, string Value)[] fields)
{
    private int attempts;

    public DeedKind Kind => kind;
    public Person Person => person;
    public string Path => path;
    public IReadOnlyList<(string Name, string Value)> Fields => fields;
    public long SentAt { get; set; }

    /// <summary>Zero until then.</summary>
    public long AcknowledgedAt { get; set; }
    public int Attempts => attempts;

    /// <summary>
    /// Whether the nodes' clocks were apart while it was on its way: then what is sent again is no longer within ten
    /// minutes.
    /// </summary>
    public bool ClocksApart { get; set; }
    public bool IsAcknowledged => AcknowledgedAt != 0;
    public TimeSpan Took => TimeProvider.System.GetElapsedTime(SentAt, AcknowledgedAt);

    public void Count() => Interlocked.Increment(ref attempts);
}
