using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests changes that are committed together: each sees those before it, and none fails because of another.
/// </summary>
public sealed class GroupTests
{
    /// <summary>Submission that fails either after changing the batch or while writing.</summary>
    private sealed class Poison(PersonKey key, Act act, bool inWrite) : Submission
    {
        public int Runs { get; private set; }
        public override bool Reduces => true;
        public override PersonKey? Key => key;

        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
            Runs++;
            batch.Append(
                subscriber!,
                [new ConsentEvent(subscriber!.State.LastSeq + 1, EventKind.Stopped, Aspect.Everything, 1, 0, 0, act)],
                new Evidence()
            );
            if (!inWrite)
                throw new InvalidOperationException("poisoned");
            batch.Set.Evidence.Add(
                new EvidenceRow
                {
                    Slot = 0,
                    Position = 0,
                    Count = 1,
                    Salt = new byte[32],
                    Content = [],
                }
            );
            return new ChangeResult(ChangeOutcome.Done);
        }
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_fails_among_sixty_three_leaves_harms_only_itself(bool inWrite)
    {
        await using var center = await TestCenter.NewAsync();
        var people = await ChangeWriterTests.RegisterAsync(center, 64);
        var poison = new Poison(PersonKey.Of(people[31]), center.Act(Channel.OneClick), inWrite);
        Task<ChangeResult>[] leaves;
        Task<ChangeResult> poisoned;
        using (center.Hold())
        {
            leaves = [.. people[..31].Select(id => center.LeaveAsync(id))];
            poisoned = center.Writer.SubmitAsync(poison);
            leaves = [.. leaves, .. people[32..].Select(id => center.LeaveAsync(id))];
        }
        Assert.All(await Task.WhenAll(leaves), result => Assert.Equal(ChangeOutcome.Done, result.Outcome));
        await Assert.ThrowsAnyAsync<Exception>(() => poisoned);
        Assert.Equal(2, poison.Runs);

        Assert.All(people, id => Assert.Equal(id != people[31], center.Find(id).State.Stopped));
        Assert.Equal(63, center.Outbox().Count);
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
        Assert.Equal(ChangeOutcome.Done, (await center.LeaveAsync(people[31])).Outcome);
    }

    [DatabaseFact]
    public async Task Text_that_no_database_holds_is_stored_as_far_as_it_can_be()
    {
        await using var center = await TestCenter.NewAsync();
        var registration = new PersonChange(
            PersonKey.Of(TestCenter.Address("ada@example.org")),
            new PreferenceCenter.Domain.Assert(new Dictionary<long, long> { [1] = 4 }),
            center.Act(Channel.Import),
            new Evidence { Comment = "nul \0 and lone \ud800 surrogate", Name = "\udc00" }
        )
        {
            Register = new Registration(TestCenter.Address("ada@example.org"), "en", "A\ud800da\0"),
        };
        Assert.Equal(ChangeOutcome.Done, (await center.Writer.SubmitAsync(registration)).Outcome);
        Assert.Null(center.Verify().Bad);
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-10")]
    public async Task Equal_leaves_are_one_act_also_side_by_side()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        Task<ChangeResult>[] leaves;
        using (center.Hold())
            leaves = [.. Enumerable.Range(0, 5).Select(_ => center.LeaveAsync(person.PublicId, 1))];
        var results = await Task.WhenAll(leaves);
        Assert.All(results, result => Assert.True(result.Ok));
        Assert.Single(results, result => result.Outcome == ChangeOutcome.Done);
        Assert.Single(center.EventsOf(person.PublicId), e => e.Kind == EventKind.Withdrawn);
        Assert.Single(center.Outbox());
    }

    [DatabaseFact]
    public async Task Two_changes_of_one_person_follow_each_other_whatever_they_are_asked_for_by()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync("ada@example.org", 1, 2);
        using (center.Hold())
        {
            _ = center.LeaveAsync(person.PublicId, 1);
            _ = center.Writer.SubmitAsync(
                new PersonChange(
                    PersonKey.Of(TestCenter.Address("ADA@example.org")),
                    new Leave(2),
                    center.Act(Channel.Mailbox),
                    new Evidence()
                )
            );
            _ = center.Writer.SubmitAsync(
                new PersonChange(
                    PersonKey.Of(person.Id),
                    new GiveReason(1, LeaveReason.TooMany),
                    center.Act(Channel.UnsubscribePage),
                    new Evidence()
                )
            );
        }
        await center.StopAsync();
        Assert.Equal([1, 2, 3, 4, 5], center.EventsOf(person.PublicId).Select(e => e.Seq));
        Assert.DoesNotContain(center.Find(person.PublicId).State.Topics, topic => topic.On);
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }

    [DatabaseFact]
    public async Task An_address_registered_twice_in_a_group_is_one_person()
    {
        await using var center = await TestCenter.NewAsync();
        Task<ChangeResult> first,
            second;
        using (center.Hold())
        {
            first = center.Writer.SubmitAsync(center.Registration(TestCenter.Address("Ada@example.org"), [1]));
            second = center.Writer.SubmitAsync(center.Registration(TestCenter.Address("ada@EXAMPLE.org"), [1, 2]));
        }
        Assert.Equal((await first).PublicId, (await second).PublicId);
        Assert.Equal(2, (await second).FromSeq);
        using var raw = center.Raw();
        Assert.Equal(1, raw.Count("Subscribers"));
        Assert.Equal([1L, 2L], center.Find((await first).PublicId).State.Topics.Select(t => t.Aspect));
    }

    [DatabaseFact]
    public async Task A_known_address_registered_under_another_id_stays_who_it_is()
    {
        await using var center = await TestCenter.NewAsync();
        var ada = await center.RegisterAsync("ada@example.org");
        var other = RandomId.New();
        var again = new PersonChange(
            PersonKey.Of(other),
            new PreferenceCenter.Domain.Assert(new Dictionary<long, long> { [2] = 4 }),
            center.Act(Channel.Import),
            new Evidence()
        )
        {
            Register = new Registration(TestCenter.Address("ada@example.org"), "en", PublicId: other),
        };
        Assert.Equal(ada.PublicId, (await center.Writer.SubmitAsync(again)).PublicId);
        Assert.True(center.Find(ada.PublicId).State[2].On);
    }
}
