using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Subscriptions.SignUps;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Erasures;

/// <summary>
/// Tests one node that erases a subscriber while another adds the same address, hundreds of times, in either order: no
/// row survives.
/// </summary>
public sealed class ErasureRaceTests
{
    private const int AtOnce = 100;
    private static readonly int Times = LongTests.Rounds(usual: 200, inLongTests: 1000);

    [DatabaseFact]
    [Trait("Requirement", "ERA-03")]
    [Trait("Requirement", "SEC-16")]
    public Task An_import() =>
        RunAsync(
            (center, person) =>
                Task.FromResult<Submission>(center.Registration(TestCenter.Address(person.Address), [1, 2]))
        );

    [DatabaseFact]
    [Trait("Requirement", "ERA-03")]
    [Trait("Requirement", "SEC-16")]
    public Task The_answer_to_a_sign_up_from_before() =>
        RunAsync(
            async (center, person) =>
            {
                var (id, address) = (RandomId.New(), TestCenter.Address(person.Address));
                var request = new PendingOptIn
                {
                    Address = person.Address,
                    Language = "en",
                    Topics = [new OptInTopic(3, "offers", Frequency.Every, 1)],
                    Evidence = new Evidence { Form = "harbour" }.ToBytes(),
                };
                await center.Writer.SubmitAsync(
                    new Waiting(
                        new OptInRow
                        {
                            Id = id,
                            AddressKey = address.Key,
                            CreatedAt = center.Now,
                            Content = request.ToBytes(),
                        }
                    )
                );
                return new OptInAnswer(
                    id,
                    request,
                    address,
                    confirms: true,
                    center.Act(Channel.ConfirmLink),
                    new Evidence(),
                    new byte[32],
                    _ => true
                );
            }
        );

    private static async Task RunAsync(Func<TestCenter, Subscriber, Task<Submission>> bring)
    {
        await using var center = await TestCenter.NewAsync();
        using var second = center.Stored.Open();
        var journal = Path.Combine(center.Directory, "journal");
        await using ErasureRig one = new(center.Database, center.Settings, journal, center.Clock),
            other = new(second, center.Settings, journal, center.Clock);
        var outcomes = new HashSet<ChangeOutcome>();
        for (var done = 0; done < Times; done += AtOnce)
        {
            var people = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => center.RegisterAsync()));
            var brought = await Task.WhenAll(people.Select(p => bring(center, p)));
            var (erased, answers) = (new List<Task<bool>>(), new List<Task<ChangeResult>>());
            for (var i = 0; i < AtOnce; i++)
            {
                var (eraser, bringer) = i % 2 == 0 ? (one, other) : (other, one);
                // One of twenty waits in each order, so that both orders occur however the rest meets.
                if (i % 4 < 2)
                    answers.Add(bringer.Writer.SubmitAsync(brought[i]));
                if (i % 20 == 0)
                    await answers[^1];
                erased.Add(eraser.EraseAsync(people[i].PublicId));
                if (i % 20 == 10)
                    await erased[^1];
                if (i % 4 >= 2)
                    answers.Add(bringer.Writer.SubmitAsync(brought[i]));
            }
            Assert.All(await Task.WhenAll(erased), Assert.True);
            outcomes.UnionWith((await Task.WhenAll(answers)).Select(r => r.Outcome));
        }
        using var raw = center.Raw();
        Assert.Equal(
            (0L, 0L, 0L, (long)Times),
            (raw.Count("Subscribers"), raw.Count("Choices"), raw.Count("OptIns"), raw.Count("Suppressions"))
        );
        Assert.Equal(0L, raw.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "SubscriberId" IS NOT NULL"""));
        Assert.Null(center.Verify().Bad);
        // Both orders must occur, or nothing was raced.
        Assert.True(outcomes.Count > 1, string.Join(' ', outcomes));
    }

    /// <summary>Submission that stores a pending sign-up.</summary>
    private sealed class Waiting(OptInRow row) : Submission
    {
        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            batch.Set.OptIns.Add(row);
            return new ChangeResult(ChangeOutcome.Done);
        }
    }
}
