using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Tests.Ledger;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Insights;

/// <summary>
/// Tests that the counts by day follow from the log: they are compared with a recount of all events, and with the
/// choices that are kept.
/// </summary>
public sealed class RecountTests
{
    private static readonly SiteCalendar Berlin = new(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    private static Task<TestCenter> NewAsync() => TestCenter.NewAsync(settings => settings with { Calendar = Berlin });

    private static Recount RecountOf(TestCenter center) => new(center.Database, Berlin);

    private static Recount.Outcome Run(TestCenter center) => RecountOf(center).Run(null, CancellationToken.None);

    [DatabaseFact]
    public async Task What_the_writer_counts_is_what_the_log_says()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            await using var center = await NewAsync();
            var people = await Histories.LiveAsync(center, Histories.Long(260, seed));
            var outcome = Run(center);
            Assert.NotEmpty(outcome.Counted.Days);
            Assert.False(outcome.Differs);
            AssertIsWhatPeopleHave(center, people, outcome.Kept);
        }
    }

    // Written without the rule that counts: everybody's topics as they are now.
    private static void AssertIsWhatPeopleHave(TestCenter center, Guid[] people, DayCounts counts)
    {
        var states = people.Select(id => center.Find(id).State).Where(IsCounted).ToArray();
        for (var topic = 1; topic <= 5; topic++)
            Assert.Equal(states.Count(s => s[topic].Value > 0), Balance(counts, topic));
        Assert.Equal(states.Count(s => s.Topics.Any(t => t.Value > 0)), Balance(counts, DayCounts.AllTopics));
        Assert.Equal(Balance(counts, DayCounts.AllTopics), counts.Languages.Values.Sum());

        static bool IsCounted(PersonState state) => state is { MergedInto: 0, Suppression: SuppressionReason.None };
    }

    private static long Balance(DayCounts counts, long topic) =>
        counts.Days.Where(d => d.Key.Topic == topic).Sum(d => Sum(d.Value, "Gained") - Sum(d.Value, "Lost"));

    private static long Sum(long[] counts, string kind) =>
        Enum.GetValues<DayCount>()
            .Where(c => c.ToString().StartsWith(kind, StringComparison.Ordinal))
            .Sum(c => counts[(int)c]);

    [DatabaseFact]
    public async Task What_is_missing_is_added_once_and_what_is_too_much_is_taken_off()
    {
        await using var center = await NewAsync();
        await Histories.LiveAsync(center, Histories.Long(120, 9));
        using (var raw = center.Raw())
        {
            raw.Run("""DELETE FROM "TopicDays" WHERE "Topic" = 2""");
            raw.Run("""UPDATE "TopicDays" SET "LostByPage" = "LostByPage" + 3 WHERE "Topic" = 1""");
            raw.Run("""UPDATE "LanguagePeople" SET "People" = 77 WHERE "Language" = 'en'""");
        }
        var outcome = Run(center);
        Assert.True(outcome.Differs);
        Assert.False(RecountOf(center).IsDone());
        // Between the recount and its correction the writer goes on counting.
        var late = await center.RegisterAsync(topics: 2);
        await center.LeaveAsync(late.PublicId, 2);
        Assert.True(await RecountOf(center).CorrectAsync(center.Writer, outcome, center.Now));
        Assert.False(Run(center).Differs);
        Assert.False(await RecountOf(center).CorrectAsync(center.Writer, outcome, center.Now));
        Assert.False(Run(center).Differs);
        Assert.True(RecountOf(center).IsDone());
        Assert.False(new Recount(center.Database, SiteCalendar.Utc).IsDone());
    }

    [DatabaseFact]
    public async Task Two_nodes_count_into_one_sum()
    {
        await using var center = await NewAsync();
        using var other = center.Stored.Open();
        var second = center.StartWriter(other);
        var people = new List<Subscriber>();
        for (var i = 0; i < 20; i++)
            people.Add(await center.RegisterAsync(topics: [1, 2]));
        await Task.WhenAll(
            people.Select(
                (one, i) => (i % 2 == 0 ? center.Writer : second).SubmitAsync(center.Leave(one.PublicId, 1 + i % 2))
            )
        );
        var outcome = Run(center);
        Assert.False(outcome.Differs);
        Assert.Equal(10, Balance(outcome.Kept, 1));
        Assert.Equal(10, Balance(outcome.Kept, 2));
        Assert.Equal(20, Balance(outcome.Kept, DayCounts.AllTopics));
    }

    [Fact]
    [Trait("Pitfall", "47")]
    public void Each_day_of_a_year_in_Berlin_is_counted_once_whatever_the_clocks_do()
    {
        var counts = new DayCounts(Berlin);
        var at = Berlin.StartOf(new DateOnly(2026, 1, 1));
        var end = Berlin.StartOf(new DateOnly(2027, 1, 1));
        var hours = 0;
        for (var state = PersonState.Empty; at < end; at += TimeSpan.FromMinutes(30), hours++)
        {
            var isOn = state[1].On;
            var e = new ConsentEvent(
                state.LastSeq + 1,
                isOn ? EventKind.Withdrawn : EventKind.Granted,
                1,
                isOn ? 0 : 4,
                isOn ? 4 : 0,
                0,
                new Act(Channel.MailedPage, Actor.Person, at, LawfulBasis.Consent, 1, 1)
            );
            var next = History.Apply(state, e);
            counts.Add(state, e, next, "de", "de");
            state = next;
        }
        var days = counts.Days.Where(d => d.Key.Topic == 1).Select(d => d.Key.Day).ToArray();
        Assert.Equal(Enumerable.Range(new DateOnly(2026, 1, 1).DayNumber, 365), days);
        Assert.Equal(365 * 48, hours);
        Assert.Equal(
            hours,
            counts.Days.Where(d => d.Key.Topic == 1).Sum(d => Sum(d.Value, "Gained") + Sum(d.Value, "Lost"))
        );
        // The short day and the long one.
        Assert.Equal(46, OfDay(new DateOnly(2026, 3, 29)));
        Assert.Equal(50, OfDay(new DateOnly(2026, 10, 25)));

        long OfDay(DateOnly day) => counts.Days[(day.DayNumber, 1)] is var c ? Sum(c, "Gained") + Sum(c, "Lost") : 0;
    }

    [Fact]
    public void Each_way_to_come_and_go_has_its_own_count()
    {
        var seen = new HashSet<DayCount>();
        foreach (var channel in Enum.GetValues<Channel>())
        {
            var counts = new DayCounts(SiteCalendar.Utc);
            var on = Add(counts, PersonState.Empty, EventKind.Granted, 1, 4, channel);
            Add(counts, on, EventKind.Withdrawn, 1, 0, channel);
            Add(counts, on, EventKind.Suppressed, Aspect.Suppression, (long)SuppressionReason.Bounced, channel);
            Add(counts, on, EventKind.Suppressed, Aspect.Suppression, (long)SuppressionReason.Complained, channel);
            Add(counts, on, EventKind.Erased, Aspect.Suppression, (long)SuppressionReason.Erased, channel);
            var asked = Add(counts, PersonState.Empty, EventKind.Requested, 2, 2, channel);
            Add(counts, asked, EventKind.Confirmed, 2, 2, Channel.ConfirmLink);
            for (var value = 1; value <= 4; value++)
            {
                Add(counts, on, EventKind.ReasonGiven, Aspect.Reason, value, channel);
                Add(counts, on, EventKind.Changed, 1, value, channel);
            }
            Add(counts, on, EventKind.Changed, Aspect.Pause, TestCenter.Start.AddDays(9).ToUnixTimeSeconds(), channel);
            foreach (var (_, row) in counts.Days)
                seen.UnionWith(Enum.GetValues<DayCount>().Where(kind => row[(int)kind] > 0));
        }
        Assert.Equal(Enum.GetValues<DayCount>(), seen.Order());
    }

    private static PersonState Add(
        DayCounts counts,
        PersonState state,
        EventKind kind,
        long aspect,
        long value,
        Channel channel
    )
    {
        var e = new ConsentEvent(
            state.LastSeq + 1,
            kind,
            aspect,
            value,
            state[aspect].Value,
            0,
            new Act(channel, Actor.Person, TestCenter.Start, LawfulBasis.Consent, 1, 1)
        );
        var next = History.Apply(state, e);
        counts.Add(state, e, next, "en", "en");
        return next;
    }
}
