using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Tests.Http.Requests;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Tests the numbers of the navigation against the database, on both.</summary>
public sealed class NavigationCountsTests
{
    [DatabaseFact]
    public async Task It_counts_what_waits_after_each_change_and_shows_no_zero()
    {
        await using var center = await RequestCenter.StartAsync();
        var (counts, changes) = (center.Web.Get<NavigationCounts>(), 0);
        counts.Changed += () => changes++;
        await counts.RefreshAsync(changed: true);
        Assert.Null(counts.Of("/staff/requests"));
        Assert.Equal(0, changes);

        await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        await center.TakeAsync(PrivacyRequestKind.Objection, "bob@people.example");
        await using (var data = center.Web.Get<Database>().CreateContext())
        {
            var id = RandomId.New();
            data.Insert(
                new OutboxRow
                {
                    MessageId = id,
                    Kind = MailKind.MyLink,
                    Address = "ada@people.example",
                    Language = "en",
                    CreatedAt = center.Web.Now,
                    DueAt = center.Web.Now,
                }
            );
            data.Run(
                """UPDATE "Outbox" SET "State" = @state WHERE "MessageId" = @id""",
                ("@state", (long)MailState.Dead),
                ("@id", id)
            );
        }
        // Not asked again so soon, where nothing says that something changed.
        await counts.RefreshAsync();
        Assert.Null(counts.Of("/staff/requests"));
        await counts.RefreshAsync(changed: true);
        Assert.Equal(new PlaceCount(2, CountTone.Plain), counts.Of("/staff/requests"));
        Assert.Equal(new PlaceCount(1, CountTone.Blocks), counts.Of("/staff/outbox"));
        Assert.Null(counts.Of("/staff/recipients"));
        Assert.Equal(1, changes);
        await counts.RefreshAsync(changed: true);
        Assert.Equal(1, changes);
    }
}
