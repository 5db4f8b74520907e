using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Catalogue.Notices;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Schedule;
using PreferenceCenter.Staff;
using PreferenceCenter.Subscriptions;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Subscriber of a <see cref="WebCenter"/>.</summary>
internal sealed record Person(Guid Id, string Address);

/// <summary>Subscribers, topics and notices.</summary>
internal sealed partial class WebCenter
{
    public const long News = 1,
        Events = 2,
        Offers = 3,
        Secret = 4,
        Closed = 5,
        Archived = 6,
        Draft = 7;

    public const string Topics = """
        {
          "categories": [{ "key": "all", "order": 1, "texts": { "en": { "name": "Mails" }, "de": { "name": "E-Mails" } } }],
          "topics": [
            { "key": "news", "number": 1, "category": "all", "order": 1, "state": "published", "private": false, "frequencies": ["every", "weekly", "monthly"],
              "texts": { "en": { "name": "Harbour news", "description": "What happened.", "howOften": "Weekly" }, "de": { "name": "Neues vom Hafen", "description": "Was war.", "howOften": "Jede Woche" } } },
            { "key": "events", "number": 2, "category": "all", "order": 2, "state": "published", "private": false, "frequencies": [],
              "texts": { "en": { "name": "Quay evenings", "description": "What will be.", "howOften": "Monthly" } } },
            { "key": "offers", "number": 3, "category": "all", "order": 3, "state": "published", "private": false, "frequencies": ["daily", "weekly"],
              "texts": { "en": { "name": "Market offers", "description": "What it costs.", "howOften": "Daily" } } },
            { "key": "secret", "number": 4, "category": "all", "order": 4, "state": "published", "private": true, "frequencies": [],
              "texts": { "en": { "name": "Captains only", "description": "Hush.", "howOften": "Rarely" } } },
            { "key": "closed", "number": 5, "category": "all", "order": 5, "state": "closed", "private": false, "frequencies": [],
              "texts": { "en": { "name": "Full boat", "description": "No seat left.", "howOften": "Monthly" } } },
            { "key": "archived", "number": 6, "category": "all", "order": 6, "state": "archived", "private": false, "frequencies": [],
              "texts": { "en": { "name": "Sunken ship", "description": "Gone.", "howOften": "Never" } } },
            { "key": "draft", "number": 7, "category": "all", "order": 7, "state": "draft", "private": false, "frequencies": [],
              "texts": { "en": { "name": "Planned ferry", "description": "Not yet.", "howOften": "Some day" } } }
          ]
        }
        """;

    private static readonly Actor Operator = new(ActorKind.Operator, RandomId.New());

    /// <summary>Whoever runs commands on the machine.</summary>
    public static StaffBy ByOperator => new(Operator, Channel.Command);

    public Task ApplyTopicsAsync(string json)
    {
        var faults = new List<Fault>();
        var file = TopicFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Empty(faults);
        return Get<TopicChanges>().ApplyAsync(file!, new StaffBy(Operator, Channel.Command));
    }

    /// <summary>
    /// Consent statement for each topic, for tracking and for profiling, and information about the site, in English
    /// only.
    /// </summary>
    public static readonly string Notices = $$"""
        {
          "site": { "controllers": [{ "name": "Harbour Ltd", "address": "1 Quay", "contact": "privacy@harbour.example" }],
            "texts": { "en": { "purposes": "To mail you.", "recipients": "Nobody.", "transfers": "None.", "retention": "Until you leave.", "rights": "All of them.", "withdrawal": "By the link.", "complaint": "The authority." } } },
          "tracking": { "texts": { "en": { "statement": "Yes, see **which mails I open**." } } },
          "profiling": { "texts": { "en": { "statement": "Yes, choose **by what I read**." } } },
          "topics": [{{string.Join(
            ',',
            from topic in new[] { "news", "events", "offers", "secret", "closed", "archived", "draft" }
            select $$"""{ "topic": "{{topic}}", "texts": { "en": { "statement": "Yes, mail me **{{topic}}**." } } }"""
        )}}]
        }
        """;

    public async Task<NoticePlan> ApplyNoticesAsync(string json)
    {
        var faults = new List<Fault>();
        var file = NoticeFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Empty(faults);
        var plan = await Get<NoticeChanges>().ApplyAsync(file!, new StaffBy(Operator, Channel.Command));
        Assert.Empty(plan.Faults);
        return plan;
    }

    /// <summary>What is wrong with a file of notices, which is not applied.</summary>
    public Task<IReadOnlyList<Fault>> TryNoticesAsync(string json)
    {
        var faults = new List<Fault>();
        var file = NoticeFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Empty(faults);
        return Task.FromResult<IReadOnlyList<Fault>>(Get<NoticeChanges>().Try(file!).Faults);
    }

    public async Task<FormPlan> ApplyFormsAsync(string json)
    {
        var faults = new List<Fault>();
        var file = FormFileReader.Read(Encoding.UTF8.GetBytes(json), faults);
        Assert.Empty(faults);
        var plan = await Get<FormChanges>().ApplyAsync(file!, new StaffBy(Operator, Channel.Command));
        Assert.Empty(plan.Faults);
        return plan;
    }

    /// <summary>Changes one topic: <c>"state": "archived"</c>.</summary>
    public Task ApplyTopicAsync(string key, string member) =>
        ApplyTopicsAsync($$"""{ "topics": [{ "key": "{{key}}", {{member}} }] }""");

    /// <summary>New address with that beginning; masked it reads <c>a•••@p•••.example</c>.</summary>
    public static string NewAddress(string start) => $"{start}-{RandomId.New():N}@people.example";

    /// <summary>
    /// Creates a subscriber with complete evidence of consent given elsewhere. No mail is sent about it.
    /// </summary>
    public Task<Person> SubscribeAsync(params long[] topics) =>
        SubscribeAsync($"{RandomId.New():N}@people.example", topics);

    public async Task<Person> SubscribeAsync(
        string address,
        long[] topics,
        string language = "en",
        string? name = null,
        Guid? id = null,
        Frequency frequency = Frequency.Every
    )
    {
        var result = await ImportAsync(address, topics, language, name, id, frequency);
        Assert.True(result.Ok, $"{result}");
        return new Person(result.PublicId, address);
    }

    /// <summary>Imports one row of a list from another source.</summary>
    public Task<ChangeResult> ImportAsync(
        string address,
        long[] topics,
        string language = "en",
        string? name = null,
        Guid? id = null,
        Frequency frequency = Frequency.Every
    )
    {
        var parsed = EmailAddress.TryParse(address)!;
        var act = new Act(Channel.Import, Operator, Now, LawfulBasis.Consent, 1, 0);
        var change = new PreferenceCenter.Domain.Assert(
            topics.ToDictionary(t => t, t => (long)(frequency is Frequency.Every ? AtMost(t) : frequency))
        );
        return SubmitAsync(
            new PersonChange(PersonKey.Of(parsed), change, act, new Evidence { Source = "shop", Grade = "A" })
            {
                Register = new Registration(parsed, language, name, id),
                Notify = false,
            }
        );
    }

    /// <summary>Applies a change as by the subscriber's own link, without a page before and a mail after it.</summary>
    public Task<ChangeResult> ActAsync(
        Person person,
        Change change,
        Channel channel = Channel.MailedPage,
        bool notify = false
    ) =>
        SubmitAsync(
            new PersonChange(
                PersonKey.Of(person.Id),
                change,
                new Act(channel, Actor.Person, Now, LawfulBasis.Consent, 1, 0)
                {
                    Notices = Get<CatalogueCache>().Current.Notices,
                },
                new Evidence()
            )
            {
                Notify = notify,
            }
        );

    public Task<ChangeResult> SubmitAsync(Submission submission) => Get<ChangeWriter>().SubmitAsync(submission);

    public SubscriberSnapshot Find(Person person)
    {
        using var session = Get<Database>().Read();
        return session.Find(PersonKey.Of(person.Id)) ?? throw new InvalidOperationException("Nobody here has that id.");
    }

    public PersonState StateOf(Person person) => Find(person).State;

    public IReadOnlyList<LedgerEventRow> EventsOf(Person person) =>
        Get<SubscriberReader>().Events(Find(person).Subscriber, 1, long.MaxValue);

    /// <summary>Events since the subscriber was added.</summary>
    public IReadOnlyList<(EventKind Kind, long Aspect, long Value)> ActsOf(Person person) =>
        [.. EventsOf(person).SkipWhile(e => e.Kind == EventKind.Asserted).Select(e => (e.Kind, e.Aspect, e.Value))];

    /// <summary>Evidence stored with an event.</summary>
    public Evidence EvidenceOf(LedgerEventRow e)
    {
        using var raw = Raw();
        var content = raw.Scalar<byte[]>(
            """SELECT "Content" FROM "Evidence" WHERE "Slot" = @p0 AND "Position" <= @p1 AND "Position" + "Count" > @p1""",
            e.Slot,
            e.Position
        );
        return Evidence.Parse(content)!;
    }

    /// <summary>Answer of the gate, as a sender receives it.</summary>
    public string Gate(Person person, string topic) =>
        WireName.Of(
            Get<SendGate>().Ask(Get<CatalogueCache>().Current.ByKey[topic].Topic, [person.Address]).Single().Reason
        );

    /// <summary>Erases a subscriber by the normal procedure. Returns false if there was none.</summary>
    public Task<bool> EraseAsync(Person person) =>
        Get<ErasureService>()
            .EraseAsync(PersonKey.Of(person.Id), new Act(Channel.System, Actor.System, Now, LawfulBasis.None, 0, 0));

    /// <summary>Runs the erasure job of the minute and returns its mails.</summary>
    public async Task CleanAsync()
    {
        foreach (var part in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromDays(1)])
        {
            Clock.Advance(part);
            for (var minute = 0; minute < 4; minute++)
            {
                await RunAsync<PrivacyRequestJob>();
                await RunAsync<ErasureCleanup>();
                await Get<MailDispatcher>().SendDueAsync(CancellationToken.None);
                Clock.Advance(TimeSpan.FromMinutes(1));
            }
        }
    }

    public RawDatabase Raw() => Stored.Raw();

    /// <summary>Every row of every table, for comparison.</summary>
    public IReadOnlyList<string> Rows()
    {
        using var raw = Raw();
        return
        [
            .. raw.Rows(raw.Tables)
                .Select(t => (string)t[0]!)
                // A node tells there once an hour that its journal is in use.
                .Where(table => table != "Journals")
                .SelectMany(table =>
                    raw.Rows($"""SELECT * FROM "{table}" """)
                        .Select(row => $"{table}: {string.Join('|', row.Select(Text))}")
                ),
        ];
    }

    private static string? Text(object? value) =>
        value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString();

    private static Frequency AtMost(long topic) => topic == Offers ? Frequency.Daily : Frequency.Every;

    /// <summary>Runs that periodic work once, as its time had come. A failure fails the test.</summary>
    public async Task<WorkRun> RunAsync<T>()
        where T : PeriodicWork
    {
        var run = await Get<PeriodicWorker>().RunAsync(Get<T>(), CancellationToken.None);
        Assert.Equal(0, run.Failed);
        return run;
    }
}
