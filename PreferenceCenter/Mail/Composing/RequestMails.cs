using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Composes the mails about privacy requests: to the data subject, to the recipients of the data and to the staff in
/// charge.
/// </summary>
internal sealed class RequestMails(
    Database database,
    SubscriberReader subscribers,
    IdentityMails identity,
    TimeProvider clock,
    MailRenderer renderer,
    MailLinks links,
    Site site
)
{
    private const int MostLines = 40;

    public async Task<ComposedMail?> ReceivedAsync(ClaimedMail row)
    {
        await using var context = database.CreateContext();
        if (
            await context.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == row.MessageId) is not { } asked
            || await ToAsync(asked, row.Address, row.Language) is not { } to
        )
            return null;
        // A repeated request is answered by the first one.
        var request = asked.JoinedTo is { } first
            ? await context.Requests.AsNoTracking().SingleAsync(r => r.Id == first)
            : asked;
        var due = renderer.TextsFor(to.Language).Day(request.DueUntil.AddTicks(-1));
        var view = new RequestView(
            request.Kind.ToString(),
            request.Kind
                is PrivacyRequestKind.Erasure
                    or PrivacyRequestKind.Restriction
                    or PrivacyRequestKind.Objection,
            asked.ReceivedAt,
            due,
            request.GraceUntil,
            Url($"privacy/{request.Reference}"),
            RequestNumber.Text(request.Number)
        );
        return Composed(row, to.Address, await renderer.RequestAsync(view, to.Language));
    }

    /// <param name="erased">The address that an approved erasure was about, which no subscriber had: it is known only
    /// until the answer is sent.</param>
    public async Task<ComposedMail?> AnswerAsync(ClaimedMail row, string? erased = null)
    {
        await using var context = database.CreateContext();
        if (
            await context.RequestEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Id == row.MessageId)
            is not { } entry
        )
            return null;
        var request = await context.Requests.AsNoTracking().SingleAsync(r => r.Id == entry.RequestId);
        return await ToAsync(request, row.Address ?? erased, row.Language) is { } to
            ? Composed(row, to.Address, await WriteAsync(request, entry, to))
            : null;
    }

    /// <summary>
    /// The answer as it would be sent now, with its address; null where none is known, and a letter has to be written.
    /// </summary>
    /// <param name="request">The request as it would be after the step.</param>
    /// <param name="entry">The step with its words.</param>
    public async Task<(string Address, MailContent Content)?> PreviewAsync(
        PrivacyRequestRow request,
        PrivacyRequestEntry entry
    ) =>
        await ToAsync(request, request.Address, language: null) is { } to
            ? (to.Address, await WriteAsync(request, entry, to))
            : null;

    private async Task<MailContent> WriteAsync(
        PrivacyRequestRow request,
        PrivacyRequestEntry entry,
        (string Address, string Language) to
    )
    {
        var texts = renderer.TextsFor(to.Language);
        var held = await HeldAsync(request, entry, to.Address, texts);
        return await renderer.AnswerAsync(View(request, entry, held, texts), texts);
    }

    // Of an address that no subscriber has: the same that the page "what do you hold about me" answers. What a letter
    // stops, it stops also for whoever is on no list.
    private async Task<string[]> HeldAsync(
        PrivacyRequestRow request,
        PrivacyRequestEntry entry,
        string to,
        MailTexts texts
    )
    {
        if (
            request.SubscriberId is not null
            || entry.Step != PrivacyRequestStep.Approved
            || request.Kind
                is PrivacyRequestKind.Complaint
                    or PrivacyRequestKind.Objection
                    or PrivacyRequestKind.Restriction
            || EmailAddress.TryParse(to) is not { } address
        )
            return [];
        var held = await identity.BesideAsync(address, request.Id, clock.GetUtcNow());
        string[] found = held.Finding switch
        {
            IdentityFinding.Hash =>
            [
                texts["Hash.Lead", site.Name],
                texts["Hash.Why", texts[$"Hash.{held.Reason}"]],
                texts["Hash.Return"],
            ],
            IdentityFinding.Proof =>
            [
                texts["Proof.Lead", site.Name, texts.Day(held.At), texts.Day(held.ProofUntil)],
                texts["Proof.Why"],
                .. held.Suppressed ? (string[])[texts["Proof.Block"]] : [],
            ],
            IdentityFinding.Pending =>
            [
                texts["Pending.Lead", site.Name, texts.Day(held.At)],
                texts["Pending.Gone", texts.Day(held.GoneAt)],
            ],
            _ when held.Elsewhere.Count > 0 || await subscribers.FindAsync(PersonKey.Of(address)) is not null => [],
            _ => [texts["Answer.DoneNobody"]],
        };
        string[] elsewhere =
            held.Elsewhere.Count == 0
                ? []
                :
                [
                    texts[held.Finding == IdentityFinding.Nothing ? "Elsewhere.Lead" : "Elsewhere.Also", site.Name],
                    .. held.Elsewhere.Select(place => texts[$"Elsewhere.{place}"]),
                    texts["Elsewhere.Copy", site.PrivacyContact],
                ];
        return
        [
            .. request.Kind == PrivacyRequestKind.Erasure ? (string[])[texts["Answer.DoneErasure"]] : [],
            .. found,
            .. elsewhere,
        ];
    }

    private AnswerView View(PrivacyRequestRow request, PrivacyRequestEntry entry, string[] held, MailTexts texts)
    {
        var complaint = texts["Answer.Complaint", site.SupervisoryAuthority, site.PrivacyContact];
        var fetch =
            request.Kind is PrivacyRequestKind.Access or PrivacyRequestKind.Portability
            && request.SubscriberId is not null;
        var (title, before, after) = entry.Step switch
        {
            PrivacyRequestStep.Asked => (
                texts["Answer.AskedTitle"],
                (string[])[texts["Answer.AskedLead"]],
                (string[])[texts["Answer.AskedReply", site.PrivacyContact]]
            ),
            PrivacyRequestStep.ExtensionTold => (
                texts["Answer.LongerTitle"],
                [texts["Answer.LongerLead", texts.Day(Longer(request))]],
                [complaint]
            ),
            PrivacyRequestStep.Refused => (
                texts["Answer.RefusedTitle"],
                request.Ground is { } ground
                    ? [texts["Answer.RefusedLead"], texts[$"Answer.Ground{ground}"]]
                    : [texts["Answer.RefusedLead"]],
                [complaint]
            ),
            _ => (
                texts["Answer.DoneTitle"],
                held.Length > 0
                    ? held
                    :
                    [
                        fetch
                            ? texts["Answer.DoneFetch", texts.Day(entry.At + PrivacyRequestStore.FetchFor)]
                            : texts[$"Answer.Done{request.Kind}"],
                    ],
                [texts["Answer.Questions", site.PrivacyContact]]
            ),
        };
        return new AnswerView(
            title,
            texts[$"Request.Kind{request.Kind}"],
            texts["Answer.Received", texts.Day(request.ReceivedAt)],
            before,
            (entry.Text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            after,
            RequestNumber.Text(request.Number),
            fetch && entry.Step == PrivacyRequestStep.Approved ? Url("privacy") : null
        );
    }

    private DateTimeOffset Longer(PrivacyRequestRow request) =>
        site
            .Calendar.EndOf(
                Deadline
                    .Extended(
                        request.ReceivedAt,
                        site.Calendar,
                        request.ExtensionMonths,
                        request.AskedAt,
                        request.RepliedAt
                    )
                    .Working
            )
            .AddTicks(-1);

    public async Task<ComposedMail?> RecipientAsync(ClaimedMail row)
    {
        await using var context = database.CreateContext();
        if (
            row.Address is null
            || await context.RecipientNotices.AsNoTracking().SingleOrDefaultAsync(n => n.Id == row.MessageId)
                is not { PublicId: { } id } notice
        )
            return null;
        return Composed(
            row,
            row.Address,
            await renderer.RecipientAsync(
                new RecipientView(notice.Kind.ToString(), id),
                renderer.TextsFor(site.DefaultLanguage)
            )
        );
    }

    // Composed from the state at the time of sending; null for staff who were dismissed meanwhile.
    public async Task<ComposedMail?> DigestAsync(ClaimedMail row, DateTimeOffset now)
    {
        if (
            EmailAddress.TryParse(row.Address) is not { } address
            || await subscribers.FindStaffAsync(address) is not { } account
        )
            return null;
        await using var context = database.CreateContext();
        var waiting = context.Requests.AsNoTracking().Where(r => r.ClosedAt == null);
        var open = await waiting.CountAsync();
        if (open == 0)
            return null;
        var texts = renderer.TextsFor(account.Language);
        var lines = (await waiting.OrderBy(r => r.DueUntil).Take(MostLines).ToListAsync())
            .Select(r =>
                Line(
                    r,
                    PrivacyRequestPace.Of(r.ReceivedAt, r.LegalUntil, r.DueUntil, r.Moved, now, site.Calendar),
                    texts
                )
            )
            .ToArray();
        return Composed(
            row,
            row.Address!,
            await renderer.DigestAsync(new DigestView(open, lines, open - lines.Length, Url("staff/requests")), texts)
        );
    }

    private DigestLine Line(PrivacyRequestRow request, PrivacyRequestPace pace, MailTexts texts)
    {
        var left =
            pace.Urgency == PrivacyRequestUrgency.Overdue
                ? texts["Digest.Overdue", -pace.DaysLeft]
                : texts["Digest.Left", pace.DaysLeft];
        var when = pace.Urgency is PrivacyRequestUrgency.Calm or PrivacyRequestUrgency.Overdue
            ? left
            : texts["Digest.Day", (int)pace.Urgency, left];
        return new DigestLine(
            when,
            pace.Urgency != PrivacyRequestUrgency.Calm,
            texts[$"Request.Kind{request.Kind}"],
            RequestNumber.Text(request.Number),
            Url($"staff/requests/{request.Reference}")
        );
    }

    private async ValueTask<(string Address, string Language)?> ToAsync(
        PrivacyRequestRow request,
        string? address,
        string? language
    ) =>
        request.SubscriberId is { } id
            ? await subscribers.FindAsync(PersonKey.Of(id)) is { } person
                ? (person.Subscriber.Address, person.Subscriber.Language)
                : null
            : address is null
                ? null
                : (address, language ?? site.DefaultLanguage);

    private Uri Url(string path) => new($"{links.PublicUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    private static ComposedMail Composed(ClaimedMail row, string to, MailContent content) =>
        new(new OutgoingMail(row.MessageId, to, content, row.CreatedAt), []);
}
