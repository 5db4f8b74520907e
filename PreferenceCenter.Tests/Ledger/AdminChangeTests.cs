using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>
/// Tests what an administrative change hands back and keeps: its result comes after the commit and from the run that
/// was committed; rows without events are kept; what is said to be unwritten is undone, and nothing else.
/// </summary>
public sealed class AdminChangeTests
{
    [DatabaseFact]
    public async Task Rows_without_an_event_are_written_and_the_log_stays_as_it_is()
    {
        await using var center = await TestCenter.NewAsync();
        await center.Writer.DoAsync(center.AdminEvent(1));
        var change = Change(
            center,
            context =>
            {
                context.Controllers.Add(Controller(1));
                return AdminResult.Written("kept");
            }
        );
        var result = await center.Writer.SubmitAsync(change);
        Assert.Equal((ChangeOutcome.Done, "kept"), (result.Outcome, Assert.IsType<ChangeResult<string>>(result).Value));
        Assert.Equal([1], Numbers(center));
        Assert.Equal(1, CountEvents(center));
    }

    [DatabaseFact]
    public async Task What_is_unwritten_is_undone_however_it_was_written()
    {
        await using var center = await TestCenter.NewAsync();
        await center.Writer.DoAsync(Adding(center, 1));
        var result = await center.Writer.SubmitAsync(Refusing(center));
        Assert.Equal(
            (ChangeOutcome.Unchanged, "refused"),
            (result.Outcome, Assert.IsType<ChangeResult<string>>(result).Value)
        );
        Assert.Equal([1], Numbers(center));
        Assert.Equal(1, CountEvents(center));
        Assert.Null(center.Verify().Bad);
    }

    [DatabaseFact]
    public async Task What_is_undone_takes_nothing_of_its_group_with_it()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        await center.Writer.DoAsync(Adding(center, 1));
        Task<ChangeResult>[] all;
        using (center.Hold())
            all =
            [
                center.LeaveAsync(person.PublicId),
                center.Writer.SubmitAsync(Adding(center, 2)),
                center.Writer.SubmitAsync(Refusing(center)),
                center.Writer.SubmitAsync(Adding(center, 3)),
            ];
        Assert.Equal(
            [ChangeOutcome.Done, ChangeOutcome.Done, ChangeOutcome.Unchanged, ChangeOutcome.Done],
            (await Task.WhenAll(all)).Select(r => r.Outcome)
        );
        Assert.True(center.Find(person.PublicId).State.Stopped);
        Assert.Equal([1, 2, 3], Numbers(center));
        Assert.Null(center.Verify().Bad);
    }

    [DatabaseFact]
    public async Task The_result_is_that_of_the_run_that_was_committed()
    {
        await using var center = await TestCenter.NewAsync();
        await center.Writer.DoAsync(center.AdminEvent(1));
        var runs = 0;
        Task<string> done;
        Task<ChangeResult>[] failed;
        using (center.Hold())
        {
            // The writer has taken some of these before it waits for the database: one that fails is with the change
            // in either group.
            _ = center.Writer.SubmitAsync(center.AdminEvent(2));
            failed = [center.Writer.SubmitAsync(new Failing())];
            done = center.Writer.DoAsync(Change(center, _ => AdminResult.Written($"run {++runs}")));
            failed = [.. failed, center.Writer.SubmitAsync(new Failing())];
        }
        foreach (var one in failed)
            await Assert.ThrowsAnyAsync<Exception>(() => one);
        Assert.Equal("run 2", await done);
    }

    /// <summary>Fails when its group is written: it gives evidence to an event that has some.</summary>
    private sealed class Failing : Submission
    {
        protected override ChangeResult Decide(Batch batch, SubscriberSnapshot? subscriber)
        {
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

    private static AdminChange<string> Adding(TestCenter center, int number) =>
        Change(
            center,
            context =>
            {
                context.Controllers.Add(Controller(number));
                return AdminResult.Written(
                    "added",
                    new AdminEvent(EventKind.ControllerNamed, 0, number, new Evidence())
                );
            }
        );

    private static AdminChange<string> Refusing(TestCenter center) =>
        Change(
            center,
            context =>
            {
                context
                    .Controllers.Where(c => c.Number == 1)
                    .ExecuteUpdate(c => c.SetProperty(x => x.Name, "overwritten"));
                context.Controllers.Add(Controller(8));
                context.SaveChanges();
                context.Controllers.Add(Controller(9));
                return AdminResult.Unwritten("refused");
            }
        );

    private static AdminChange<string> Change(TestCenter center, Func<CenterContext, AdminResult<string>> work) =>
        new(new Act(Channel.System, Actor.System, center.Now, LawfulBasis.None, 0, 0), work);

    private static ControllerRow Controller(int number) => new() { Number = number, Name = $"controller {number}" };

    private static int[] Numbers(TestCenter center)
    {
        using var context = center.Database.CreateContext();
        return
        [
            .. context
                .Controllers.AsEnumerable()
                .Where(c => c.Name == $"controller {c.Number}")
                .Select(c => c.Number)
                .Order(),
        ];
    }

    private static int CountEvents(TestCenter center)
    {
        using var context = center.Database.CreateContext();
        return context.LedgerEvents.Count(e => e.LedgerId == Guid.Empty);
    }
}
