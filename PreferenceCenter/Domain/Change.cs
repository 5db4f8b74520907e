namespace PreferenceCenter.Domain;

/// <summary>What somebody asks for. The decision turns it into events or refuses it.</summary>
internal abstract record Change;

/// <summary>Leave one topic, or everything (scope 0).</summary>
internal sealed record Leave(long Scope) : Change
{
    public static readonly Leave Everything = new(Aspect.Everything);
}

/// <summary>
/// Wanted values by aspect, only where the person said something. A topic's value is a frequency, off included.
/// </summary>
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

/// <summary>
/// Somebody else's word, with evidence (imports of grade A and B, senders): never against the person's own.
/// </summary>
internal sealed record Assert(IReadOnlyDictionary<long, long> Topics) : Change;

/// <summary>Somebody else's word without enough evidence: waits for the person, however long.</summary>
internal sealed record Propose(IReadOnlyDictionary<long, long> Topics) : Change;

internal sealed record Suppress(SuppressionReason Reason) : Change;

/// <summary>GDPR article 18: keep what is there and use none of it, until the person says otherwise.</summary>
internal sealed record Restrict(bool On) : Change;

/// <summary>The name was put right (GDPR article 16).</summary>
internal sealed record CorrectName : Change;

/// <summary>
/// Another address, which the person has just shown to read. What stood against mailing it stands against mailing them:
/// the stricter of both holds.
/// </summary>
/// <param name="Other">What holds for whoever is here under that address.</param>
/// <param name="WasErased">Whether that address was kept away: nobody but its reader adds to what it gets.</param>
internal sealed record MoveAddress(PersonState? Other, bool WasErased) : Change;

/// <summary>This one is part of another from here on.</summary>
internal sealed record MergeInto(long Survivor) : Change;

/// <summary>Back to the address of before, with what held then; what was taken away since stays taken away.</summary>
/// <param name="All">Every event of the person.</param>
/// <param name="From">The first event of the change that is taken back.</param>
/// <param name="To">Its last one.</param>
internal sealed record TakeBackAddress(IReadOnlyList<ConsentEvent> All, long From, long To) : Change;

/// <summary>On their own again, as they were, less what was taken away since for both.</summary>
/// <param name="Since">What happened to the one they were part of.</param>
internal sealed record Unmerge(IReadOnlyList<ConsentEvent> Since) : Change;

/// <summary>Whatever of the other's is stricter.</summary>
internal sealed record TakeStricter(PersonState Other) : Change;

internal sealed record GiveReason(long Scope, LeaveReason Reason) : Change;
