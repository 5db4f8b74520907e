using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Ledger.Writer;

/// <summary>A change of one subscriber's choices.</summary>
internal sealed class PersonChange(PersonKey key, Change change, Act act, Evidence evidence) : Submission
{
    private readonly EvidenceCommitment commitment = new(
        evidence,
        expected: change switch
        {
            Assert assert => assert.Wanted.Count,
            Choose choose => choose.Wanted.Count,
            _ => 1,
        }
    );

    public Change Change { get; } = change;
    public override Act Act { get; } = act;
    public Evidence Evidence { get; } = evidence;
    public override Registration? Register { get; init; }

    /// <summary>Hash of the mailed link that was used: marked as used in the same transaction.</summary>
    public byte[]? UsedLink { get; init; }

    /// <summary>
    /// The undo that the answering page offers: the hash of its token, and its end. Kept where the change wrote events.
    /// </summary>
    public (byte[] Hash, DateTimeOffset Until)? Undo { get; init; }

    /// <summary>What else the change does in its transaction, if it changed anything.</summary>
    public Action<Batch, SubscriberSnapshot>? Also { get; init; }

    /// <summary>Whether the subscriber gets a mail about the change.</summary>
    public bool Notify { get; init; } = true;

    public override PersonKey? Key => key;

    // Imported unsubscribes stay in the bulk slices, in the order of their file.
    public override bool Reduces =>
        !Bulk
        && (
            Change is Leave or ObjectToMarketing or Suppress or Restrict { On: true }
            || (Change is Choose choose && choose.Wanted.All(w => ChoiceDirection.Withdraws(w.Key, w.Value)))
        );
    public override bool Bulk => Act.Channel == Channel.Import;

    private Leave? SaysNoAgain(Batch batch) =>
        Change is Leave leave && Undo is var (hash, _) && !batch.HasUndo(hash) ? leave with { Again = true } : null;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        subscriber ??= Register is { } registration ? batch.FindOrRegister(registration, key, Act.At) : null;
        if (subscriber is null)
        {
            if (Register is not null)
                return new ChangeResult(ChangeOutcome.Refused, Refusal.Suppressed);
            if (Change is Leave leave && key.PublicId != Guid.Empty)
            {
                batch.KeepLeave(key.PublicId, leave.Scope, Act.At);
                if (leave.Merged != 0)
                    batch.KeepLeave(key.PublicId, leave.Merged, Act.At);
            }
            return new ChangeResult(ChangeOutcome.Unknown, Refusal.UnknownPerson);
        }

        var decision = Decisions.Decide(subscriber.State, Change, Act, batch.Settings.Policy);
        // The form has a key: if nothing was done with it yet, this is no retry but a person who says no once more, and
        // must not be put back by the undo of the first time.
        if (decision is { Refusal: Refusal.None, Events: [] } && SaysNoAgain(batch) is { } again)
            decision = Decisions.Decide(subscriber.State, again, Act, batch.Settings.Policy);
        if (decision.Refusal != Refusal.None)
            return new ChangeResult(ChangeOutcome.Refused, decision.Refusal)
            {
                PublicId = subscriber.Subscriber.PublicId,
            };
        var cutShort = FooterLimit.IsPassed(batch, subscriber, decision, Act);
        if (cutShort)
            if (FooterLimit.Least(Change) is { } least)
                decision = Decisions.Decide(subscriber.State, least, Act, batch.Settings.Policy);
            else
                return FooterLimit.Refuse(batch, subscriber, Act);
        if (UsedLink is not null)
            batch.Set.UsedLinks.Add((UsedLink, Act.At));
        batch.Append(subscriber, decision.Events, commitment);
        if (Undo is var (hash, until) && !decision.Events.IsEmpty)
            batch.Set.Undos.Add(
                (
                    subscriber,
                    new MailedLinkRow
                    {
                        Hash = hash,
                        Kind = MailedLinkKind.LeftPage,
                        FromSeq = decision.Events[0].Seq,
                        ToSeq = decision.Events[^1].Seq,
                        ExpiresAt = until,
                    }
                )
            );
        if (!decision.Events.IsEmpty)
            Also?.Invoke(batch, subscriber);
        if (Notify)
            ChangeMails.Queue(batch, subscriber, decision, Act);
        return new ChangeResult(
            decision.Events.IsEmpty ? ChangeOutcome.Unchanged : ChangeOutcome.Done,
            Refusal.None,
            decision.Events.IsEmpty ? 0 : decision.Events[0].Seq,
            decision.Events.IsEmpty ? 0 : decision.Events[^1].Seq
        )
        {
            Waiting = !decision.Waiting.IsEmpty,
            CutShort = cutShort,
            PublicId = subscriber.Subscriber.PublicId,
        };
    }
}
