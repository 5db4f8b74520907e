using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Why a privacy request was not changed.</summary>
public enum PrivacyRequestRefusal
{
    None,
    Unknown,

    /// <summary>The request was changed since the caller read it.</summary>
    Changed,
    Closed,

    /// <summary>The subscriber is erased; copies are still being removed, and nobody has anything to do.</summary>
    Erasing,

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

    /// <summary>One of the staff stands behind both accounts.</summary>
    NotIndependent,

    /// <summary>
    /// The reason contains an address or the subscriber's name: reasons of such decisions outlive the subscriber.
    /// </summary>
    NamesSomebody,

    /// <summary>There was somebody else who could decide, or the waiting day is not over.</summary>
    NotAlone,
    TooBig,
    WrongType,
    Duplicate,

    /// <summary>The law knows no such ground for a request of this kind.</summary>
    WrongGround,

    /// <summary>The step does not exist for a request of this kind.</summary>
    WrongKind,

    /// <summary>The mailbox was shown when the request was made: there is no doubt who asks.</summary>
    MailboxShown,

    /// <summary>Another recipient has that ID.</summary>
    KeyTaken,

    /// <summary>The subscriber's record has changed since the proposal: both would decide on different states.</summary>
    Stale,

    /// <summary>The old address can still take a change of address back: until then nobody may fetch the data.</summary>
    AddressJustChanged,

    /// <summary>A restore left open whose the address is: first they have to show that it is theirs.</summary>
    AddressInDoubt,
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
) : Submission<PrivacyRequestRefusal>
{
    /// <summary>Changes to the subscriber's choices that take effect together with the step.</summary>
    public IReadOnlyList<Change> Changes { get; init; } = [];

    /// <summary>The address of a request that names no subscriber; nobody confirms it meanwhile.</summary>
    public EmailAddress? Address { get; init; }

    /// <summary>Whether the step erases what is held under <see cref="Address"/>, where no subscriber has it.</summary>
    public bool ErasesAddress { get; init; }

    /// <summary>Keys of other addresses of the mailbox under which a sign-up waits: it goes with <see cref="Address"/>.</summary>
    public IReadOnlyList<string> Waiting { get; init; } = [];
    public override IReadOnlyList<Registration> Locked => Address is null ? [] : [new Registration(Address, "")];
    public override bool Reduces => Changes.Any(c => c is Leave or ObjectToMarketing or Restrict { On: true });
    public override PersonKey? Key => key;
    public override Act? Act => act;

    protected override ChangeResult<PrivacyRequestRefusal> Decide(Batch batch, SubscriberSnapshot? subscriber)
    {
        // The subscriber changed the request in the same batch: the staff member has to look again.
        if (batch.Set.Requests.Exists(r => r.Id == id))
            return new(ChangeOutcome.Unchanged, PrivacyRequestRefusal.Changed);
        var (refusal, request, reasons) = batch.Within(
            act,
            context =>
            {
                var step = Step(context, subscriber);
                return (step, step.Refusal == PrivacyRequestRefusal.None);
            }
        );
        if (request is null || refusal != PrivacyRequestRefusal.None)
            return new(ChangeOutcome.Unchanged, refusal);
        if (subscriber is not null)
        {
            batch.AppendAll(subscriber, Changes, act, new Evidence());
            if (Changes.Any(c => c is SettleAddress))
                batch.EndDoubt(subscriber, act.At);
        }
        else if (ErasesAddress && request.State == PrivacyRequestState.Cleaning && Address is not null)
            EraseAddress.Run(batch, request, Address, Waiting, act);
        batch.AppendAdmin(
            EventKind.RequestChanged,
            (long)request.Kind,
            (long)request.State,
            act,
            new Evidence { Comment = reasons }
        );
        return new(ChangeOutcome.Done, PrivacyRequestRefusal.None);
    }

    private (PrivacyRequestRefusal Refusal, PrivacyRequestRow? Request, string? Reasons) Step(
        CenterContext context,
        SubscriberSnapshot? subscriber
    )
    {
        // The write comes first: it locks the row, so no other transaction can decide. A refusal undoes it.
        if (
            context
                .Requests.Where(r => r.Id == id && (version == null || r.Version == version))
                .ExecuteUpdate(r => r.SetProperty(x => x.Version, x => x.Version + 1)) == 0
        )
            return (
                context.Requests.Any(r => r.Id == id) ? PrivacyRequestRefusal.Changed : PrivacyRequestRefusal.Unknown,
                null,
                null
            );
        var request = context.Requests.Single(r => r.Id == id);
        var refusal = work(context, request, subscriber);
        return refusal != PrivacyRequestRefusal.None ? (refusal, request, null)
            : KeptReasons.TryKeep(context, request, subscriber, out var reasons) ? (refusal, request, reasons)
            : (PrivacyRequestRefusal.NamesSomebody, request, null);
    }
}
