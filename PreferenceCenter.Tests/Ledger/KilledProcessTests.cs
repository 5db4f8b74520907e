using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests a process that is killed while two hundred people leave.</summary>
[Trait("Requirement", "SEC-16")]
public sealed class KilledProcessTests
{
    private static readonly int People = LongTests.Rounds(usual: 800, inLongTests: 1500),
        Times = LongTests.Rounds(usual: 3, inLongTests: 10);

    [DatabaseFact]
    public async Task Killed_amid_two_hundred_leaves_time_and_again_no_acknowledged_leave_and_no_mail_is_lost()
    {
        await using var center = await TestCenter.NewAsync();
        long[] topics = [.. Enumerable.Range(1, Times).Select(t => (long)t)];
        await Task.WhenAll(Enumerable.Range(0, People).Select(_ => center.RegisterAsync(null, topics)));
        await center.StopAsync();

        var random = new Random(11);
        var acknowledged = new Dictionary<long, IReadOnlyList<Guid>>();
        foreach (var topic in topics)
            acknowledged[topic] = await LeavingProcess.KillAfterAsync(
                center.Stored,
                topic,
                random.Next(1, People / 4),
                TestContext.Current.CancellationToken
            );
        // In most rounds not all leaves were answered before the kill. On a busy machine the last answers may all be
        // out before the signal arrives.
        Assert.All(acknowledged.Values, people => Assert.NotEmpty(people));
        Assert.True(
            acknowledged.Values.Count(people => people.Count < People) > Times / 2,
            "It was over before it was killed."
        );

        if (center.Stored.File is not null)
            using (var raw = center.Raw())
                Assert.Equal("ok", raw.Scalar<string>("PRAGMA integrity_check"));
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
        foreach (var (topic, people) in acknowledged)
        foreach (var person in people)
            Assert.Single(center.EventsOf(person), e => e.Kind == EventKind.Withdrawn && e.Aspect == topic);
        AssertMails(center);
        Assert.Equal(ChangeOutcome.Done, (await center.LeaveAsync(acknowledged[1][0])).Outcome);
    }

    // Exactly one mail reports each stored leave, acknowledged or not; without a leave there is no mail.
    private static void AssertMails(TestCenter center)
    {
        var mails = center.Outbox().ToLookup(o => o.SubscriberId!.Value);
        using var context = center.Database.CreateContext();
        foreach (var person in context.Subscribers.ToArray())
        {
            var starts = mails[person.Id].Select(o => o.FromSeq).Order().ToArray();
            var left = center
                .EventsOf(person.PublicId)
                .Where(e => e.Kind == EventKind.Withdrawn)
                .Select(e => e.Seq)
                .ToArray();
            Assert.Equal(left, starts);
            Assert.All(mails[person.Id], o => Assert.Equal((MailKind.Changes, MailState.Waiting), (o.Kind, o.State)));
        }
    }
}
