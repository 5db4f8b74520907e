using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Catalogue.Translations;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Notices;
using PreferenceCenter.Features.Console.Settings;
using PreferenceCenter.Features.Console.Subscribers;
using PreferenceCenter.Features.Console.Templates;
using PreferenceCenter.Features.Console.Topics;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Tests.Features.Wording;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Cases of the acts of the console: what each is sent with, so that it writes. Each has a person and a request of its
/// own.
/// </summary>
internal sealed class ConsoleActs : IAsyncDisposable
{
    private readonly RequestCenter center;
    private readonly Dictionary<string, Func<Task<object?[]>>> cases;
    private int people;

    private ConsoleActs(RequestCenter center)
    {
        this.center = center;
        cases = new()
        {
            ["DecisionService.TakeAsync"] = () => Of(Letter()),
            ["DecisionService.AssignAsync"] = async () => [(await Open()).Id, center.Staff.Account(StaffRole.Owner).Id],
            ["DecisionService.AssignAllAsync"] = async () =>
                [
                    (RequestToAssign[])[new((await Open()).Id, null), new((await Open()).Id, null)],
                    center.Staff.Account(StaffRole.Owner).Id,
                ],
            ["DecisionService.NoteAsync"] = async () => [(await Open()).Id, "A note."],
            ["DecisionService.AttachAsync"] = async () =>
                [(await Open()).Id, "letter.pdf", "%PDF-1.7 a letter"u8.ToArray()],
            ["DecisionService.AskAsync"] = async () => Versioned(await Open(), "Who are you?"),
            ["DecisionService.ReplyAsync"] = async () => Versioned(await Asked(), "It is me."),
            ["DecisionService.ExtendAsync"] = async () => Versioned(await Open(), 1, "Much to read.", false),
            ["DecisionService.JoinAsync"] = async () => await Two(),
            ["DecisionService.DecideAsync"] = async () =>
                Shown(await Open(), PrivacyRequestAct.Approve, null, "Here it is.", null),
            ["DecisionService.AgreeAsync"] = async () => Shown(await Proposed(center.Owner)),
            ["DecisionService.DropAsync"] = async () => Shown(await Proposed(center.Owner), "No."),
            ["DecisionService.DecideAloneAsync"] = async () => Shown(await ProposedLongAgo(), "Nobody else is here."),
            ["DecisionService.AddRecipientAsync"] = () =>
                Of(NewKey(), "Printing house", "Prints", null, "dpo@printer.example"),
            ["DecisionService.EndRecipientAsync"] = async () => [await Recipient()],
            ["DecisionService.AnswerNoticeAsync"] = async () => [await Notice(), null],
            ["OutboxService.RetryAsync"] = async () => [await Stuck()],
            ["SubscriberService.TakeOffAsync"] = async () => [(await Person()).Id, null, AskedBy.Letter],
            ["RetainedEvidenceService.AskAsync"] = async () => [await Erased(), "A claim."],
            ["RetainedEvidenceService.AgreeAsync"] = async () => [await Reading(center.Owner)],
            ["RetainedEvidenceService.DecideAloneAsync"] = async () => [await ReadingLongAgo(), "Nobody else is here."],
            ["RetainedEvidenceService.ReadAsync"] = async () => [await Agreed()],
            ["SettingsService.SaveAsync"] = () =>
                Of(
                    new Dictionary<string, string?> { ["color"] = "#b3261e" },
                    new Dictionary<string, string?> { ["color"] = null }
                ),
            ["SetUpService.BeginAsync"] = () =>
                Of(Web.Get<Site>().Languages.ToDictionary(l => l, l => StarterWords.In(l, Web.Get<Site>().Facts, 3))),
            ["DraftService.SaveAsync"] = () => Of(new DraftOfForm("note", null, RandomId.New(), "{}", null)),
            ["DraftService.DropAsync"] = async () => [await Kept()],
            ["TemplatesService.KeepTemplateAsync"] = () => Of(NewKey(), Template(), CheckedAs.Of("news", "", "")),
            ["TemplatesService.RemoveAsync"] = async () => [await KeptTemplate()],
            ["TestMessageService.SendAsync"] = () => Of("news", "en", CancellationToken.None),
            ["TranslationsService.TakeAsync"] = () => Of((ReadOnlyMemory<byte>)Translated()),
            ["TranslationsService.PublishAsync"] = async () => [Tongue, await WaitingAsync()],
            ["TranslationsService.DiscardAsync"] = async () => [Tongue, await WaitingAsync()],
            ["TranslationsService.ScheduleAsync"] = async () =>
                [Tongue, await WaitingAsync(), Web.Now.AddDays(1).UtcDateTime],
            ["TranslationsService.TakeBackAsync"] = async () => [Tongue, await PublishedAsync()],
            ["TopicsService.CreateAsync"] = () => Of(NewKey(), "A topic", "all"),
            ["TopicsService.NameCategoryAsync"] = () =>
                Of(NewKey(), new Dictionary<string, string> { ["en"] = "A category" }, null),
            ["TopicsService.OrderCategoriesAsync"] = async () => [new[] { await CategoryAsync(), "all" }],
            ["TopicsService.OrderAsync"] = () => Of((object)Turned()),
            ["TopicEditService.EditAsync"] = () => Of("news", "sample.en", null, JsonValue.Create(NewKey())),
            ["TopicEditService.DiscardAsync"] = async () => await Drafted(),
            ["TopicEditService.ScheduleAsync"] = async () => [.. await Drafted(), Web.Now.AddDays(1).UtcDateTime],
            ["TopicEditService.RekeyAsync"] = async () => [(await Drafted())[0], NewKey()],
            ["TopicEditService.PublishAsync"] = async () => await Drafted(),
            ["TopicEditService.RestoreAsync"] = async () => await TwiceNamed(),
            ["TopicMergeService.MergeAsync"] = async () => [(await TwiceNamed())[0], "news"],
            ["NoticeAskService.AskAsync"] = async () => [await AnotherPurpose()],
            ["NoticeEditService.EditAsync"] = () => Of("news", "texts.it.statement", null, JsonValue.Create(NewKey())),
            ["NoticeEditService.DiscardAsync"] = async () => await Worded(),
            ["NoticeEditService.ScheduleAsync"] = async () => [.. await Worded(), Web.Now.AddDays(1).UtcDateTime],
            ["NoticeEditService.PublishAsync"] = async () => await Worded(),
            ["NoticeEditService.RestoreAsync"] = async () => await TwiceWorded(),
            ["FormsService.CreateAsync"] = () => Of(NewKey(), "A form"),
            ["FormEditService.EditAsync"] = () => Of(NewKey(), "texts.it.title", null, JsonValue.Create("Un modulo")),
            ["FormEditService.DiscardAsync"] = async () => await Formed(),
            ["FormEditService.ScheduleAsync"] = async () => [.. await Formed(), Web.Now.AddDays(1).UtcDateTime],
            ["FormEditService.PublishAsync"] = async () => await Formed(),
            ["FormEditService.RestoreAsync"] = async () => [.. await TwiceFormed(), 2],
            ["FormEditService.ArchiveAsync"] = async () => [(await TwiceFormed())[0], 2],
            ["TopicEditService.PutAsync"] = async () => [(await TwiceNamed())[0], TopicState.Closed],
        };
    }

    /// <summary>What only marketers and owners read, and what writes nothing.</summary>
    public static readonly IReadOnlySet<string> Readings = new HashSet<string>
    {
        // A draft is read by whoever writes it, and by nobody else.
        "DraftService.ReadAsync",
        "RequestPreviews.MailAsync",
        "TopicsService.BoardAsync",
        "TopicEditService.ReadAsync",
        "TopicEditService.HistoryAsync",
        "TopicEditService.PreviewAsync",
        "TopicEditService.FiguresAsync",
        "TopicMergeService.Targets",
        "TopicMergeService.TryAsync",
        "FormsService.ListAsync",
        "FormEditService.ReadAsync",
        "FormEditService.HistoryAsync",
        "FormEditService.PreviewAsync",
        "NoticesService.ListAsync",
        "NoticeAskService.CountAsync",
        "NoticeEditService.ReadAsync",
        "NoticeEditService.HistoryAsync",
        "NoticeEditService.PreviewAsync",
        "InsightsService.ReadAsync",
        "InsightsService.CommentsAsync",
        "InsightsService.Topics",
        "TemplatesService.CheckAsync",
        "TemplatesService.Choices",
        "TemplatesService.ListAsync",
        "TemplatesService.FindTemplateAsync",
        "AddressesWaiting.FindAsync",
        "FootersService.Topics",
        "OutboxWaiting.FindAsync",
        "RequestsWaiting.FindAsync",
        "TemplatesWaiting.FindAsync",
        "TopicsWaiting.FindAsync",
        "FormsWaiting.FindAsync",
        "DraftsWaiting.FindAsync",
        // It notes what the program finds by itself within a minute.
        "TemplatesService.RecheckAsync",
        "FootersService.Read",
        "TranslationsService.ListAsync",
        "TranslationsService.First",
        "TranslationsService.Export",
        "TranslationsService.ReadAsync",
        "SettingsService.Read",
        "SettingsService.PreviewAsync",
        "SetUpWaiting.FindAsync",
        "SetUpService.Read",
        "SetUpService.Words",
        // Of the email nothing is kept here.
        "SetUpService.SendTestAsync",
    };

    /// <summary>The acts: DoubleActTests proves that none is missing.</summary>
    public static IReadOnlyCollection<string> Names => new ConsoleActs(null!).cases.Keys;

    public WebCenter Web => center.Web;

    public static async Task<ConsoleActs> StartAsync() => new(await RequestCenter.StartAsync("Privacy:KeepProof=Stub"));

    public StaffTicket TicketOf(StaffRole role) => center.By(role).Ticket!;

    public static StaffBy By(StaffBy by, Guid form, string content) =>
        by with
        {
            Ticket = by.Ticket!.Sending(form, content),
        };

    /// <summary>What the action is called with: the sign-in with a form's key, and what its case needs.</summary>
    public async Task<object?[]> SendingAsync(string action)
    {
        Assert.True(cases.TryGetValue(action, out var make), $"{action} acts: it needs a case in ConsoleActs");
        var given = await make!();
        var role =
            action.StartsWith("Topic", StringComparison.Ordinal)
            || action.StartsWith("Notice", StringComparison.Ordinal)
            || action.StartsWith("Form", StringComparison.Ordinal)
            || action.StartsWith("SettingsService.", StringComparison.Ordinal)
            || action.StartsWith("TemplatesService.", StringComparison.Ordinal)
            || action.StartsWith("TranslationsService.", StringComparison.Ordinal)
            || action.StartsWith("SetUpService.", StringComparison.Ordinal)
            || action.StartsWith("TestMessageService.", StringComparison.Ordinal)
                ? StaffRole.Marketing
                : StaffRole.Privacy;
        return [TicketOf(role).Sending(RandomId.New(), ""), .. given];
    }

    public ValueTask DisposeAsync() => center.DisposeAsync();

    private static ReadOnlyMemory<byte> Template() => "<p>Hello</p>"u8.ToArray();

    private const string Tongue = "it";

    // Each time other words.
    private byte[] Translated()
    {
        var file = new Xliff(Encoding.UTF8.GetString(Web.Get<TranslationFiles>().Export(Tongue)!));
        return Encoding.UTF8.GetBytes($"{file.Translate("topic.news.name", NewKey())}");
    }

    private Task<Guid> WaitingAsync() =>
        Web.Get<TranslationDrafts>().KeepAsync(Tongue, Translated(), center.By(StaffRole.Marketing).Actor.Id);

    private async Task<IReadOnlyList<TextChange>> PublishedAsync()
    {
        var file = XliffReader.Read(Translated(), [])!;
        var plan = await Web.Get<TranslationFiles>().ApplyAsync(file, StaffBy.System);
        Assert.NotEmpty(plan.Changes);
        return [.. plan.Changes];
    }

    private async Task<string> KeptTemplate()
    {
        var key = NewKey();
        var kept = await Web.Get<KeptTemplates>()
            .ApplyAsync([new TemplateFile(key, Template())], center.By(StaffRole.Marketing));
        Assert.Empty(kept.Faults);
        return key;
    }

    // The topics in the reverse order.
    private async Task<string> CategoryAsync()
    {
        var (key, names) = (NewKey(), new Dictionary<string, string> { ["en"] = "Another category" });
        var file = new TopicFile([new CategoryEntry("category", key, 2, names)], []);
        Assert.Empty((await Web.Get<TopicChanges>().ApplyAsync(file, StaffBy.System)).Faults);
        return key;
    }

    private TopicPlace[] Turned() =>
        [.. Web.Get<CatalogueCache>().Refresh().Topics.Reverse().Select(t => new TopicPlace(t.Key, t.Category.Key))];

    // A new topic that could be published.
    private async Task<object?[]> Drafted()
    {
        var (key, editor) = (NewKey(), center.By(StaffRole.Marketing).Actor.Id);
        var drafts = Web.Get<TopicDrafts>();
        await drafts.EditAsync(key, "category", null, Web.Get<CatalogueCache>().Current.Topics[0].Category.Key, editor);
        var named = await drafts.EditAsync(key, "texts.en.name", null, "A topic", editor);
        return [key, named.Version];
    }

    private async Task<object?[]> TwiceNamed()
    {
        var drafts = Web.Get<TopicDrafts>();
        var drafted = await Drafted();
        var key = (string)drafted[0]!;
        await drafts.PublishAsync(key, (Guid)drafted[1]!, StaffBy.System);
        var named = await drafts.EditAsync(key, "texts.en.name", "A topic", "Another name", RandomId.New());
        await drafts.PublishAsync(key, named.Version, StaffBy.System);
        return [key, 1, 2];
    }

    // A notice of a new topic that could be published.
    private async Task<object?[]> Worded()
    {
        var drafted = await Drafted();
        var key = (string)drafted[0]!;
        await Web.Get<TopicDrafts>().PublishAsync(key, (Guid)drafted[1]!, StaffBy.System);
        return [key, await WordAsync(key, null, "Yes.")];
    }

    private async Task<object?[]> TwiceWorded()
    {
        var (drafts, key) = (Web.Get<NoticeDrafts>(), (string)(await Worded())[0]!);
        var numbers = new List<object?>();
        foreach (var (seen, words) in new[] { ((string?)null, "Yes."), ("Yes.", "Yes, please.") })
        {
            var version = await WordAsync(key, seen, words);
            Assert.Empty((await drafts.PublishAsync(key, version, StaffBy.System)).Faults);
            numbers.Add(Web.Get<CatalogueCache>().Refresh().ByKey[key].Notice!.Number);
        }
        return [key, .. numbers];
    }

    // A topic that somebody is on, with another purpose since.
    private async Task<string> AnotherPurpose()
    {
        var (drafts, key) = (Web.Get<NoticeDrafts>(), (string)(await TwiceWorded())[0]!);
        await Web.SubscribeAsync(NewAddress(), [Web.Get<CatalogueCache>().Current.ByKey[key].Number]);
        var editor = center.By(StaffRole.Marketing).Actor.Id;
        var day = SiteCalendar.Utc.DayOf(Web.Now.AddDays(30)).ToString("O", CultureInfo.InvariantCulture);
        await drafts.EditAsync(key, NoticeFields.Change, null, NoticeFields.Purpose, editor);
        await drafts.EditAsync(key, NoticeFields.RenewBy, null, day, editor);
        var version = await WordAsync(key, "Yes, please.", "Yes, offers too.");
        Assert.Empty((await drafts.PublishAsync(key, version, StaffBy.System)).Faults);
        return key;
    }

    // A form that could be published.
    private async Task<object?[]> Formed()
    {
        var key = NewKey();
        var version = await FormAsync(key, "topics", null, new JsonArray("news"));
        foreach (var language in Web.Get<Site>().Languages)
            version = await FormAsync(key, $"texts.{language}.title", null, "A form");
        return [key, version];
    }

    private async Task<object?[]> TwiceFormed()
    {
        var formed = await Formed();
        var (drafts, key) = (Web.Get<FormDrafts>(), (string)formed[0]!);
        Assert.Empty((await drafts.PublishAsync(key, (Guid)formed[1]!, StaffBy.System)).Faults);
        var again = await FormAsync(key, "texts.en.title", "A form", "Another form");
        Assert.Empty((await drafts.PublishAsync(key, again, StaffBy.System)).Faults);
        return [key, 1];
    }

    private async Task<Guid> FormAsync(string key, string path, JsonNode? seen, JsonNode value)
    {
        var editor = center.By(StaffRole.Marketing).Actor.Id;
        return (await Web.Get<FormDrafts>().EditAsync(key, path, seen, value, editor)).Version;
    }

    private async Task<Guid> WordAsync(string key, string? seen, string words)
    {
        var editor = center.By(StaffRole.Marketing).Actor.Id;
        return (await Web.Get<NoticeDrafts>().EditAsync(key, "texts.en.statement", seen, words, editor)).Version;
    }

    private static Task<object?[]> Of(params object?[] given) => Task.FromResult(given);

    private static object?[] Versioned(PrivacyRequestRow row, params object?[] more) => [row.Id, row.Version, .. more];

    private static object?[] Shown(PrivacyRequestRow row, params object?[] more) =>
        [row.Reference, row.Version, .. more];

    private Intake Letter() =>
        new(
            PrivacyRequestKind.Access,
            PrivacyRequestOrigin.Letter,
            SiteCalendar.Utc.DayOf(Web.Now),
            NewAddress(),
            null,
            "What do you hold?"
        );

    private string NewAddress() => Invariant($"person{++people}@people.example");

    private string NewKey() => Invariant($"recipient-{++people}");

    private Task<Person> Person() => Web.SubscribeAsync(NewAddress(), [WebCenter.News]);

    private Task<PrivacyRequestRow> Open(PrivacyRequestKind kind = PrivacyRequestKind.Access) =>
        center.TakeAsync(kind, NewAddress());

    private async Task<PrivacyRequestRow> Asked()
    {
        var row = await Open();
        await center.Work.AskAsync(row.Id, row.Version, "Who are you?", center.Owner);
        return center.Again(row);
    }

    private async Task<PrivacyRequestRow> Proposed(StaffBy by)
    {
        var row = await center.AskAsync(await Person(), PrivacyRequestKind.Erasure);
        await center.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), by);
        Assert.NotNull(center.Again(row).Proposed);
        return center.Again(row);
    }

    private async Task<PrivacyRequestRow> ProposedLongAgo()
    {
        await AloneAsync();
        var row = await Proposed(center.Privacy);
        Web.Clock.Advance(SecondPerson.AloneAfter + TimeSpan.FromMinutes(1));
        return row;
    }

    // Two of one person, which came under two addresses at first.
    private async Task<object?[]> Two()
    {
        var (first, second) = (await Open(), await Open());
        await using var context = Web.Get<Database>().CreateContext();
        foreach (var row in context.Requests.Where(r => r.Id == second.Id).ToList())
            row.AddressKey = first.AddressKey;
        await context.SaveChangesAsync();
        return Versioned(second, first.Reference);
    }

    private async Task<string> Recipient()
    {
        var key = NewKey();
        await center.Recipients.AddAsync(key, "Printing house", "Prints", null, "dpo@printer.example", center.Owner);
        return key;
    }

    private async Task<Guid> Notice()
    {
        var recipient = await Recipient();
        var id = RandomId.New();
        await using var context = Web.Get<Database>().CreateContext();
        context.RecipientNotices.Add(
            new RecipientNotice
            {
                Id = id,
                Recipient = recipient,
                Kind = PrivacyRequestKind.Restriction,
                PublicId = RandomId.New(),
                At = Web.Now,
            }
        );
        await context.SaveChangesAsync();
        return id;
    }

    private async Task<long> Stuck()
    {
        var id = RandomId.New();
        await using var context = Web.Get<Database>().CreateContext();
        context.Insert(
            new OutboxRow
            {
                MessageId = id,
                Kind = MailKind.MyLink,
                Address = NewAddress(),
                Language = "en",
                CreatedAt = Web.Now,
                DueAt = Web.Now,
            }
        );
        context.Run(
            """UPDATE "Outbox" SET "State" = @state WHERE "MessageId" = @id""",
            ("@state", (long)MailState.Dead),
            ("@id", id)
        );
        return context.Outbox.Single(o => o.MessageId == id).Id;
    }

    private async Task<string> Kept()
    {
        var name = NewKey();
        await using var context = Web.Get<Database>().CreateContext();
        context.Drafts.Add(
            new DraftRow
            {
                AccountId = center.Staff.Account(StaffRole.Privacy).Id,
                Name = name,
                Text = "{}",
                OnceKey = RandomId.New(),
                SavedAt = Web.Now,
            }
        );
        await context.SaveChangesAsync();
        return name;
    }

    private async Task<string> Erased()
    {
        var address = NewAddress();
        await Web.EraseAsync(await Web.SubscribeAsync(address, [WebCenter.News]));
        return address;
    }

    private async Task<Guid> Reading(StaffBy by)
    {
        var asked = await Web.Get<PreferenceCenter.ConsentEvidence.RetainedEvidence.RetainedEvidenceStore>()
            .AskAsync(EmailAddress.TryParse(await Erased())!, "A claim.", by);
        return asked.Id;
    }

    private async Task<Guid> ReadingLongAgo()
    {
        await AloneAsync();
        var id = await Reading(center.Privacy);
        Web.Clock.Advance(SecondPerson.AloneAfter + TimeSpan.FromMinutes(1));
        return id;
    }

    private async Task<Guid> Agreed()
    {
        await BackAsync();
        var id = await Reading(center.Owner);
        await Web.Get<PreferenceCenter.ConsentEvidence.RetainedEvidence.RetainedEvidenceStore>()
            .AgreeAsync(id, center.Privacy);
        return id;
    }

    // Nobody else can agree, for longer than a second person has to be known.
    private Task AloneAsync() => OwnersAsync(null);

    private Task BackAsync() => OwnersAsync(PreferenceCenter.Tests.Http.Staff.StaffCenter.Hash);

    private async Task OwnersAsync(string? password)
    {
        await using var context = Web.Get<Database>().CreateContext();
        foreach (var owner in context.StaffAccounts.Where(a => a.Role == StaffRole.Owner).ToList())
            owner.PasswordHash = password;
        await context.SaveChangesAsync();
        if (password is null)
            Web.Clock.Advance(SecondPerson.KnownFor + TimeSpan.FromDays(1));
    }
}
