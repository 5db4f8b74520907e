using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// Actions on privacy requests and recipients, for privacy staff and owners. Auditors may only read the recipients.
/// </summary>
internal sealed class DecisionService(
    StaffAuthorizer staff,
    PrivacyRequestIntake intake,
    PrivacyRequestHandling work,
    PrivacyRequestDecisions decisions,
    RecipientRegister recipients,
    PrivacyRequestQueue queue,
    PrivacyRequestTerms terms
) : ConsoleService(staff)
{
    public Task<IntakeResult> TakeAsync(StaffTicket? ticket, Intake taken) =>
        intake.TakeAsync(taken, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> AssignAsync(StaffTicket? ticket, Guid id, Guid? account) =>
        work.AssignAsync(id, account, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    /// <summary>Assigns several requests at once to a colleague, to oneself or to nobody.</summary>
    public Task<IReadOnlyList<PrivacyRequestRefusal>> AssignAllAsync(
        StaffTicket? ticket,
        IReadOnlyList<RequestToAssign> requests,
        Guid? account
    ) => work.AssignAllAsync(requests, account, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> NoteAsync(StaffTicket? ticket, Guid id, string text) =>
        work.NoteAsync(id, text, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> AttachAsync(StaffTicket? ticket, Guid id, string name, byte[] content) =>
        work.AttachAsync(id, name, content, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> AskAsync(StaffTicket? ticket, Guid id, int version, string question) =>
        work.AskAsync(id, version, question, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> ReplyAsync(StaffTicket? ticket, Guid id, int version, string text) =>
        work.ReplyAsync(id, version, text, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> ExtendAsync(
        StaffTicket? ticket,
        Guid id,
        int version,
        int months,
        string reasons,
        bool toldByLetter
    ) =>
        work.ExtendAsync(
            id,
            version,
            months,
            reasons,
            toldByLetter,
            Demand(ticket, StaffPolicies.ManagePersonalData).By
        );

    public Task<PrivacyRequestRefusal> JoinAsync(StaffTicket? ticket, Guid id, int version, string into) =>
        work.JoinAsync(id, version, into, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> DecideAsync(
        StaffTicket? ticket,
        string reference,
        int version,
        PrivacyRequestAct act,
        RefusalGround? ground,
        string? reasons,
        DateOnly? until,
        string? proof = null
    ) =>
        SeenAsync(
            reference,
            version,
            (seen, by) =>
                decisions.DecideAsync(
                    seen,
                    new RequestDecision(
                        act,
                        ground,
                        reasons,
                        until is { } day ? terms.Calendar.EndOf(day) : null,
                        proof
                    ),
                    by
                ),
            Demand(ticket, StaffPolicies.ManagePersonalData)
        );

    /// <summary>The last day that a legal hold decided on this day may name.</summary>
    public static DateOnly LastDayOfHold(DateOnly today) => today.AddDays(PrivacyRequestDecisions.LongestHold.Days - 1);

    public Task<PrivacyRequestRefusal> AgreeAsync(StaffTicket? ticket, string reference, int version) =>
        SeenAsync(reference, version, decisions.AgreeAsync, Demand(ticket, StaffPolicies.ManagePersonalData));

    public Task<PrivacyRequestRefusal> DropAsync(StaffTicket? ticket, string reference, int version, string reasons) =>
        SeenAsync(
            reference,
            version,
            (seen, by) => decisions.DropAsync(seen, reasons, by),
            Demand(ticket, StaffPolicies.ManagePersonalData)
        );

    public Task<PrivacyRequestRefusal> DecideAloneAsync(
        StaffTicket? ticket,
        string reference,
        int version,
        string reasons
    ) =>
        SeenAsync(
            reference,
            version,
            (seen, by) => decisions.DecideAloneAsync(seen, reasons, by),
            Demand(ticket, StaffPolicies.ManagePersonalData)
        );

    public async Task<(IReadOnlyList<RecipientRow> All, IReadOnlyList<RecipientNotice> Unanswered)> RecipientsAsync(
        StaffTicket? ticket,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return (await recipients.ListAsync(cancel), await recipients.UnansweredAsync(cancel));
    }

    public Task<(IReadOnlyList<RecipientRow> Ended, bool Notified)> FormerRecipientsAsync(
        StaffTicket? ticket,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return recipients.FormerAsync(cancel);
    }

    public Task<PrivacyRequestRefusal> AddRecipientAsync(
        StaffTicket? ticket,
        string key,
        string name,
        string purpose,
        string? transfer,
        string contact
    ) =>
        recipients.AddAsync(key, name, purpose, transfer, contact, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> EndRecipientAsync(StaffTicket? ticket, string key) =>
        recipients.EndAsync(key, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<PrivacyRequestRefusal> AnswerNoticeAsync(StaffTicket? ticket, Guid notice, string? impossible) =>
        recipients.AnswerAsync(notice, impossible, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    private async Task<PrivacyRequestRefusal> SeenAsync(
        string reference,
        int version,
        Func<PrivacyRequestRow, StaffBy, Task<PrivacyRequestRefusal>> decide,
        StaffIdentity who
    ) =>
        (await queue.OpenAsync(reference))?.Request is { } row
            ? await decide(Shown(row, version), who.By)
            : PrivacyRequestRefusal.Unknown;

    // The version that the page showed: whether it still holds is asked in the transaction, where a form that was sent
    // twice is known by its key.
    private static PrivacyRequestRow Shown(PrivacyRequestRow row, int version)
    {
        row.Version = version;
        return row;
    }
}
