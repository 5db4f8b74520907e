using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Subscriptions.AddressChanges;
using PreferenceCenter.Tests.Ledger.Erasures;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Addresses;

/// <summary>
/// Tests two nodes that act on one address at the same time where only one may succeed, in either order.
/// </summary>
[Trait("Requirement", "SEC-20")]
[Trait("Requirement", "SEC-16")]
public sealed class AddressRaceTests
{
    private const int AtOnce = 50;
    private static readonly int Times = LongTests.Rounds(usual: 100, inLongTests: 400);

    [DatabaseFact]
    public Task A_change_is_confirmed_once() =>
        RunAsync(
            (center, asked) =>
                Task.FromResult<Func<ErasureRig, Task<ChangeResult>>>(rig =>
                    rig.Writer.SubmitAsync(Confirm(center, asked))
                ),
            (center, asked, first, second) =>
            {
                Assert.Equal([ChangeOutcome.Done, ChangeOutcome.Refused], new[] { first, second }.Order());
                Assert.Single(center.EventsOf(asked.Person.PublicId), e => e.Kind == EventKind.AddressChanged);
            }
        );

    [DatabaseFact]
    public Task Of_two_who_want_one_address_one_gets_it() =>
        RunAsync(
            async (center, asked) =>
            {
                var rival = await AskAsync(center, await center.RegisterAsync(), asked.New);
                return rig => rig.Writer.SubmitAsync(Confirm(center, rival));
            },
            (_, _, first, second) =>
                Assert.Equal([ChangeOutcome.Done, ChangeOutcome.Refused], new[] { first, second }.Order())
        );

    [DatabaseFact]
    [Trait("Requirement", "SEC-22")]
    public Task An_import_of_the_new_address_makes_nobody_twice_and_brings_back_nothing_that_was_left() =>
        RunAsync(
            async (center, asked) =>
            {
                await center.LeaveAsync(asked.Person.PublicId, 2);
                return rig => rig.Writer.SubmitAsync(center.Registration(asked.New, [1, 2, 3]));
            },
            (center, asked, first, _) =>
            {
                Assert.Equal(ChangeOutcome.Done, first);
                Assert.Equal(asked.Person.Id, center.People.Find(PersonKey.Of(asked.New))!.Subscriber.Id);
                Assert.False(center.Find(asked.Person.PublicId).State[2].On);
            }
        );

    [DatabaseFact]
    [Trait("Requirement", "ERA-01")]
    public Task Whoever_is_erased_is_gone_under_either_address() =>
        RunAsync(
            (_, asked) =>
                Task.FromResult<Func<ErasureRig, Task<ChangeResult>>>(async rig => new ChangeResult(
                    await rig.EraseAsync(asked.Person.PublicId) ? ChangeOutcome.Done : ChangeOutcome.Unknown
                )),
            (center, asked, _, second) =>
            {
                Assert.Equal(ChangeOutcome.Done, second);
                Assert.Null(center.People.Find(PersonKey.Of(asked.Person.PublicId)));
                Assert.Null(center.People.Find(PersonKey.Of(asked.New)));
                Assert.Null(center.People.Find(PersonKey.Of(asked.Old)));
                Assert.Empty(new AddressChangeStore(center.Database).Of(asked.Person.Id));
            }
        );

    /// <summary>Requested change of address.</summary>
    private sealed record Asked(Subscriber Person, EmailAddress Old, EmailAddress New, AddressChangeRow Change);

    private static async Task<Asked> AskAsync(TestCenter center, Subscriber person, EmailAddress wanted)
    {
        Assert.Equal(
            ChangeOutcome.Done,
            (await center.Writer.SubmitAsync(new AskAddressChange(PersonKey.Of(person.Id), wanted, center.Now))).Outcome
        );
        return new Asked(
            person,
            TestCenter.Address(person.Address),
            wanted,
            Assert.Single(new AddressChangeStore(center.Database).Of(person.Id))
        );
    }

    private static ConfirmAddress Confirm(TestCenter center, Asked asked) =>
        new(asked.Change, asked.Old, asked.New, center.Act(Channel.ConfirmLink), new Evidence(), new byte[32]);

    private static async Task RunAsync(
        Func<TestCenter, Asked, Task<Func<ErasureRig, Task<ChangeResult>>>> beside,
        Action<TestCenter, Asked, ChangeOutcome, ChangeOutcome> check
    )
    {
        await using var center = await TestCenter.NewAsync();
        using var second = center.Stored.Open();
        var journal = Path.Combine(center.Directory, "journal");
        await using ErasureRig one = new(center.Database, center.Settings, journal, center.Clock),
            other = new(second, center.Settings, journal, center.Clock);
        var outcomes = new HashSet<(ChangeOutcome, ChangeOutcome)>();
        for (var done = 0; done < Times; done += AtOnce)
        {
            var all = new List<(Asked Asked, Func<ErasureRig, Task<ChangeResult>> Rival)>();
            for (var i = 0; i < AtOnce; i++)
            {
                var asked = await AskAsync(
                    center,
                    await center.RegisterAsync(null, 1, 2),
                    TestCenter.Address($"new{done + i}@moved.example")
                );
                all.Add((asked, await beside(center, asked)));
            }
            var answers = new List<(Asked Asked, Task<ChangeResult> Confirmed, Task<ChangeResult> Rival)>();
            for (var i = 0; i < AtOnce; i++)
            {
                var (mover, rival) = i % 2 == 0 ? (one, other) : (other, one);
                if (i % 4 < 2)
                {
                    var confirmed = mover.Writer.SubmitAsync(Confirm(center, all[i].Asked));
                    answers.Add((all[i].Asked, confirmed, all[i].Rival(rival)));
                }
                else
                {
                    var beaten = all[i].Rival(rival);
                    answers.Add((all[i].Asked, mover.Writer.SubmitAsync(Confirm(center, all[i].Asked)), beaten));
                }
            }
            foreach (var (asked, confirmed, rival) in answers)
            {
                outcomes.Add(((await confirmed).Outcome, (await rival).Outcome));
                check(center, asked, (await confirmed).Outcome, (await rival).Outcome);
            }
        }
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }
}
