using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// A privacy request that reached the organisation outside the site (letter, call, e-mail, visit), as staff enter it.
/// </summary>
/// <param name="ReceivedOn">The day the request was received. The one-month period starts then, not when staff enter
/// the request.</param>
/// <param name="Address">E-mail address of the requester, if given.</param>
/// <param name="Contact">Another way to reach the requester.</param>
internal sealed record Intake(
    PrivacyRequestKind Kind,
    PrivacyRequestOrigin Origin,
    DateOnly ReceivedOn,
    string? Address,
    string? Contact,
    string? Words
)
{
    /// <summary>Marks a request that the demo makes; null for an id like any other.</summary>
    public Guid? Id { get; init; }
}

/// <summary>Result of an intake.</summary>
/// <param name="Reference">Reference of the request; for a duplicate, that of the first request.</param>
internal sealed record IntakeResult(PrivacyRequestRefusal Refusal, string? Reference, bool Joined);

/// <summary>Records privacy requests that staff receive outside the site.</summary>
internal sealed class PrivacyRequestIntake(
    ChangeWriter writer,
    MailboxReader mailboxes,
    PrivacyRequestTerms terms,
    StaffAuthorizer staff
)
{
    private static readonly TimeSpan NoOlderThan = TimeSpan.FromDays(366);

    public async Task<IntakeResult> TakeAsync(Intake intake, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var at = act.At;
        var (address, contact) = (
            EmailAddress.TryParse(intake.Address?.Trim()),
            PrivacyRequestRows.Text(intake.Contact)
        );
        var today = terms.Calendar.DayOf(at);
        if (
            (!string.IsNullOrWhiteSpace(intake.Address) && address is null)
            || (address is null && contact is null)
            || !Enum.IsDefined(intake.Kind)
            || !Enum.IsDefined(intake.Origin)
            || intake.Origin == PrivacyRequestOrigin.Person
            || intake.ReceivedOn > today
            || intake.ReceivedOn < terms.Calendar.DayOf(at - NoOlderThan)
        )
            return new IntakeResult(PrivacyRequestRefusal.Incomplete, null, false);
        // For an earlier day, the time of day is unknown: take the last second of that day.
        var receivedAt =
            intake.ReceivedOn == today
                ? at
                : terms.Calendar.EndOf(intake.ReceivedOn).AddTicks(-TimeSpan.TicksPerSecond);
        var accounts =
            address is not null && PrivacyRequestEffects.StopMailings(intake.Kind)
                ? await mailboxes.SubscribersAsync(address)
                : [];
        var taken = new TakenIn(
            address,
            accounts,
            intake,
            contact,
            PrivacyRequestRows.Text(intake.Words),
            receivedAt,
            terms.Calendar,
            act
        );
        return await writer.DoAsync(taken);
    }

    /// <summary>
    /// Writes the request, and stops the mailings that its kind stops, to every address of the mailbox. A duplicate is joined to the first request, and
    /// the earlier date of receipt counts.
    /// </summary>
    private sealed class TakenIn(
        EmailAddress? address,
        IReadOnlyList<long> accounts,
        Intake intake,
        string? contact,
        string? words,
        DateTimeOffset receivedAt,
        SiteCalendar calendar,
        Act act
    ) : Submission<IntakeResult>
    {
        private readonly string reference = PrivacyRequestReference.New();
        private readonly Guid id = intake.Id ?? RandomId.New();
        public override PersonKey? Key => address is null ? null : PersonKey.Of(address);
        public override bool Reduces => PrivacyRequestEffects.StopMailings(intake.Kind);
        public override Act? Act => act;

        // Whoever confirms the address at the same time does so before, or finds the request.
        public override IReadOnlyList<Registration> Locked => address is null ? [] : [new Registration(address, "")];

        protected override ChangeResult<IntakeResult> Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            var (row, first) = batch.Within(act, context => (Write(context, subscriber), Keep: true));
            if (subscriber is not null)
                batch.AppendAll(subscriber, PrivacyRequestEffects.Of(row.Kind), act, new Evidence());
            // On none of the lists that are imported later, until they come back themselves. Also of somebody who is here:
            // a restored backup may not know them, and no sending system knows of a letter.
            if (address is not null && Reduces)
                batch.Suppress(address, SuppressionReason.Asked, act.At);
            StopOthers(batch, subscriber);
            if (address is not null && Reduces)
                MailboxStop.VoidWaiting(batch, address, PrivacyRequestEffects.Of(intake.Kind), act);
            batch.AppendAdmin(EventKind.RequestChanged, (long)row.Kind, (long)row.State, act, new Evidence());
            return new(
                ChangeOutcome.Done,
                new IntakeResult(PrivacyRequestRefusal.None, (first ?? row).Reference, Joined: first is not null)
            );
        }

        // A letter seldom tells under which spelling its writer gets email: every account of the mailbox is stopped.
        // The request itself is about the address in it, and nobody else is erased.
        private void StopOthers(Batch batch, SubscriberSnapshot? named)
        {
            foreach (var account in accounts)
                if (
                    batch.Find(PersonKey.Of(account)) is { } other
                    && other != named
                    && MailboxReader.IsOf(address!, other.Subscriber.AddressKey)
                )
                {
                    batch.AppendAll(other, PrivacyRequestEffects.Of(intake.Kind), act, new Evidence());
                    batch.Suppress(other, SuppressionReason.Asked, act.At);
                }
        }

        private (PrivacyRequestRow Row, PrivacyRequestRow? First) Write(
            CenterContext context,
            SubscriberSnapshot? subscriber
        )
        {
            // Where nobody is on the lists, the answer goes to the address given in the request.
            var (subscriberId, key) = (subscriber?.Subscriber.Id, subscriber is null ? address?.Key : null);
            var row = new PrivacyRequestRow
            {
                Id = id,
                Reference = reference,
                Number = context.NewRequestNumber(),
                Kind = intake.Kind,
                State = PrivacyRequestState.Open,
                Origin = intake.Origin,
                ReceivedAt = receivedAt,
                SubscriberId = subscriberId,
                Address = subscriber is null ? address?.Typed : null,
                AddressKey = key,
                Contact = contact,
            };
            row.Due(Deadline.Of(row.Kind, receivedAt, calendar), calendar);
            var first =
                subscriberId is null && key is null
                    ? null
                    : context
                        .Requests.Where(r =>
                            r.ClosedAt == null
                            && r.Kind == intake.Kind
                            && (subscriberId != null ? r.SubscriberId == subscriberId : r.AddressKey == key)
                        )
                        .OrderBy(r => r.ReceivedAt)
                        .FirstOrDefault();
            if (first is not null)
                Join(context, first, row, act, calendar);
            context.Requests.Add(row);
            context.Add(row, PrivacyRequestStep.Received, act, words);
            context.Mail(row, MailKind.RequestReceived, id, act);
            return (row, first);
        }
    }

    /// <summary>Closes the second request as a duplicate of the first. The earlier date of receipt counts.</summary>
    public static void Join(
        CenterContext context,
        PrivacyRequestRow first,
        PrivacyRequestRow second,
        Act act,
        SiteCalendar calendar
    )
    {
        (second.State, second.JoinedTo, second.ClosedAt, second.GraceUntil) = (
            PrivacyRequestState.Joined,
            first.Id,
            act.At,
            null
        );
        second.DropProposal();
        first.Version++;
        if (second.ReceivedAt < first.ReceivedAt)
        {
            first.ReceivedAt = second.ReceivedAt;
            if (first.ExtendedAt is null && first.AskedAt is null)
                first.Due(Deadline.Of(first.Kind, first.ReceivedAt, calendar), calendar);
        }
        context.Add(first, PrivacyRequestStep.Joined, act, RequestNumber.Text(second.Number));
    }
}
