namespace PreferenceCenter.Data;

/// <summary>Last run of one kind of periodic work, on whichever node.</summary>
[PreparedStatements("several nodes may write one row at once: an upsert")]
internal sealed class WorkRecord
{
    public string Name { get; set; } = "";
    public DateTimeOffset RanAt { get; set; }

    /// <summary>Last run without a failure; null if there was none.</summary>
    public DateTimeOffset? SucceededAt { get; set; }

    /// <summary>Items and steps that failed in the last run.</summary>
    public int Failed { get; set; }

    /// <summary>Kind of the first failure of the last run.</summary>
    public string? Fault { get; set; }
}
