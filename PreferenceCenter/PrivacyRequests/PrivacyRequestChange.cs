using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Why nothing was done to a request.</summary>
public enum PrivacyRequestRefusal
{
    None,
    Unknown,

    /// <summary>Somebody was quicker: what was seen is not what stands there.</summary>
    Changed,
    Closed,

    /// <summary>Something that has to be said was not.</summary>
    Incomplete,

    /// <summary>It was done once, and once is all there is.</summary>
    Once,

    /// <summary>The month is over.</summary>
    TooLate,

    /// <summary>Needed for legal claims until a day that has not come.</summary>
    LegallyHeld,

    /// <summary>Nobody decides both halves.</summary>
    NotByThemselves,

    /// <summary>An account too new, or given anew too lately, is no second opinion.</summary>
    TooNew,

    /// <summary>Somebody else could still decide, or the day to wait for them is not over.</summary>
    NotAlone,
    TooBig,
    WrongType,
    Duplicate,
}

/// <summary>
/// What somebody of the staff does with one request they have seen: its rows, the person's events and its own event in
/// one transaction.
/// </summary>
/// <param name="version">Of the request as it was seen; nothing for what does not depend on it.</param>
internal sealed class PrivacyRequestChange(
    Guid id,
    int? version,
    PersonKey? who,
    Act act,
    Func<CenterContext, PrivacyRequestRow, SubscriberSnapshot?, PrivacyRequestRefusal> work
) : Submission
{
    public PrivacyRequestRefusal Refusal { get; private set; }

    /// <summary>What the person is to get besides.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];
    public override bool Reduces => Changes.Any(c => c is Leave or Restrict { On: true });
    public override PersonKey? Key => who;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? dossier)
    {
        // The person did something to it in this very group: whoever decides looks again.
        if (batch.Set.Requests.Exists(r => r.Id == id))
            return Refuse(PrivacyRequestRefusal.Changed);
        var state = (PrivacyRequestState)0;
        batch.Store.Within(context =>
        {
            (Refusal, state) = Step(context, dossier);
            if (Refusal == PrivacyRequestRefusal.None)
                return;
            // As if nobody had touched it.
            context.ChangeTracker.Clear();
            if (Refusal is not (PrivacyRequestRefusal.Changed or PrivacyRequestRefusal.Unknown))
                context
                    .Requests.Where(r => r.Id == id)
                    .ExecuteUpdate(r => r.SetProperty(x => x.Version, x => x.Version - 1));
        });
        if (Refusal != PrivacyRequestRefusal.None)
            return Refuse(Refusal);
        if (dossier is not null)
            foreach (var change in Changes)
            {
                var decision = Decisions.Decide(dossier.State, change, act, batch.Settings.Policy);
                if (decision.Refusal != Domain.Refusal.None)
                    throw new InvalidOperationException($"{change.GetType().Name} by staff: {decision.Refusal}.");
                batch.Append(dossier, decision.Events, new Evidence());
            }
        batch.AppendAdmin(EventKind.RequestChanged, kind, (long)state, act, new Evidence { Detail = reference });
        return new ChangeResult(ChangeOutcome.Done);
    }

    private long kind;
    private string? reference;

    private (PrivacyRequestRefusal, PrivacyRequestState) Step(CenterContext context, SubscriberSnapshot? dossier)
    {
        // First a write: from here on nobody else decides about it.
        if (
            context
                .Requests.Where(r => r.Id == id && (version == null || r.Version == version))
                .ExecuteUpdate(r => r.SetProperty(x => x.Version, x => x.Version + 1)) == 0
        )
            return (
                context.Requests.Any(r => r.Id == id) ? PrivacyRequestRefusal.Changed : PrivacyRequestRefusal.Unknown,
                default
            );
        var request = context.Requests.Single(r => r.Id == id);
        var refusal = work(context, request, dossier);
        (kind, reference) = ((long)request.Kind, request.Reference);
        return (refusal, request.State);
    }

    private ChangeResult Refuse(PrivacyRequestRefusal refusal)
    {
        Refusal = refusal;
        return new ChangeResult(ChangeOutcome.Unchanged);
    }
}
