namespace PreferenceCenter.Tests.BadDays;

/// <summary>Result of one <c>restore --replay</c>.</summary>
internal sealed record Replay(int ExitCode, string Output, long Replayed, long Kept);

/// <summary>
/// What one restore may have lost, and nothing more: people who were added after the dump was begun, confirmations since,
/// emails that waited in it, and links and emails since.
/// </summary>
/// <param name="How">State of the nodes when the database was replaced.</param>
/// <param name="DumpedAt">What was acknowledged before this is in the dump.</param>
/// <param name="ReplacedAt">What was sent after this went to the restored database.</param>
/// <param name="Forgotten">How many people are not in it.</param>
/// <param name="Waiting">Emails that waited in the dump. They may have been sent since and are not sent again.</param>
/// <param name="Uncertain">How often each email was in doubt in the database that was replaced.</param>
internal sealed record Restore(
    string How,
    long DumpedAt,
    long ReplacedAt,
    int Forgotten,
    IReadOnlySet<Guid> Waiting,
    IReadOnlyDictionary<Guid, int> Uncertain
)
{
    private readonly List<Replay> replays = [];

    /// <summary>When both nodes served again: until then a node may have had an email in hand.</summary>
    public long OverAt { get; set; } = long.MaxValue;

    public IReadOnlyList<Replay> Replays => replays;
    public Replay Last => replays[^1];

    public void Add(Replay replay) => replays.Add(replay);

    /// <summary>When an action was acknowledged, for a fault.</summary>
    public string Place(SubscriberAction action) =>
        Invariant(
            $"acknowledged {TimeProvider.System.GetElapsedTime(ReplacedAt, action.AcknowledgedAt).TotalSeconds:0.00} s after the restore ({How})"
        );

    /// <summary>Whether the acknowledged action may have been committed to the database that was replaced, after the dump.</summary>
    public bool MayHaveLost(SubscriberAction action) => action.AcknowledgedAt > DumpedAt && action.SentAt < ReplacedAt;

    /// <summary>Whether an email that arrived then may be of the database that was replaced, and unknown to the dump.</summary>
    public bool MayHaveLost(long arrivedAt) => arrivedAt > DumpedAt && arrivedAt < OverAt;
}
