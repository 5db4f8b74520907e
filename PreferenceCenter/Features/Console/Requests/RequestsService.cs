using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Reads the queue of privacy requests and their details, for privacy staff, owners and auditors.</summary>
internal sealed class RequestsService(
    StaffAuthorizer staff,
    PrivacyRequestQueue queue,
    RequestFigures figures,
    SecondPerson second,
    PrivacyRequestDecisions decisions,
    ReadingLog readings,
    SubscriberReader subscribers,
    CatalogueCache catalogue,
    Database database,
    PrivacyRequestTerms terms,
    Site site,
    TimeProvider clock
) : ConsoleService(staff)
{
    /// <summary>A page of the queue: one statement for its rows, one that counts the views, one more for a filter.</summary>
    public async Task<QueueShown> QueueAsync(StaffTicket? ticket, QueueAsked asked, CancellationToken cancel)
    {
        var self = Demand(ticket, StaffPolicies.ReadPersonalData).Ticket.Account;
        var (filter, counts) = (asked.Filter(self), await queue.CountAsync(self, cancel));
        var slice = asked.IsFiltered
            ? await queue.ReadAsync(filter, asked.Page, cancel)
            : new QueueSlice(await queue.PageAsync(filter, asked.Page, cancel), QueueAsked.Of(counts, asked.View));
        return new QueueShown(slice.Lines, slice.Total, counts, await StaffAsync(cancel));
    }

    /// <summary>The reader's own account, to filter the requests assigned to it.</summary>
    public Guid Self(StaffTicket? ticket) => Demand(ticket, StaffPolicies.ReadPersonalData).Ticket.Account;

    /// <summary>Today in the time zone in which months are counted.</summary>
    public DateOnly Today(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return terms.Calendar.DayOf(clock.GetUtcNow());
    }

    public Task<YearFigures> FiguresAsync(StaffTicket? ticket, int? year, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return figures.OfAsync(year is > 2000 and < 3000 ? year.Value : figures.ThisYear, cancel);
    }

    /// <summary>The reference in the page's path of a request that is named by either reference.</summary>
    public Task<string?> FindAsync(StaffTicket? ticket, string typed, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return queue.FindAsync(typed, cancel);
    }

    /// <summary>Number of the latest request from an address: the queue shows all of that person by it.</summary>
    public async Task<int?> FindPersonAsync(StaffTicket? ticket, string typed, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return EmailAddress.TryParse(typed.Trim()) is { } address ? await queue.NumberOfAsync(address, cancel) : null;
    }

    public async Task<RequestDetails?> OpenAsync(StaffTicket? ticket, string reference, CancellationToken cancel)
    {
        var who = Demand(ticket, StaffPolicies.ReadPersonalData);
        if (
            PrivacyRequestReference.Parse(reference) is not { } parsed
            || await queue.OpenAsync(parsed, cancel) is not { } found
        )
            return null;
        // A request that names nobody any more is read by no trace.
        if (found.Request is { SubscriberId: not null } or { Address: not null } or { Contact: not null })
            await readings.NoteAsync(ReadPart.Request, found.Request.Id, who.By);
        var (r, names, colleagues) = (found.Request, await NamesOfActorsAsync(cancel), await StaffAsync(cancel));
        string? NameOf(Guid? actor) => actor is { } id && id != Guid.Empty ? names.GetValueOrDefault(id, "?") : null;
        var held = r.SubscriberId is { } id ? await subscribers.FindAsync(PersonKey.Of(id)) : null;
        var person = held is not null
            ? new DetailPerson(
                held.Subscriber.PublicId,
                held.Subscriber.Address,
                held.Subscriber.Name,
                [.. held.State.Topics.Where(t => t.On).Select(t => TopicName(t.Aspect, who.Language))]
            )
            : null;
        var proposal =
            r.Proposed is { } act && r.ProposedBy is { } by
                ? new DetailProposal(
                    act,
                    r.ProposedGround,
                    r.ProposedUntil,
                    NameOf(by) ?? "?",
                    found.Lines.FirstOrDefault(l => l.Id == r.ProposedEntry)?.Text,
                    r.ProposedAt!.Value,
                    by == who.Actor.Id,
                    await second.IsThereForAsync(by),
                    await second.MayBecomeAloneAsync(by, r.ProposedAt!.Value),
                    held is not null && held.State.LastSeq != r.ProposedSeq
                )
                : null;
        return new RequestDetails(
            r.Id,
            r.Version,
            r.Reference,
            r.Number,
            r.Kind,
            r.State,
            r.Origin,
            r.ReceivedAt,
            r.LegalUntil,
            r.DueUntil,
            PrivacyRequestPace.Of(r.ReceivedAt, r.LegalUntil, r.DueUntil, r.Moved, clock.GetUtcNow(), terms.Calendar),
            r.ExtendedAt,
            r.ExtensionId is not null && r.ExtendedAt is null,
            r.LegalHoldUntil > clock.GetUtcNow() ? r.LegalHoldUntil : null,
            r.GraceUntil,
            r.ClosedAt,
            r.AskedAt is not null,
            r.Words,
            r.Contact,
            r.Address,
            r.AssigneeId,
            person,
            proposal,
            [
                // A person's own request has no entry of its own for it.
                .. found.Lines.Any(l => l.Step == PrivacyRequestStep.Received)
                    ? Array.Empty<DetailLine>()
                    :
                    [
                        new(
                            r.ReceivedAt,
                            PrivacyRequestStep.Received,
                            null,
                            r.Origin == PrivacyRequestOrigin.Person,
                            null
                        ),
                    ],
                .. found.Lines.Select(l => new DetailLine(
                    l.At,
                    l.Step,
                    NameOf(l.Actor),
                    l.Actor == Guid.Empty,
                    TextOf(l)
                )),
            ],
            found.Files,
            [.. found.Told.Select(n => new DetailNotice(n.Id, n.Recipient!, n.At, n.AnsweredAt, n.Impossible))],
            colleagues,
            person is not null || r.Address is not null,
            [.. Enum.GetValues<PrivacyRequestAct>().Where(a => decisions.NeedsTwo(r.Kind, a))]
        )
        {
            AddressInDoubt = held is { State.AddressInDoubt: true },
            Language =
                held?.Subscriber.Language is { } spoken && site.Languages.Contains(spoken)
                    ? spoken
                    : site.DefaultLanguage,
            IsErased = r.ErasedOn is not null,
            Letter =
                r is { Kind: PrivacyRequestKind.Complaint, ClosedAt: null, Address: null } && person is null
                    ? LetterAbout(r, new MailTexts(who.Language, terms.Calendar))
                    : [],
        };

        // The assignee is stored as an account id; the reader sees a name.
        string? TextOf(RequestLine line) =>
            line is { Step: PrivacyRequestStep.Assigned, Text: { } account } && Guid.TryParse(account, out var to)
                ? colleagues.FirstOrDefault(s => s.Account == to)?.Name ?? "?"
                : line.Text;
    }

    private string[] LetterAbout(PrivacyRequestRow request, MailTexts texts) =>
        [
            texts["Request.Lead", site.Name, texts.Day(request.ReceivedAt)],
            texts["Request.KindComplaint"],
            texts["Request.Complaint"],
            $"{texts["Request.Reference"]} {RequestNumber.Text(request.Number)}",
            texts["Answer.Complaint", site.SupervisoryAuthority, site.PrivacyContact],
        ];

    public async Task<PrivacyRequestFile?> FileAsync(
        StaffTicket? ticket,
        string reference,
        Guid file,
        CancellationToken cancel
    )
    {
        var who = Demand(ticket, StaffPolicies.ReadPersonalData);
        if (
            PrivacyRequestReference.Parse(reference) is not { } parsed
            || await queue.FileAsync(parsed, file, cancel) is not { } found
        )
            return null;
        await readings.NoteAsync(ReadPart.Attachment, file, who.By);
        return found;
    }

    private async Task<IReadOnlyList<StaffName>> StaffAsync(CancellationToken cancel)
    {
        var able = StaffPolicies.RolesOf(StaffPolicies.ManagePersonalData);
        await using var context = await database.CreateContextAsync();
        return await context
            .StaffAccounts.AsNoTracking()
            .Where(a => a.DismissedAt == null && a.Email != null && able.Contains(a.Role))
            .OrderBy(a => a.Email)
            .Select(a => new StaffName(a.Id, a.Email!))
            .ToListAsync(cancel);
    }

    private async Task<Dictionary<Guid, string>> NamesOfActorsAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        var names = await context
            .StaffAccounts.AsNoTracking()
            .Select(a => new { a.ActorId, a.Email })
            .ToDictionaryAsync(a => a.ActorId, a => a.Email ?? "?", cancel);
        foreach (
            var one in await context
                .Actors.AsNoTracking()
                .Where(a => a.Kind == ActorKind.Operator)
                .Select(a => new { a.Id, a.Name })
                .ToListAsync(cancel)
        )
            names.TryAdd(one.Id, one.Name);
        return names;
    }

    private string TopicName(long topic, string language) =>
        catalogue.Current.ByNumber.TryGetValue(topic, out var info)
            ? info.Words(language, site.DefaultLanguage).Name
            : Invariant($"{topic}");
}
