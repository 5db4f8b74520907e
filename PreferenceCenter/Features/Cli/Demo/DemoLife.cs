using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>One change that a made-up subscriber made, with its time, channel and evidence.</summary>
internal sealed record DemoAct(DateTimeOffset At, Channel Channel, Change Change, Evidence Evidence);

/// <summary>
/// Makes the changes of one made-up subscriber over the past year. The same number and day always give the same
/// changes.
/// </summary>
internal sealed class DemoLife(int number, CatalogueSnapshot catalogue, string language, DateTimeOffset now)
{
    private const string Wording = "Yes, please email me about the topics I ticked. I can stop at any time.";
    private readonly Random random = new(number + 1_000_003);
    private readonly List<DemoAct> acts = [];

    public IReadOnlyList<DemoAct> Acts()
    {
        if (number == 0)
            return FeaturedSubscriber();
        var joined = now - TimeSpan.FromMinutes(random.Next(3 * 24 * 60, 365 * 24 * 60));
        var topics = PickTopics();
        if (Chance(60))
            Asserted(joined, topics);
        else
            SignedUp(joined, topics, confirms: Chance(85));
        Choices(joined, topics);
        Departures(joined, topics);
        return acts;
    }

    // This subscriber has some of everything to look at and to take away: the first mail of the demo is about them.
    private List<DemoAct> FeaturedSubscriber()
    {
        var joined = now.AddDays(-200);
        SignedUp(joined, Wanted("product-news", "reading-list", "meetups", "discounts"), confirms: true);
        Act(
            joined.AddDays(90),
            Channel.FooterPage,
            new Choose(
                new Dictionary<long, long> { [catalogue.ByKey["product-news"].Number] = (long)Frequency.Weekly },
                AddsAtOnce: false
            )
        );
        return acts;
    }

    private void Asserted(DateTimeOffset at, Dictionary<long, long> topics) =>
        acts.Add(
            new DemoAct(
                at,
                Channel.Import,
                new Assert(topics),
                new Evidence
                {
                    File = "newsletter-2025.csv",
                    Line = number + 2,
                    Grade = "A",
                    ObtainedAt = at.AddDays(-random.Next(30, 900)),
                    Method = "checkbox",
                    Source = "https://northwind.example/newsletter",
                    Text = Wording,
                }
            )
        );

    private void SignedUp(DateTimeOffset at, Dictionary<long, long> topics, bool confirms)
    {
        Act(
            at,
            Channel.Form,
            new Choose(topics, AddsAtOnce: false),
            new Evidence
            {
                Ip = Network(),
                UserAgent = "Mozilla/5.0",
                Language = language,
                Method = "checkbox",
                Form = "default",
                FormVersion = 1,
                Page = "https://northwind.example/newsletter",
                SiteNotice = catalogue.SiteNotice?.Number,
            }
        );
        if (!confirms)
            return;
        // The events that the request makes. The subscriber has none before them.
        var asked = topics
            .Keys.Order()
            .Select(
                (topic, i) =>
                    new ConsentEvent(
                        i + 1,
                        EventKind.Requested,
                        topic,
                        topics[topic],
                        0,
                        0,
                        new Act(
                            Channel.Form,
                            Actor.Person,
                            at,
                            LawfulBasis.Consent,
                            1,
                            catalogue.ByNumber[topic].Topic.Notice?.Number ?? 0
                        )
                    )
            );
        Act(at.AddMinutes(random.Next(1, 600)), Channel.ConfirmLink, new Domain.Confirm([.. asked]));
    }

    private void Choices(DateTimeOffset joined, Dictionary<long, long> topics)
    {
        if (
            Chance(15)
            && topics.Keys.FirstOrDefault(t => catalogue.ByNumber[t].Topic.Frequencies.Count > 1) is > 0 and var topic
        )
            Choose(joined, topic, (long)catalogue.ByNumber[topic].Topic.Frequencies.Min());
        if (Chance(15))
            Choose(joined, Aspect.Tracking, (long)TrackingConsent.Denied);
        else if (Chance(20))
            Act(
                Later(joined),
                Channel.MailedPage,
                new Choose(
                    new Dictionary<long, long> { [Aspect.Tracking] = (long)TrackingConsent.Granted },
                    AddsAtOnce: true
                )
            );
        if (Chance(5))
            Choose(joined, Aspect.Profiling, (long)Profiling.Objected);
        else if (Chance(10))
            Act(
                Later(joined),
                Channel.MailedPage,
                new Choose(
                    new Dictionary<long, long> { [Aspect.Profiling] = (long)Profiling.Allowed },
                    AddsAtOnce: true
                )
            );
        if (Chance(3))
            Act(
                Later(joined),
                Channel.MailedPage,
                new Choose(new Dictionary<long, long> { [Aspect.Language] = Languages.ToValue("en") }, AddsAtOnce: true)
            );
        if (Chance(4))
            Act(
                now.AddDays(-random.Next(1, 3)),
                Channel.FooterPage,
                new Choose(
                    new Dictionary<long, long> { [Aspect.Pause] = now.AddDays(30).ToUnixTimeSeconds() },
                    AddsAtOnce: false
                )
            );
    }

    private void Departures(DateTimeOffset joined, Dictionary<long, long> topics)
    {
        if (Chance(12))
            Act(Later(joined), Chance(50) ? Channel.OneClick : Channel.UnsubscribePage, new Leave(topics.Keys.First()));
        if (Chance(6))
        {
            var left = Later(joined);
            Act(left, Channel.OneClick, Leave.Everything);
            if (Chance(40))
                Act(
                    left.AddMinutes(1),
                    Channel.UnsubscribePage,
                    new GiveReason(Aspect.Everything, (LeaveReason)random.Next(1, 5))
                );
        }
        else if (Chance(2))
            acts.Add(
                new DemoAct(
                    Later(joined),
                    Channel.Mailbox,
                    new Suppress(Chance(80) ? SuppressionReason.Bounced : SuppressionReason.Complained),
                    new Evidence()
                )
            );
    }

    private void Choose(DateTimeOffset joined, long aspect, long value) =>
        Act(
            Later(joined),
            Channel.FooterPage,
            new Choose(new Dictionary<long, long> { [aspect] = value }, AddsAtOnce: false)
        );

    private void Act(DateTimeOffset at, Channel channel, Change change, Evidence? evidence = null) =>
        acts.Add(
            new DemoAct(
                at,
                channel,
                change,
                evidence
                    ?? new Evidence
                    {
                        Ip = Network(),
                        UserAgent = "Mozilla/5.0",
                        Language = language,
                    }
            )
        );

    private Dictionary<long, long> PickTopics()
    {
        var open = catalogue.Topics.Where(t => t.Topic is { Open: true, Private: false }).Select(t => t.Key).ToArray();
        random.Shuffle(open);
        return Wanted([
            .. open.Take(random.Next(1, 5)),
            .. Chance(8) ? ["partners"] : Array.Empty<string>(),
            .. Chance(5) ? ["beta"] : Array.Empty<string>(),
        ]);
    }

    private Dictionary<long, long> Wanted(params IEnumerable<string> keys) =>
        keys.Select(k => catalogue.ByKey[k]).ToDictionary(t => t.Number, t => (long)t.Topic.Default);

    private DateTimeOffset Later(DateTimeOffset joined) =>
        joined.AddHours(12) + (now - joined.AddHours(12)) * random.NextDouble();

    private bool Chance(int percent) => random.Next(100) < percent;

    // RFC 5737: networks for documentation.
    private string Network() =>
        random.Next(3) switch
        {
            0 => "192.0.2.0/24",
            1 => "198.51.100.0/24",
            _ => "203.0.113.0/24",
        };
}
