using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>What somebody of the staff does with a request before it is decided.</summary>
internal sealed class RequestWork(Database database, ChangeWriter writer, RequestTerms terms, TimeProvider clock)
{
    private const int MostFiles = 20;

    public Task<RequestRefusal> AssignAsync(Guid id, Guid? account, StaffBy by) =>
        DoAsync(
            id,
            null,
            by,
            open: true,
            (context, request, act) =>
            {
                if (account is not null && !context.StaffAccounts.Any(a => a.Id == account && a.DismissedAt == null))
                    return RequestRefusal.Unknown;
                request.AssigneeId = account;
                context.Add(request, RequestStep.Assigned, act, account is null ? null : $"{account}");
                return RequestRefusal.None;
            }
        );

    public Task<RequestRefusal> NoteAsync(Guid id, string text, StaffBy by) =>
        DoAsync(
            id,
            null,
            by,
            open: false,
            (context, request, act) =>
            {
                if (RequestRows.Text(text) is not { } words)
                    return RequestRefusal.Incomplete;
                context.Add(request, RequestStep.Noted, act, words);
                return RequestRefusal.None;
            }
        );

    public Task<RequestRefusal> AttachAsync(Guid id, string name, byte[] content, StaffBy by) =>
        DoAsync(
            id,
            null,
            by,
            open: false,
            (context, request, act) =>
            {
                if (content.Length is 0 or > FileTypes.MostBytes)
                    return RequestRefusal.TooBig;
                if (FileTypes.Of(name, content) is not { } type)
                    return RequestRefusal.WrongType;
                if (context.RequestFiles.Count(f => f.RequestId == id) >= MostFiles)
                    return RequestRefusal.TooBig;
                var entry = context.Add(request, RequestStep.Attached, act, FileTypes.NameOf(name));
                context.RequestFiles.Add(
                    new RequestFile
                    {
                        Id = entry.Id,
                        RequestId = id,
                        At = act.At,
                        Name = entry.Text!,
                        Type = type,
                        Content = content,
                    }
                );
                return RequestRefusal.None;
            }
        );

    /// <summary>
    /// GDPR article 12(6): where there is doubt who asks, and once. From here on the month does not run.
    /// </summary>
    public Task<RequestRefusal> AskAsync(Guid id, int version, string question, StaffBy by) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                if (RequestRows.Text(question) is not { } words)
                    return RequestRefusal.Incomplete;
                if (request.AskedAt is not null)
                    return RequestRefusal.Once;
                (request.State, request.AskedAt, request.GraceUntil) = (RequestState.Held, act.At, null);
                context.Mail(
                    request,
                    MailKind.RequestAnswer,
                    context.Add(request, RequestStep.Asked, act, words).Id,
                    act
                );
                return RequestRefusal.None;
            }
        );

    /// <summary>Any reply ends the wait: the time it took is added.</summary>
    public Task<RequestRefusal> ReplyAsync(Guid id, int version, string text, StaffBy by) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                if (request.State != RequestState.Held || request.AskedAt is not { } asked)
                    return RequestRefusal.Closed;
                (request.State, request.RepliedAt) = (RequestState.Open, act.At);
                request.Due(Deadline.Shifted(request.LegalUntil, asked, act.At, terms.Zone), terms.Zone);
                context.Add(request, RequestStep.Replied, act, RequestRows.Text(text));
                return RequestRefusal.None;
            }
        );

    /// <summary>
    /// GDPR article 12(3): once, within the month, with reasons, and only once the person was told. Mailed, it holds
    /// when that mail has left; of somebody reached by letter whoever posted it says when.
    /// </summary>
    public Task<RequestRefusal> ExtendAsync(
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
                if (RequestRows.Text(reasons) is not { } words || months is < 1 or > Deadline.LongestExtension)
                    return RequestRefusal.Incomplete;
                if (request.ExtendedAt is not null || request.ExtensionId is not null)
                    return RequestRefusal.Once;
                if (act.At >= request.LegalUntil)
                    return RequestRefusal.TooLate;
                var told = context.Add(request, RequestStep.ExtensionTold, act, words);
                (request.ExtensionId, request.ExtensionMonths) = (told.Id, (byte)months);
                if (context.Mail(request, MailKind.RequestAnswer, told.Id, act))
                    return RequestRefusal.None;
                if (!toldByLetter)
                    return RequestRefusal.Incomplete;
                Extend(context, request, terms.Zone, act);
                return RequestRefusal.None;
            }
        );

    public static void Extend(CenterContext context, RequestRow request, TimeZoneInfo zone, Act act)
    {
        request.ExtendedAt = act.At;
        request.Due(
            Deadline.Extended(request.ReceivedAt, zone, request.ExtensionMonths, request.AskedAt, request.RepliedAt),
            zone
        );
        context.Add(request, RequestStep.Extended, act);
    }

    public Task<RequestRefusal> JoinAsync(Guid id, int version, string into, StaffBy by) =>
        DoAsync(
            id,
            version,
            by,
            open: true,
            (context, request, act) =>
            {
                if (
                    RequestReference.Parse(into.Trim()) is not { } reference
                    || context.Requests.SingleOrDefault(r => r.Reference == reference && r.Id != id)
                        is not { ClosedAt: null } first
                )
                    return RequestRefusal.Unknown;
                // Of one person and about one thing, or it is no duplicate.
                if (
                    first.Kind != request.Kind
                    || first.SubscriberId != request.SubscriberId
                    || first.AddressKey != request.AddressKey
                )
                    return RequestRefusal.Duplicate;
                RequestIntake.Join(context, first, request, act, terms.Zone);
                return RequestRefusal.None;
            }
        );

    private async Task<RequestRefusal> DoAsync(
        Guid id,
        int? version,
        StaffBy by,
        bool open,
        Func<CenterContext, RequestRow, Act, RequestRefusal> work
    )
    {
        var act = by.At(clock.GetUtcNow());
        var change = new RequestChange(
            id,
            version,
            KeyOf(database, id),
            act,
            (context, request, _) =>
                open && request.ClosedAt is not null ? RequestRefusal.Closed : work(context, request, act)
        );
        await writer.DoAsync(change);
        return change.Refusal;
    }

    /// <summary>Whose it is: locked first, as whatever the person does locks them.</summary>
    public static PersonKey? KeyOf(Database database, Guid id) =>
        database.Ask(
            id,
            static (session, id) =>
                session[RequestSql.Owner, id.ToByteArray(bigEndian: true)].ExecuteScalar() is long owner
                    ? owner
                    : (long?)null
        )
            is { } owner
            ? PersonKey.Of(owner)
            : null;
}
