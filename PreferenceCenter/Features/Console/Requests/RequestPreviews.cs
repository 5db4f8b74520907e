using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Shows what a decision would do before it is taken: the email that it sends, and what an erasure erases.</summary>
internal sealed class RequestPreviews(
    StaffAuthorizer staff,
    PrivacyRequestQueue queue,
    ReadingLog readings,
    PersonalData data,
    Database database,
    RequestMails mails,
    CertificateMails certificates,
    SubscriberReader subscribers,
    ErasureSettings erasures,
    MailOptions options,
    Site site,
    TimeProvider clock
) : ConsoleService(staff)
{
    /// <summary>
    /// The email of a step, made by what sends it, from the state as it is now. Null where no address is known, and a
    /// letter has to be written. Nothing is stored and nothing is sent.
    /// </summary>
    public async Task<ReplyMail?> MailAsync(
        StaffTicket? ticket,
        string reference,
        ReplyDraft draft,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.ManagePersonalData);
        if (await FindAsync(reference, cancel) is not { } request)
            return null;
        await readings.NoteAsync(ReadPart.Request, request.Id, who.By);
        if (
            request is { Kind: PrivacyRequestKind.Erasure, SubscriberId: { } id }
            && draft.Step == PrivacyRequestStep.Approved
        )
            return await subscribers.FindAsync(PersonKey.Of(id)) is { } person
                ? Shown(person.Subscriber.Address, await CertificateAsync(person.Subscriber), ofPerson: true, true)
                : null;
        (request.Ground, request.ExtensionMonths) = (draft.Ground, (byte)draft.Months);
        var entry = new PrivacyRequestEntry
        {
            RequestId = request.Id,
            Step = draft.Step,
            At = clock.GetUtcNow(),
            Text = PrivacyRequestRows.Text(draft.Text),
        };
        return await mails.PreviewAsync(request, entry) is { } mail
            ? Shown(mail.Address, mail.Content, request.SubscriberId is not null, certificate: false)
            : null;
    }

    private async Task<PrivacyRequestRow?> FindAsync(string reference, CancellationToken cancel) =>
        PrivacyRequestReference.Parse(reference) is { } parsed
            ? (await queue.OpenAsync(parsed, cancel))?.Request
            : null;

    private Task<MailContent> CertificateAsync(Subscriber person)
    {
        // It is complete a day later, when nobody has the person's data in hand any more.
        var now = clock.GetUtcNow();
        return certificates.PreviewAsync(
            site.Calendar.DayStartOf(now),
            now.AddDays(1),
            erasures.KeepSuppression,
            now + erasures.KeepProofFor,
            person.Language
        );
    }

    private ReplyMail Shown(string to, MailContent content, bool ofPerson, bool certificate)
    {
        var (html, css) = MailFrame.Of(content.Html, dark: false);
        return new ReplyMail(
            options.From.Name is { Length: > 0 } name ? $"{name} <{options.From.Address}>" : options.From.Address,
            to,
            content.Language,
            ofPerson,
            content.Subject,
            html,
            css,
            certificate
        );
    }

    /// <summary>What the erasure of the request's subscriber does; null if there is none to erase.</summary>
    public async Task<ErasurePreview?> ErasureAsync(
        StaffTicket? ticket,
        string reference,
        PageContext frame,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.ReadPersonalData);
        if (
            await FindAsync(reference, cancel) is not { SubscriberId: { } id } request
            || await data.FindAsync(id) is not { } held
        )
            return null;
        await readings.NoteAsync(ReadPart.Request, request.Id, who.By);
        var words = frame.Language.Texts<RequestFormTexts>();
        await using var context = await database.CreateContextAsync();
        var (person, letters) = (
            held.Person.Subscriber,
            held["request-entries"].Rows.Count + held["request-files"].Rows.Count
        );
        return new ErasurePreview(
            person.Name is null ? person.Address : $"{person.Name} ({person.Address})",
            [
                .. held
                    .Places.Where(p =>
                        p.Entry.Kept is not (DataKept.ForGood or DataKept.Closed) && p.Rows.Rows.Count > 0
                    )
                    .GroupBy(p => p.Entry.Category)
                    .Select(kind => new ErasedKind(words.Of(kind.Key), kind.Sum(p => p.Rows.Rows.Count))),
                .. letters > 0 ? [new ErasedKind(words.Letters, letters)] : Array.Empty<ErasedKind>(),
            ],
            held.History.Count,
            erasures.KeepSuppression,
            clock.GetUtcNow() + erasures.KeepProofFor,
            await context
                .Recipients.Where(r => r.EndedAt == null)
                .OrderBy(r => r.Name)
                .Select(r => r.Name)
                .ToListAsync(cancel)
        );
    }
}
