using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests a valid leave of an unknown subscriber: it is stored and takes effect as soon as the subscriber appears.
/// </summary>
[Trait("Requirement", "UNS-13")]
public sealed class UnclaimedLeaveTests
{
    private readonly Guid id = RandomId.New();

    [DatabaseFact]
    public async Task It_is_kept_once_with_its_first_time()
    {
        await using var center = await TestCenter.NewAsync();
        Assert.Equal(ChangeOutcome.Unknown, (await center.LeaveAsync(id, 3)).Outcome);
        Assert.True((await center.LeaveAsync(id, 3)).Ok);
        center.Clock.Advance(TimeSpan.FromDays(2));
        await center.LeaveAsync(id, 3);
        using var raw = center.Raw();
        var kept = Assert.Single(raw.Rows("""SELECT "PublicId", "Scope", "At" FROM "UnclaimedLeaves" """));
        Assert.Equal([id.ToByteArray(true), 3L, Instant.ToMicroseconds(TestCenter.Start)], kept);
        Assert.Equal(0, raw.Count("Subscribers") + raw.Count("LedgerEvents") + raw.Count("Outbox"));
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_holds_when_that_id_is_registered_later_or_in_the_same_group(bool together)
    {
        await using var center = await TestCenter.NewAsync();
        Task<ChangeResult> leave,
            registered;
        if (!together)
            await center.LeaveAsync(id, 2);
        using (together ? center.Hold() : null)
        {
            leave = center.LeaveAsync(id, 2);
            registered = center.Writer.SubmitAsync(
                center.Registration(TestCenter.Address("ada@example.org"), [1, 2], id)
            );
        }
        await Task.WhenAll(leave, registered);
        var state = center.Find(id).State;
        Assert.True(state[1].On);
        Assert.False(state[2].On);
        Assert.Equal(TestCenter.Start, state[2].LeftAt);
        using var raw = center.Raw();
        Assert.Equal(0, raw.Count("UnclaimedLeaves"));
        Assert.Null(center.Verify().Bad);
        Assert.Empty(center.Rebuild());
    }

    [DatabaseFact]
    public async Task A_leave_behind_the_registration_in_the_same_group_finds_the_person()
    {
        await using var center = await TestCenter.NewAsync();
        using (center.Hold())
        {
            // Neither of them is a reduction or has many rows, so one waits behind the other.
            var registration = center.Registration(TestCenter.Address("ada@example.org"), [1, 2], id);
            _ = center.Writer.SubmitAsync(
                new PersonChange(
                    registration.Key!.Value,
                    registration.Change,
                    registration.Act with
                    {
                        Channel = Channel.Command,
                    },
                    registration.Evidence
                )
                {
                    Register = registration.Register,
                    Notify = false,
                }
            );
            _ = center.Writer.SubmitAsync(center.Choose(id, false, (1, 0), (Aspect.Language, Languages.ToValue("de"))));
        }
        await center.StopAsync();
        Assert.False(center.Find(id).State[1].On);
        Assert.Equal(Languages.ToValue("de"), center.Find(id).State[Aspect.Language].Wish);
    }

    [DatabaseFact]
    public async Task Whoever_left_everything_stays_out_and_the_import_is_refused()
    {
        await using var center = await TestCenter.NewAsync();
        await center.LeaveAsync(id);
        var result = await center.Writer.SubmitAsync(
            center.Registration(TestCenter.Address("ada@example.org"), [1], id)
        );
        Assert.Equal((ChangeOutcome.Refused, Refusal.OptedOut), (result.Outcome, result.Refusal));
        Assert.True(center.Find(id).State.Stopped);
        Assert.Empty(center.Find(id).State.Topics);
        Assert.Empty(center.Rebuild());
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-03")]
    public async Task A_suppressed_address_is_not_registered_however_it_is_written()
    {
        await using var center = await TestCenter.NewAsync();
        using (var raw = center.Raw())
            raw.Run(
                """INSERT INTO "Suppressions" ("KeyedHash", "KeyId", "Reason") VALUES (@p0, 1, 3)""",
                center.Settings.Suppression.HashesOf(TestCenter.Address("a.da+list@gmail.com"))[0].Bytes
            );
        foreach (var written in (string[])["ada@gmail.com", "A.D.A@googlemail.com", "ada+other@GMail.com"])
        {
            var result = await center.Writer.SubmitAsync(center.Registration(TestCenter.Address(written), [1]));
            Assert.Equal((ChangeOutcome.Refused, Refusal.Suppressed), (result.Outcome, result.Refusal));
        }
        using (var raw = center.Raw())
            Assert.Equal(0, raw.Count("Subscribers") + raw.Count("LedgerEvents"));
        Assert.Equal(
            ChangeOutcome.Done,
            (await center.Writer.SubmitAsync(center.Registration(TestCenter.Address("adam@gmail.com"), [1]))).Outcome
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-14")]
    public async Task A_scope_leaves_that_topic_and_no_other()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync(null, 1, 2, 3);
        await center.LeaveAsync(person.PublicId, 2);
        Assert.Equal([1L, 3L], center.Find(person.PublicId).State.Topics.Where(t => t.On).Select(t => t.Aspect));
        await center.LeaveAsync(person.PublicId);
        Assert.DoesNotContain(center.Find(person.PublicId).State.Topics, t => t.On);
    }
}
