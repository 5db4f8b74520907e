using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.SignUps;

/// <summary>
/// The mailbox answers a sign-up. Its yes makes both declarations events of the person, the request with its own time
/// and evidence and the confirmation with this one's; its no is remembered for 30 days and nothing else. What was asked
/// for is read again here: nothing that came between is overturned.
/// </summary>
/// <param name="mayHold">Whether a topic still takes people.</param>
internal sealed class OptInAnswer(
    Guid id,
    PendingOptIn request,
    EmailAddress address,
    bool confirms,
    Act act,
    Evidence evidence,
    byte[] link,
    Func<long, bool> mayHold
) : Submission
{
    private readonly Registration registration = new(address, request.Language, request.Name);
    private readonly EvidenceCommitment requestProof = new(Evidence.Parse(request.Evidence)!, request.Topics.Count),
        answerProof = new(evidence, request.Topics.Count);

    public override PersonKey? Key => PersonKey.Of(address);
    public override Registration? Register
    {
        get => registration;
        init { }
    }

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        // Pressed twice, or on two nodes at once: the first press settled it.
        if (
            batch.Store.ReadOptIn(id) is not { Content: not null, SettledAt: null } row
            || batch.Set.SettledOptIns.Exists(s => s.Row.Id == id)
        )
            return new ChangeResult(ChangeOutcome.Unchanged);
        batch.Set.UsedLinks.Add((link, act.At));
        if (!confirms)
        {
            ChangeMails.BlockNotMe(batch, address, act.At);
            Settle(batch, row, null, 0, 0);
            return new ChangeResult(ChangeOutcome.Done);
        }
        OptInTopic[] standing =
        [
            .. request.Topics.Where(t =>
                t.Stands(row.CreatedAt, dossier?.State, act.NoticeOf(t.Number)) && mayHold(t.Number)
            ),
        ];
        if (standing.Length == 0)
        {
            Settle(batch, row, null, 0, 0);
            return new ChangeResult(ChangeOutcome.Refused, Refusal.Voided);
        }
        dossier = batch.FindOrReadmit(registration, dossier, act);
        var first = dossier.State.LastSeq + 1;
        Confirm(batch, dossier, standing, row.CreatedAt);
        Settle(batch, row, dossier, dossier.State.LastSeq < first ? 0 : first, dossier.State.LastSeq);
        return new ChangeResult(ChangeOutcome.Done, Refusal.None, first, dossier.State.LastSeq)
        {
            PublicId = dossier.Subscriber.PublicId,
        };
    }

    private void Confirm(Batch batch, SubscriberSnapshot dossier, OptInTopic[] standing, DateTimeOffset askedAt)
    {
        var asking = act with { Channel = Channel.Form, At = askedAt, Notices = null };
        var asked = new List<ConsentEvent>();
        foreach (
            var topic in standing
                .Where(t =>
                    !dossier.State[t.Number].On
                    || act.NoticeOf(t.Number)?.IsNewTo(dossier.State[t.Number].Grant?.Notice ?? 0) == true
                )
                .OrderBy(t => t.Number)
        )
            asked.Add(
                new ConsentEvent(
                    dossier.State.LastSeq + asked.Count + 1,
                    EventKind.Requested,
                    topic.Number,
                    (long)topic.Frequency,
                    dossier.State[topic.Number].Value,
                    0,
                    asking with
                    {
                        Notice = topic.Notice,
                    }
                )
            );
        batch.Append(dossier, asked, requestProof);
        var decision = Decisions.Decide(dossier.State, new Confirm(asked), act, batch.Settings.Policy);
        batch.Append(dossier, decision.Events, answerProof);
        ChangeMails.Queue(batch, dossier, decision, act.At);
    }

    private void Settle(Batch batch, OptInRow row, SubscriberSnapshot? dossier, long from, long to)
    {
        (row.SettledAt, row.FromSeq, row.ToSeq) = (act.At, from, to);
        batch.Set.SettledOptIns.Add((row, dossier));
    }
}
