using CsCheck;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Step of a random history. Its effect depends on the state when it is applied.</summary>
internal sealed record Step(int Person, int What, long Topic, long Value, int MinutesLater)
{
    public override string ToString() => $"({Person}, {What}, {Topic}, {Value}, {MinutesLater})";
}

/// <summary>Random histories of a few subscribers, applied through the real writer.</summary>
internal static class Histories
{
    private const int People = 12;

    private static readonly Gen<Step> OneStep = Gen.Select(
        Gen.Int[0, People - 1],
        Gen.Int[0, 12],
        Gen.Long[0, 4],
        Gen.Long[0, 4],
        Gen.Int[0, 40],
        (person, what, topic, value, later) => new Step(person, what, topic, value, later)
    );

    public static readonly Gen<Step[]> Steps = OneStep.Array[20, 300];

    public static Step[] Long(int steps, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, steps)
                .Select(_ => new Step(
                    random.Next(People),
                    random.Next(13),
                    random.Next(5),
                    random.Next(5),
                    random.Next(41)
                )),
        ];
    }

    /// <summary>
    /// Registers the subscribers and applies their steps. Steps that do not depend on the answer to an earlier one are
    /// submitted together.
    /// </summary>
    public static async Task<Guid[]> LiveAsync(TestCenter center, IReadOnlyList<Step> steps)
    {
        var people = new Guid[People];
        for (var i = 0; i < People; i++)
            people[i] = (await center.RegisterAsync(topics: [1 + i % 4])).PublicId;
        var pending = new List<Task<ChangeResult>>();
        foreach (var step in steps)
        {
            center.Clock.Advance(TimeSpan.FromMinutes(step.MinutesLater));
            if (step.What >= 10)
                await SettleAsync(pending);
            pending.Add(center.Writer.SubmitAsync(Submission(center, people[step.Person], step)));
        }
        await SettleAsync(pending);
        return people;
    }

    private static async Task SettleAsync(List<Task<ChangeResult>> pending)
    {
        foreach (var result in await Task.WhenAll(pending))
            Assert.True(result.Outcome is ChangeOutcome.Done or ChangeOutcome.Unchanged or ChangeOutcome.Refused);
        pending.Clear();
    }

    private static Submission Submission(TestCenter center, Guid person, Step step)
    {
        var (topic, value) = (step.Topic, step.Value);
        PersonChange Does(Change change, Channel channel) =>
            new(
                PersonKey.Of(person),
                change,
                center.Act(channel),
                new Evidence { Language = "de", Ip = "198.51.100.0/24" }
            );
        return step.What switch
        {
            0 => Does(new Leave(topic), Channel.OneClick),
            1 => Does(Leave.Everything, Channel.UnsubscribePage),
            2 or 3 => center.Choose(person, atOnce: false, (topic + 1, value), (topic % 2 + 1, 0)),
            4 => center.Choose(person, atOnce: true, (topic + 1, value), (Aspect.Tracking, 1 + value % 2)),
            5 => center.Choose(
                person,
                atOnce: step.Topic > 2,
                (Aspect.Profiling, 1 + value % 2),
                (Aspect.Pause, center.Now.AddDays(value * 15).ToUnixTimeSeconds()),
                (Aspect.Language, Languages.ToValue(value > 2 ? "de" : "fr"))
            ),
            6 => Does(new PreferenceCenter.Domain.Assert(new Dictionary<long, long> { [topic + 1] = 4 }), Channel.Api),
            7 => Does(new Propose(new Dictionary<long, long> { [topic + 1] = 4 }), Channel.Import),
            8 when value == 0 => Does(
                new Suppress(topic > 2 ? SuppressionReason.Complained : SuppressionReason.Bounced),
                Channel.Mailbox
            ),
            8 => Does(new GiveReason(topic, (LeaveReason)(1 + value % 4)), Channel.UnsubscribePage),
            9 => center.AdminEvent(topic),
            10 => Does(new Confirm(Recent(center, person, value)), Channel.ConfirmLink),
            11 => Does(new Undo(Recent(center, person, value)), Channel.UndoLink),
            _ => Does(new Reject(Recent(center, person, value)), Channel.ConfirmLink),
        };
    }

    private static ConsentEvent[] Recent(TestCenter center, Guid person, long count)
    {
        var subscriber = center.Find(person).Subscriber;
        return
        [
            .. center
                .People.Events(subscriber, subscriber.LastSeq - count, subscriber.LastSeq)
                .Select(EventBytes.ToConsentEvent),
        ];
    }
}
