using PreferenceCenter.Tests.Http;

namespace PreferenceCenter.Tests.BadDays;

/// <summary>Kind of action a subscriber takes.</summary>
internal enum SubscriberActionKind
{
    Leave,
    Slower,
    TopicOff,
    Ask,
    Confirm,
}

/// <summary>
/// One action of a subscriber as the client sees it. The request is sent again, to either node, until a node
/// acknowledges it.
/// </summary>
internal sealed class SubscriberAction(
    SubscriberActionKind kind,
    Person person,
    string path,
    params (string Name, string Value)[] fields
)
{
    private int attempts;

    public SubscriberActionKind Kind => kind;
    public Person Person => person;
    public string Path => path;
    public IReadOnlyList<(string Name, string Value)> Fields => fields;
    public long CreatedAt { get; } = TimeProvider.System.GetTimestamp();
    public long SentAt { get; set; }

    /// <summary>Timestamp of the acknowledgement; zero before it.</summary>
    public long AcknowledgedAt { get; set; }
    public int Attempts => attempts;

    /// <summary>
    /// Whether the nodes' clocks differed while the request was under way. A repeated request is then no longer within
    /// ten minutes of the first.
    /// </summary>
    public bool ClocksApart { get; set; }

    /// <summary>
    /// Whether the restored database does not know the person or the link, as the docs say, and the page said so.
    /// </summary>
    public bool IsVoid { get; set; }
    public bool IsAcknowledged => AcknowledgedAt != 0;
    public TimeSpan Took => TimeProvider.System.GetElapsedTime(SentAt, AcknowledgedAt);

    public void Count() => Interlocked.Increment(ref attempts);
}
