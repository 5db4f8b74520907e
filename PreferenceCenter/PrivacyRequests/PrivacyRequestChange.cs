using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Why a privacy request was not changed.</summary>
public enum PrivacyRequestRefusal
{
    None,
    Unknown,

    /// <summary>The request was changed since the caller read it.</summary>
    Changed,
    Closed,

    /// <summary>A required value is missing or invalid.</summary>
    Incomplete,

    /// <summary>The step was already taken and may be taken only once.</summary>
    Once,

    /// <summary>The one-month period has ended.</summary>
    TooLate,

    /// <summary>A legal hold for legal claims has not ended yet.</summary>
    LegallyHeld,

    /// <summary>The same staff member may not propose and agree.</summary>
    NotByThemselves,

    /// <summary>
    /// The account is too new, or was reset or given a role too recently, to give the second opinion.
    /// </summary>
    TooNew,

    /// <summary>Another staff member could still decide, or the waiting day is not over.</summary>
    NotAlone,
    TooBig,
    WrongType,
    Duplicate,
}

/// <summary>
/// Changes one privacy request on behalf of staff or a job: its rows, the subscriber's events and the request's own log
/// event, in one transaction.
/// </summary>
/// <param name="version">Version of the request that the caller read; null if the step does not depend on it.</param>
internal sealed class PrivacyRequestChange(
    Guid id,
    int? version,
    PersonKey? key,
    Act act,
    Func<CenterContext, PrivacyRequestRow, SubscriberSnapshot?, PrivacyRequestRefusal> work
) : Submission
{
    public PrivacyRequestRefusal Refusal { get; private set; }

    /// <summary>Changes to the subscriber's choices that take effect together with the step.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];
    public override bool Reduces => Changes.Any(c => c is Leave or Restrict { On: true });
    public override PersonKey? Key => key;

    protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        // The subscriber changed the request in the same batch: the staff member has to look again.
        if (batch.Set.Requests.Exists(r => r.Id == id))
            return Refuse(PrivacyRequestRefusal.Changed);
        var state = (PrivacyRequestState)0;
        batch.Store.Within(context =>
        {
            context.Run("SAVEPOINT step");
            (Refusal, state) = Step(context, subscriber);
            if (Refusal != PrivacyRequestRefusal.None)
            {
                // The version number and what the step queued go with it.
                context.ChangeTracker.Clear();
                context.Run("ROLLBACK TO SAVEPOINT step");
            }
            context.Run("RELEASE SAVEPOINT step");
        });
        if (Refusal != PrivacyRequestRefusal.None)
            return Refuse(Refusal);
        if (subscriber is not null)
            foreach (var change in Changes)
            {
                var decision = Decisions.Decide(subscriber.State, change, act, batch.Settings.Policy);
                if (decision.Refusal != Domain.Refusal.None)
                    throw new InvalidOperationException($"{change.GetType().Name} by staff: {decision.Refusal}.");
                batch.Append(subscriber, decision.Events, new Evidence());
            }
        batch.AppendAdmin(EventKind.RequestChanged, kind, (long)state, act, new Evidence { Detail = reference });
        return new ChangeResult(ChangeOutcome.Done);
    }

    private long kind;
    private string? reference;

    private (PrivacyRequestRefusal, PrivacyRequestState) Step(CenterContext context, SubscriberSnapshot? subscriber)
    {
        // The write comes first: it locks the row, so no other transaction can decide.
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
        var refusal = work(context, request, subscriber);
        (kind, reference) = ((long)request.Kind, request.Reference);
        return (refusal, request.State);
    }

    private ChangeResult Refuse(PrivacyRequestRefusal refusal)
    {
        Refusal = refusal;
        return new ChangeResult(ChangeOutcome.Unchanged);
    }
}
