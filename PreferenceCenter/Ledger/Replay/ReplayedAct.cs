using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>
/// Applies an act of the journal again: with its original time, as an operator's act whose evidence names the journal.
/// It only reduces and voids older choices, never adds any, and sends no second mail.
/// </summary>
internal sealed class ReplayedAct(JournalAct journalAct, Actor actor, DateTimeOffset now) : Submission
{
    public override bool Reduces => true;
    public override PersonKey? Key => PersonKey.Of(journalAct.Person);

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        if (subscriber is null)
        {
            foreach (var change in journalAct.Changes())
                if (UnclaimedLeave.ScopeOf(change) is { } scope)
                    batch.KeepLeave(journalAct.Person, scope, journalAct.At);
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        }
        var act = new Act(Channel.Command, actor, journalAct.At, LawfulBasis.None, 0, 0);
        var evidence = new Evidence
        {
            Source = "journal replay",
            File = journalAct.Source.File,
            Line = journalAct.Source.Line,
        };
        var before = subscriber.State.LastSeq;
        foreach (var change in journalAct.Changes().Where(c => !Widens(c, subscriber.State)))
            batch.Append(
                subscriber,
                Decisions.Decide(subscriber.State, change, act, batch.Settings.Policy).Events,
                evidence
            );
        if (journalAct.LeavesAddressInDoubt)
            batch.DoubtAddress(subscriber, journalAct.At, now);
        return new ChangeResult(subscriber.State.LastSeq == before ? ChangeOutcome.Unchanged : ChangeOutcome.Done)
        {
            PublicId = journalAct.Person,
        };
    }

    // Skips a change if the subscriber's present choice already allows less: a lower frequency, a longer pause.
    private bool Widens(Change change, PersonState state) =>
        change is Choose choose
        && choose.Wanted.Any(w => ChoiceDirection.Widens(w.Key, state[w.Key].Value, w.Value, journalAct.At));
}
