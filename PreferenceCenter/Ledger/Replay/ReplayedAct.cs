using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Ledger.Replay;

/// <summary>
/// Tells the database again what somebody did: at its own time, as an operator's act that names the journal. It takes
/// away and voids what is older, whatever stands; it gives nothing, and nobody is mailed about it twice.
/// </summary>
internal sealed class ReplayedAct(JournalAct told, Actor actor) : Submission
{
    public override bool Reduces => true;
    public override PersonKey? Key => PersonKey.Of(told.Person);

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        if (dossier is null)
        {
            foreach (var change in told.Changes())
                if (UnclaimedLeave.ScopeOf(change) is { } scope)
                    batch.KeepLeave(told.Person, scope, told.At);
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        }
        var act = new Act(Channel.Command, actor, told.At, LawfulBasis.None, 0, 0);
        var evidence = new Evidence
        {
            Source = "journal replay",
            File = told.Source.File,
            Line = told.Source.Line,
        };
        var before = dossier.State.LastSeq;
        foreach (var change in told.Changes().Where(c => !Widens(c, dossier.State)))
            batch.Append(dossier, Decisions.Decide(dossier.State, change, act, batch.Settings.Policy).Events, evidence);
        return new ChangeResult(dossier.State.LastSeq == before ? ChangeOutcome.Unchanged : ChangeOutcome.Done)
        {
            PublicId = told.Person,
        };
    }

    // Less than that stands already: a lower frequency, a longer pause.
    private bool Widens(Change change, PersonState state) =>
        change is Choose choose
        && choose.Wanted.Any(w => ChoiceDirection.Widens(w.Key, state[w.Key].Value, w.Value, told.At));
}
