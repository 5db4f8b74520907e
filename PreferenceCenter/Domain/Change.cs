namespace PreferenceCenter.Domain;

/// <summary>What somebody asks for. The decision turns it into events or refuses it.</summary>
internal abstract record Change;

/// <summary>Leave one topic, or everything (scope 0).</summary>
internal sealed record Leave(long Scope) : Change
{
    public static readonly Leave Everything = new(Aspect.Everything);
}

/// <summary>Wanted values by aspect, only where the person said something. A topic's value is a frequency, off included.</summary>
/// <param name="AddsAtOnce">Whether what widens holds at once; otherwise it waits for one confirmation.</param>
internal sealed record Choose(IReadOnlyDictionary<long, long> Wanted, bool AddsAtOnce) : Change
{
    /// <summary>Topics that stand, but for a purpose that is over: wanting them is a new yes.</summary>
    public IReadOnlySet<long>? Anew { get; init; }

    public bool SaysYesAnew(long aspect) => Anew?.Contains(aspect) == true;
}

/// <summary>The person is asked whether what stands may go on: nothing changes until they answer.</summary>
internal sealed record AskAgain(IReadOnlySet<long> Topics) : Change;

/// <summary>Confirm, reject or undo what the events of one mail were about.</summary>
internal sealed record Confirm(IReadOnlyList<ConsentEvent> Asked) : Change;

internal sealed record Reject(IReadOnlyList<ConsentEvent> Asked) : Change;

internal sealed record Undo(IReadOnlyList<ConsentEvent> Taken) : Change;

/// <summary>Somebody else's word, with evidence (imports of grade A and B, senders): never against the person's own.</summary>
internal sealed record Assert(IReadOnlyDictionary<long, long> Topics) : Change;

/// <summary>Somebody else's word without enough evidence: waits for the person, however long.</summary>
internal sealed record Propose(IReadOnlyDictionary<long, long> Topics) : Change;

internal sealed record Suppress(SuppressionReason Reason) : Change;

/// <summary>GDPR article 18: keep what is there and use none of it, until the person says otherwise.</summary>
internal sealed record Restrict(bool On) : Change;

/// <summary>The name was put right (GDPR article 16).</summary>
internal sealed record CorrectName : Change;

internal sealed record GiveReason(long Scope, LeaveReason Reason) : Change;
