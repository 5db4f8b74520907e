using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Public;
using PreferenceCenter.Links;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions.MailedLinks;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.SignUp;
using PreferenceCenter.Tests.Http.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Centre that holds a number of everything: subscribers, those who left and who were erased, events of one of them,
/// privacy requests with entries, mails, accounts, recipients, suppressions, pending sign-ups, readings of evidence.
/// </summary>
internal sealed class ManyRows : IAsyncDisposable
{
    private const string AnotherPurpose = """
        { "topics": [{ "topic": "news", "change": "purpose", "renewBy": "2026-12-24", "texts": { "en": { "statement": "Yes, mail me news, and offers with them." } } }] }
        """;
    private const string DefaultForm = $$"""
        { "forms": [{ "key": "{{SignUpForms.Default}}", "state": "published", "topics": ["news"], "texts": { "en": { "title": "News", "lead": "" } } }] }
        """;

    private readonly Dictionary<string, string> tokens = new(StringComparer.Ordinal);

    private ManyRows(RequestCenter requests) => Requests = requests;

    public RequestCenter Requests { get; }
    public WebCenter Web => Requests.Web;
    public Person Subject { get; private set; } = null!;
    public string Reference { get; private set; } = "";

    /// <summary>A file attached to that request.</summary>
    public Guid FileId { get; private set; }

    /// <summary>Browser with the subject's session on the data pages.</summary>
    public Visitor Visitor { get; private set; } = null!;

    /// <summary>Browser of a signed-in owner.</summary>
    public StaffBrowser Owner { get; private set; } = null!;

    /// <summary>The token of a mailed or signed link, by the first word of its path.</summary>
    public string TokenOf(string kind) => tokens[kind];

    public static async Task<ManyRows> StartAsync(int rows)
    {
        var many = new ManyRows(await RequestCenter.StartAsync("Site:Languages=en", "Privacy:ErasureReview=Automatic"));
        await many.Web.ApplyFormsAsync(SignUpCenter.Forms);
        await many.Web.ApplyFormsAsync(DefaultForm);
        await many.Web.ApplyTopicAsync("news", "\"sample\": { \"en\": \"A ship came in.\" }");
        await many.FillSubjectAsync(rows);
        await many.FillPeopleAsync(rows);
        await many.FillRequestsAsync(rows);
        await many.FillTablesAsync(rows);
        await many.Web.ApplyNoticesAsync(AnotherPurpose);
        many.Owner = await many.Requests.Staff.SignInAsync(StaffRole.Owner);
        return many;
    }

    private async Task FillSubjectAsync(int rows)
    {
        Subject = await Web.SubscribeAsync("ada@people.example", [WebCenter.News, WebCenter.Offers]);
        var (choices, confirm) = (
            await Web.MailedPreferencesPathAsync(Subject),
            await Web.AskThroughFooterAsync(Subject, "events")
        );
        for (var i = 0; i < rows; i++)
            await Web.ActAsync(
                Subject,
                new Choose(
                    new Dictionary<long, long>
                    {
                        [WebCenter.News] = (long)(i % 2 == 0 ? Frequency.Weekly : Frequency.Monthly),
                    },
                    AddsAtOnce: true
                ),
                notify: true
            );
        await Web.ActAsync(Subject, new Leave(WebCenter.News), notify: true);
        var mail = Assert.Single(await Web.MailsOfChangesAsync());
        Visitor = new Visitor(Web);
        await Visitor.OpenAsync(Subject);
        foreach (
            var path in (string[])
                [
                    choices,
                    confirm,
                    WebCenter.LinkIn(mail, "undo"),
                    WebCenter.LinkIn(mail, "receipt"),
                    "/u/" + Web.Token(LinkPurpose.Unsubscribe, Subject.Id),
                ]
        )
            tokens[path.Split('/')[1]] = path.Split('/')[2];
        var leaver = Web.UnsubscribePath(await Web.SubscribeAsync(WebCenter.News));
        var left = await Web.Browser.PressAsync(await Web.Browser.GetAsync(leaver));
        tokens["not-me"] = NotMeToken.New(
            Web.Get<AddressHasher>(),
            AskedKind.Data,
            EmailAddress.TryParse(Subject.Address)!,
            Web.Now
        );
        (tokens["leaver"], tokens["left"]) = (leaver.Split('/')[2], left.Location!.Split('/')[3]);
    }

    private async Task FillPeopleAsync(int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            await Web.SubscribeAsync(WebCenter.News);
            await Web.ActAsync(await Web.SubscribeAsync(WebCenter.News), Leave.Everything, Channel.OneClick);
            await Web.EraseAsync(await Web.SubscribeAsync(WebCenter.News));
            await Web.AskAsync(await Web.SubscribeAsync(WebCenter.News), PrivacyRequestKind.Erasure);
            Assert.True(
                await Web.Get<StaffOnboarding>()
                    .PutAsync(
                        EmailAddress.TryParse($"colleague{i}@people.example")!,
                        StaffRole.Privacy,
                        StaffCenter.Hash
                    )
            );
        }
    }

    private async Task FillRequestsAsync(int rows)
    {
        var request = await Requests.AskAsync(Subject, PrivacyRequestKind.Access);
        Reference = request.Reference;
        var account = Requests.Staff.Account(StaffRole.Privacy).Id;
        for (var i = 0; i < rows; i++)
        {
            await Requests.Work.NoteAsync(request.Id, $"Note {i}.", Requests.Privacy);
            await Requests.Work.AssignAsync(request.Id, i % 2 == 0 ? account : null, Requests.Privacy);
            await Requests.Work.AttachAsync(request.Id, $"letter{i}.pdf", [.. "%PDF-1.7\n"u8], Requests.Privacy);
            var letter = await Requests.TakeAsync(PrivacyRequestKind.Access, $"letter{i}@people.example");
            await Requests.Work.ExtendAsync(letter.Id, letter.Version, 2, "Much to read.", false, Requests.Privacy);
        }
        await Web.MailsAsync();
        FileId = Requests.Open(Reference).Files[0].Id;
    }

    private async Task FillTablesAsync(int rows)
    {
        var now = Web.Now;
        await using var context = Web.Get<Database>().CreateContext();
        await context.Database.OpenConnectionAsync(Xunit.TestContext.Current.CancellationToken);
        for (var i = 0; i < rows; i++)
        {
            var address = EmailAddress.TryParse($"kept{i}@people.example")!;
            var hash = Web.Get<AddressHasher>().HashesOf(address)[0];
            context.Insert(
                new SuppressionRow
                {
                    KeyedHash = hash.Bytes,
                    KeyId = hash.KeyId,
                    Reason = SuppressionReason.Complained,
                }
            );
            context.Recipients.Add(
                new RecipientRow
                {
                    Key = $"recipient-{i}",
                    Name = $"Recipient {i}",
                    Purpose = "Printing",
                    Contact = $"recipient{i}@partner.example",
                    AddedAt = now,
                }
            );
            foreach (var recipient in (string?[])[null, "recipient-0"])
                context.RecipientNotices.Add(
                    new RecipientNotice
                    {
                        Id = Guid.CreateVersion7(now),
                        Recipient = recipient,
                        ToAll = recipient is null,
                        Kind = PrivacyRequestKind.Rectification,
                        PublicId = Subject.Id,
                        At = now,
                    }
                );
            context.Insert(
                new OutboxRow
                {
                    MessageId = Guid.CreateVersion7(now),
                    Kind = MailKind.MyLink,
                    Address = address.Typed,
                    CreatedAt = now,
                    DueAt = now,
                }
            );
            var optIn = new PendingOptIn
            {
                Address = address.Typed,
                Language = "en",
                Topics = [new OptInTopic(WebCenter.News, "news", Frequency.Every, 1)],
                Evidence = [],
            };
            context.Run(
                Sql.InsertOptIn,
                ("@id", Guid.CreateVersion7(now)),
                ("@address", address.Key),
                ("@at", now),
                ("@content", optIn.ToBytes())
            );
            context.ProofReadings.Add(
                new ProofReading
                {
                    Id = Guid.CreateVersion7(now),
                    KeyedHash = hash.Bytes,
                    AskedBy = Requests.Privacy.Actor.Id,
                    AskedAt = now,
                    Reason = "A claim.",
                }
            );
        }
        context.Run(
            Invariant($"""UPDATE "Outbox" SET "State" = {(int)MailState.Dead} WHERE "Kind" = {(int)MailKind.MyLink}""")
        );
        await context.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => Requests.DisposeAsync();
}
