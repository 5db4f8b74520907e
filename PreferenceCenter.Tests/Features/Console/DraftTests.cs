using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>
/// Tests the drafts of console forms: an account's own, of bounded number, size and age, in the export, and gone with
/// the person.
/// </summary>
public sealed class DraftTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [DatabaseFact]
    public async Task A_draft_is_saved_over_the_one_before_and_is_the_accounts_own()
    {
        await using var center = await RequestCenter.StartAsync();
        var (drafts, owner, privacy) = (Of(center), center.Owner.Ticket, center.Privacy.Ticket);
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var key = RandomId.New();
        Assert.Equal(center.Web.Now, await drafts.SaveAsync(owner, About(row, "one", key)));
        await drafts.SaveAsync(owner, About(row, "two", key));
        Assert.Equal(new KeptDraft(key, "two", center.Web.Now), await drafts.ReadAsync(owner, "answer", Cancel));
        Assert.Null(await drafts.ReadAsync(privacy, "answer", Cancel));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            drafts.ReadAsync(center.By(StaffRole.Auditor).Ticket, "answer", Cancel)
        );
        await drafts.DropAsync(owner, "answer");
        Assert.Null(await drafts.ReadAsync(owner, "answer", Cancel));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-07")]
    public async Task It_stands_in_the_export_and_goes_with_the_person()
    {
        await using var center = await RequestCenter.StartAsync();
        var (drafts, owner) = (Of(center), center.Owner.Ticket);
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var other = await center.TakeAsync(PrivacyRequestKind.Access, "bo@people.example");
        await drafts.SaveAsync(owner, About(row, "about Ada", RandomId.New()));
        await drafts.SaveAsync(owner, About(other, "about Bo", RandomId.New()) with { Name = "other" });
        await drafts.SaveAsync(
            owner,
            new DraftOfForm(
                "intake",
                null,
                RandomId.New(),
                """{"address":"ADA@people.example"}""",
                "ADA@people.example"
            )
        );
        // In the words of a letter too, whoever it is from.
        await drafts.SaveAsync(
            owner,
            new DraftOfForm("words", null, RandomId.New(), """{"words":"Write to Ada@People.example"}""", null)
        );
        var held = await center.Web.Get<PersonalData>().FindAsync(center.Web.Find(person).Subscriber.Id);
        Assert.Equal(
            ["about Ada", """{"address":"ADA@people.example"}"""],
            held!["drafts"].Rows.Select(r => (string)r[2]!).Order(StringComparer.Ordinal)
        );
        await center.Web.EraseAsync(person);
        await using var context = center.Web.Get<Database>().CreateContext();
        Assert.Equal(["other"], context.Drafts.Select(d => d.Name));
        // What an open page saves afterwards is kept no more.
        Assert.Null(await drafts.SaveAsync(owner, About(row, "too late", RandomId.New())));
        Assert.Equal(["other"], context.Drafts.Select(d => d.Name));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task They_are_bounded_in_size_number_and_age()
    {
        await using var center = await RequestCenter.StartAsync();
        var (drafts, owner) = (Of(center), center.Owner.Ticket);
        Assert.Null(
            await drafts.SaveAsync(owner, new DraftOfForm("long", null, RandomId.New(), new string('x', 40_000), null))
        );
        for (var i = 0; i < 45; i++)
        {
            await drafts.SaveAsync(owner, new DraftOfForm($"{i}", null, RandomId.New(), "{}", null));
            center.Web.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await using var context = center.Web.Get<Database>().CreateContext();
        Assert.Equal(40, context.Drafts.Count());
        Assert.False(context.Drafts.Any(d => d.Name == "4"));
        center.Web.Get<RetentionStore>().ForgetForms(center.Web.Now.AddDays(13));
        Assert.Equal(40, context.Drafts.Count());
        center.Web.Get<RetentionStore>().ForgetForms(center.Web.Now.AddDays(15));
        Assert.Equal(0, context.Drafts.Count());
    }

    private static DraftService Of(RequestCenter center) =>
        new(center.Web.Get<StaffAuthorizer>(), center.Web.Get<Database>(), center.Web.Clock);

    private static DraftOfForm About(PrivacyRequestRow row, string text, Guid key) =>
        new("answer", row.Id, key, text, null);
}
