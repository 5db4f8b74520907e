using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Steps of staff that do not decide a privacy request: assign, note, attach, ask, reply, extend, join.
/// </summary>
internal sealed class PrivacyRequestHandling(
    Database database,
    ChangeWriter writer,
    PrivacyRequestTerms terms,
    StaffAuthorizer staff
)
{
    private const int MostFiles = 20;

    public Task<PrivacyRequestRefusal> AssignAsync(Guid id, Guid? account, StaffBy by) =>
        DoAsync(
            id,
            null,
            by,
            open: true,
            (context, request, act) =>
            {
                if (!RequestAssignment.CanHave(context, account))
                    return PrivacyRequestRefusal.Changed;
                request.AssigneeId = account;
                context.Add(request, PrivacyRequestStep.Assigned, act, account is null ? null : $"{account}");
                return PrivacyRequestRefusal.None;
            }
        );

    /// <summary>Assigns several requests at once, each on its own grounds.</summary>
    /// <returns>What came of each, in their order.</returns>
    public async Task<IReadOnlyList<PrivacyRequestRefusal>> AssignAllAsync(
        IReadOnlyList<RequestToAssign> requests,
        Guid? account,
        StaffBy by
    )
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests.Count, RequestAssignment.Most);
        return await writer.DoAsync(new RequestAssignment(requests, account, act));
    }

    public Task<PrivacyRequestRefusal> NoteAsync(Guid id, string text, StaffBy by) =>
        DoAsync(
            id,
            null,
            by,
            open: false,
            (context, request, act) =>
            {
                if (PrivacyRequestRows.Text(text) is not { } words)
                    return PrivacyRequestRefusal.Incomplete;
                context.Add(request, PrivacyRequestStep.Noted, act, words);
                return PrivacyRequestRefusal.None;
            }
        );

    public Task<PrivacyRequestRefusal> AttachAsync(Guid id, string name, byte[] content, StaffBy by) =>
        DoAsync(
            id,
            null,
            by,
            open: false,
            (context, request, act) =>
            {
                if (content.Length is 0 or > FileTypes.MostBytes)
                    return PrivacyRequestRefusal.TooBig;
                if (FileTypes.Of(name, content) is not { } type)
                    return PrivacyRequestRefusal.WrongType;
                if (context.RequestFiles.Count(f => f.RequestId == id) >= MostFiles)
                    return PrivacyRequestRefusal.TooBig;
                var entry = context.Add(request, PrivacyRequestStep.Attached, act, FileTypes.NameOf(name));
                context.RequestFiles.Add(
                    new PrivacyRequestFile
                    {
                        Id = entry.Id,
                        RequestId = id,
                        At = act.At,
                        Name = entry.Text!,
                        Type = type,
                        Content = content,
                    }
                );
                return PrivacyRequestRefusal.None;
            }
        );

    /// <summary>
    /// Asks the requester to confirm their identity in case of doubt (GDPR article 12(6)); once only. The one-month
    /// period stops until the reply.
    /// </summary>
    public Task<PrivacyRequestRefusal> AskAsync(Guid id, int version, string question, StaffBy by) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                if (PrivacyRequestRows.Text(question) is not { } words)
                    return PrivacyRequestRefusal.Incomplete;
                if (request.Kind == PrivacyRequestKind.Complaint)
                    return PrivacyRequestRefusal.WrongKind;
                // Article 12(6) wants doubt, and there is none about who only takes away; only a legal hold, by two,
                // stops an erasure.
                if (PrivacyRequestEffects.ShownMailbox(request.Kind, request.Origin))
                    return PrivacyRequestRefusal.MailboxShown;
                if (request.AskedAt is not null)
                    return PrivacyRequestRefusal.Once;
                (request.State, request.AskedAt, request.GraceUntil) = (PrivacyRequestState.Held, act.At, null);
                context.Mail(
                    request,
                    MailKind.RequestAnswer,
                    context.Add(request, PrivacyRequestStep.Asked, act, words).Id,
                    act
                );
                return PrivacyRequestRefusal.None;
            }
        );

    /// <summary>Records the reply and ends the wait. The waiting time is added to the due date.</summary>
    public Task<PrivacyRequestRefusal> ReplyAsync(Guid id, int version, string text, StaffBy by) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                if (request.State != PrivacyRequestState.Held || request.AskedAt is not { } asked)
                    return PrivacyRequestRefusal.Closed;
                (request.State, request.RepliedAt) = (PrivacyRequestState.Open, act.At);
                request.Due(Deadline.Shifted(request.LegalUntil, asked, act.At, terms.Calendar), terms.Calendar);
                context.Add(request, PrivacyRequestStep.Replied, act, PrivacyRequestRows.Text(text));
                return PrivacyRequestRefusal.None;
            }
        );

    /// <summary>
    /// Extends the due date (GDPR article 12(3)): once, within the first month, with reasons, and only after the
    /// requester was told. By e-mail, the extension takes effect when the e-mail was sent; by letter, when staff
    /// confirm that it was posted.
    /// </summary>
    public Task<PrivacyRequestRefusal> ExtendAsync(
        Guid id,
        int version,
        int months,
        string reasons,
        bool toldByLetter,
        StaffBy by
    ) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                if (PrivacyRequestRows.Text(reasons) is not { } words || months is < 1 or > Deadline.LongestExtension)
                    return PrivacyRequestRefusal.Incomplete;
                // Article 12(3) is about requests under articles 15 to 22.
                if (request.Kind == PrivacyRequestKind.Complaint)
                    return PrivacyRequestRefusal.WrongKind;
                if (request.ExtendedAt is not null || request.ExtensionId is not null)
                    return PrivacyRequestRefusal.Once;
                if (act.At >= request.LegalUntil)
                    return PrivacyRequestRefusal.TooLate;
                var told = context.Add(request, PrivacyRequestStep.ExtensionTold, act, words);
                (request.ExtensionId, request.ExtensionMonths) = (told.Id, (byte)months);
                if (context.Mail(request, MailKind.RequestAnswer, told.Id, act))
                    return PrivacyRequestRefusal.None;
                if (!toldByLetter)
                    return PrivacyRequestRefusal.Incomplete;
                Extend(context, request, terms.Calendar, act);
                return PrivacyRequestRefusal.None;
            }
        );

    /// <summary>Sets the extended due date, after the requester was told.</summary>
    public static void Extend(CenterContext context, PrivacyRequestRow request, SiteCalendar calendar, Act act)
    {
        request.ExtendedAt = act.At;
        request.Due(
            Deadline.Extended(
                request.ReceivedAt,
                calendar,
                request.ExtensionMonths,
                request.AskedAt,
                request.RepliedAt
            ),
            calendar
        );
        context.Add(request, PrivacyRequestStep.Extended, act);
    }

    /// <summary>Closes a duplicate request and refers it to the first one.</summary>
    public Task<PrivacyRequestRefusal> JoinAsync(Guid id, int version, string into, StaffBy by) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                var (reference, number) = (
                    PrivacyRequestReference.Parse(into.Trim()),
                    RequestNumber.Parse(into.Trim())
                );
                if (
                    context.Requests.SingleOrDefault(r =>
                        (r.Reference == reference || r.Number == number) && r.Id != id
                    )
                    is not { ClosedAt: null } first
                )
                    return PrivacyRequestRefusal.Unknown;
                // A duplicate is of the same kind, and both name the same requester: of two letters without an address
                // nobody can say that they are of one person.
                if (first.Kind != request.Kind || !IsOfSameRequester(first, request))
                    return PrivacyRequestRefusal.Duplicate;
                PrivacyRequestIntake.Join(context, first, request, act, terms.Calendar);
                return PrivacyRequestRefusal.None;
            }
        );

    private static bool IsOfSameRequester(PrivacyRequestRow one, PrivacyRequestRow other) =>
        one.SubscriberId is { } subscriber
            ? subscriber == other.SubscriberId
            : one.AddressKey is { } address && other.SubscriberId is null && address == other.AddressKey;

    private async Task<PrivacyRequestRefusal> DoAsync(
        Guid id,
        int? version,
        StaffBy by,
        bool open,
        Func<CenterContext, PrivacyRequestRow, Act, PrivacyRequestRefusal> work
    )
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        return await writer.DoAsync(
            new PrivacyRequestChange(
                id,
                version,
                await KeyOfAsync(database, id),
                act,
                // Once its subscriber is erased nothing is written to a request that could name them again.
                (context, request, _) =>
                    request switch
                    {
                        { ErasedOn: not null, ClosedAt: null } => PrivacyRequestRefusal.Erasing,
                        { ErasedOn: not null } => PrivacyRequestRefusal.Closed,
                        { ClosedAt: not null } when open => PrivacyRequestRefusal.Closed,
                        _ => work(context, request, act),
                    }
            )
        );
    }

    /// <summary>
    /// The subscriber of a request, who is locked first. The subscriber's own changes take the same lock.
    /// </summary>
    public static ValueTask<PersonKey?> KeyOfAsync(Database database, Guid id) =>
        database.AskAsync(
            id,
            static async (session, id) =>
                await session[PrivacyRequestSql.Owner, id.ToByteArray(bigEndian: true)].ExecuteScalarAsync()
                    is long owner
                    ? PersonKey.Of(owner)
                    : (PersonKey?)null
        );
}
