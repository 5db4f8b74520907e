namespace PreferenceCenter.Domain;

/// <summary>A requested change. <see cref="Decisions"/> turns it into events or refuses it.</summary>
internal abstract record Change;

/// <summary>Leave one topic, or all mail (scope 0).</summary>
internal sealed record Leave(long Scope) : Change
{
    /// <summary>
    /// Whether this is known to be another act than the last one, however soon it comes: it is no retry, and voids every
    /// older undo.
    /// </summary>
    public bool Again { get; init; }

    /// <summary>
    /// The merged topic that was named, where the scope is the one that took it in; 0 otherwise. It is left too: in a
    /// database restored to before the merge it is a topic of its own.
    /// </summary>
    public long Merged { get; init; }

    /// <summary>Leaves a topic, or the one that it was merged into.</summary>
    public static Leave Of(long named, long survivor) => new(survivor) { Merged = named == survivor ? 0 : named };

    public static readonly Leave Everything = new(Aspect.Everything);
}

/// <summary>
/// Object to direct marketing (GDPR article 21(2) and (3)): leave everything, and end the profiling and the tracking that
/// served it.
/// </summary>
internal sealed record ObjectToMarketing : Change;

/// <summary>
/// Set wanted values by aspect, only where the subscriber made a choice. A topic's value is a frequency, off included.
/// </summary>
/// <param name="AddsAtOnce">Whether an increase holds at once; otherwise it waits for one confirmation.</param>
internal sealed record Choose(IReadOnlyDictionary<long, long> Wanted, bool AddsAtOnce) : Change
{
    /// <summary>What is on for a purpose that has ended, or without its wording: wanting it is a new consent.</summary>
    public IReadOnlySet<long>? Anew { get; init; }

    /// <summary>Consents that wait for a confirmation all the same, because their wording was not shown.</summary>
    public IReadOnlySet<long>? AskedFirst { get; init; }

    /// <summary>Aspects whose wording in force was shown where these values were chosen.</summary>
    public IReadOnlySet<long>? Shown { get; init; }

    public bool SaysYesAnew(long aspect) => Anew?.Contains(aspect) == true;
}

/// <summary>Ask the subscriber whether existing topics may go on. Nothing changes until they answer.</summary>
internal sealed record AskAgain(IReadOnlySet<long> Topics) : Change;

/// <summary>Confirm what the events of one mail asked for.</summary>
internal sealed record Confirm(IReadOnlyList<ConsentEvent> Asked) : Change;

/// <summary>Reject what the events of one mail asked for.</summary>
internal sealed record Reject(IReadOnlyList<ConsentEvent> Asked) : Change;

/// <summary>Undo what the events of one mail reported.</summary>
internal sealed record Undo(IReadOnlyList<ConsentEvent> Taken) : Change;

/// <summary>
/// A statement by another party, with evidence (imports of grade A and B, senders). It never overrides the
/// subscriber's own choice.
/// </summary>
/// <param name="Wanted">Topics with their frequency; tracking and profiling with a yes.</param>
internal sealed record Assert(IReadOnlyDictionary<long, long> Wanted) : Change;

/// <summary>
/// A statement by another party without enough evidence: it waits for the subscriber's own yes.
/// </summary>
internal sealed record Propose(IReadOnlyDictionary<long, long> Topics) : Change
{
    /// <summary>Whether the subscriber is asked by email. A list asks once, and only who has not answered yet.</summary>
    public bool Asks { get; init; }
}

/// <summary>Put the subscriber's address on the suppression list.</summary>
internal sealed record Suppress(SuppressionReason Reason) : Change;

/// <summary>
/// Restrict processing (GDPR article 18): keep the data and use none of it until the subscriber lifts the restriction.
/// </summary>
internal sealed record Restrict(bool On) : Change;

/// <summary>Record that the name was corrected (GDPR article 16).</summary>
internal sealed record CorrectName : Change;

/// <summary>
/// Change to another address, whose mailbox the subscriber has just proven. If that address was barred from mail, the
/// subscriber is too: the stricter of both holds.
/// </summary>
/// <param name="Other">The state of the subscriber already known under that address, if any.</param>
/// <param name="WasErased">Whether that address was suppressed after an erasure: then only its reader may add to what
/// it gets.</param>
internal sealed record MoveAddress(PersonState? Other, bool WasErased) : Change
{
    /// <summary>The language of the emails so far, which no event may tell: the way back restores it.</summary>
    public long Language { get; init; }
}

/// <summary>Note that the address changed since the backup that was restored, to or from one that nobody knows.</summary>
internal sealed record DoubtAddress : Change;

/// <summary>Note that the subscriber showed staff that the address is theirs. Without a doubt it changes nothing.</summary>
internal sealed record SettleAddress : Change;

/// <summary>Merge this subscriber into another one.</summary>
internal sealed record MergeInto(long Survivor) : Change;

/// <summary>
/// Return to the previous address and to the choices of that time. What was withdrawn since stays withdrawn.
/// </summary>
/// <param name="All">Every event of the subscriber.</param>
/// <param name="From">The first event of the change that is taken back.</param>
/// <param name="To">Its last event.</param>
internal sealed record TakeBackAddress(IReadOnlyList<ConsentEvent> All, long From, long To) : Change;

/// <summary>
/// Undo a merge: the subscriber is separate again, as before, without what was withdrawn for both since.
/// </summary>
/// <param name="Since">Events of the subscriber it was merged into, since the merge.</param>
internal sealed record Unmerge(IReadOnlyList<ConsentEvent> Since) : Change;

/// <summary>Take over every choice of the other subscriber that is stricter.</summary>
internal sealed record TakeStricter(PersonState Other) : Change;

/// <summary>Take over to another topic what the person said of one that is merged into it.</summary>
/// <param name="MayAsk">Whether the person may be emailed; otherwise a consent that would be asked about ends.</param>
/// <param name="Waits">Whether a question has to wait, for what the state does not show.</param>
internal sealed record MergeTopic(Topic From, Topic Into, bool MayAsk, bool Waits) : Change;

/// <summary>Give a reason for leaving a topic, or all mail (scope 0).</summary>
internal sealed record GiveReason(long Scope, LeaveReason Reason) : Change;
