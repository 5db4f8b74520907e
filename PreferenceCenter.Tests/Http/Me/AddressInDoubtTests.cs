using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Home;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Ledger.Replay;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Http.Requests;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Tests a restored database whose journal tells that an address changed since the backup, and no address: whoever reads
/// that mailbox sees nothing before staff have settled whose it is.
/// </summary>
[Trait("Requirement", "SEC-20")]
[Trait("Requirement", "ERA-08")]
public sealed class AddressInDoubtTests
{
    private const string Old = "ada@people.example",
        New = "ada@new.example";

    [DatabaseFact]
    public async Task Neither_mailbox_sees_anything_until_staff_have_settled_it()
    {
        await using var center = await RequestCenter.StartAsync("Site:Languages=en");
        var web = center.Web;
        var person = await web.SubscribeAsync(Old, [WebCenter.News, WebCenter.Events]);
        var (session, link) = (new Visitor(web), await web.MailedPreferencesPathAsync(person));
        await session.OpenAsync(person);
        var identity = WebCenter.LinkIn(await new Visitor(web).AskAsync(Old), "me");
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReplayAsync(web, person);
        await ReplayAsync(web, person);
        web.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(403, (await session.GetAsync("/me")).Status);
        Assert.Equal(404, (await web.Browser.GetAsync(identity)).Status);
        Assert.Equal(404, (await web.Browser.GetAsync(link)).Status);
        var told = await new Visitor(web).AskAsync(Old);
        Assert.Null(WebCenter.FindLink(told, "me"));
        Assert.Contains("had to restore a backup", Body(told), StringComparison.Ordinal);
        Assert.Contains("write to", Body(told), StringComparison.Ordinal);
        await web.Browser.PostAsync("/link", ("email", Old));
        var mine = Assert.Single(await web.MailsAsync());
        Assert.Null(WebCenter.FindLink(mine, "p"));
        Assert.Contains("had to restore a backup", Body(mine), StringComparison.Ordinal);
        // Nor does anybody sign up in the name of whoever had the address, whichever name they give.
        await web.ApplyFormsAsync(SignUpCenter.Forms);
        await web.SignUpAsync(Old);
        var asked = Assert.Single(await web.MailsAsync());
        Assert.Null(WebCenter.FindLink(asked, "c"));
        Assert.Contains("a new sign-up for it is not taken", Body(asked), StringComparison.Ordinal);
        // Nothing is held under the new address; that a change was forgotten is said.
        var nothing = Body(await new Visitor(web).AskAsync(New));
        Assert.Contains("holds no data about this address", nothing, StringComparison.Ordinal);
        Assert.Contains("changes of address made shortly before are lost", nothing, StringComparison.Ordinal);
        // To leave waits for nothing.
        Assert.Equal(
            200,
            (await web.Browser.PostAsync(web.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))).Status
        );
        Assert.Equal($"/staff/subscribers/{person.Id}", Assert.Single(await WaitingAsync(center)));

        var access = await center.TakeAsync(PrivacyRequestKind.Access, Old);
        const string Doubted = "it is open whose this address is";
        var staff = await center.Staff.SignInAsync(StaffRole.Privacy);
        var path = $"/staff/requests/{access.Reference}";
        Assert.Contains(Doubted, (await staff.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Equal(PrivacyRequestRefusal.AddressInDoubt, await ApproveAsync(center, access));
        Assert.Null(center.Again(access).ClosedAt);
        var settled = await center.TakeAsync(PrivacyRequestKind.Rectification, Old);
        Assert.Equal(PrivacyRequestRefusal.None, await ApproveAsync(center, settled));
        Assert.Empty(await WaitingAsync(center));
        Assert.DoesNotContain(Doubted, (await staff.GetAsync(path)).Text, StringComparison.Ordinal);
        Assert.Empty(web.Rebuild());
        Assert.Equal(PrivacyRequestRefusal.None, await ApproveAsync(center, center.Again(access)));
        web.Clock.Advance(TimeSpan.FromMinutes(1));
        await web.MailsAsync();
        Assert.Equal(403, (await session.GetAsync("/me")).Status);
        Assert.Equal(404, (await web.Browser.GetAsync(identity)).Status);
        Assert.Contains(Old, (await new Visitor(web).OpenAsync(person)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lost", Body(await new Visitor(web).AskAsync(New)), StringComparison.Ordinal);
    }

    // The answer to an approval says that the copy can be downloaded.
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-13")]
    public async Task A_copy_is_approved_only_once_it_can_be_downloaded()
    {
        await using var center = await RequestCenter.StartAsync("Site:Languages=en");
        var web = center.Web;
        var person = await web.SubscribeAsync(Old, [WebCenter.News]);
        await web.MoveAsync(person, New);
        var access = await center.TakeAsync(PrivacyRequestKind.Access, New);
        await web.MailsAsync();
        Assert.Equal(PrivacyRequestRefusal.AddressJustChanged, await ApproveAsync(center, access));
        Assert.Empty(await web.MailsAsync());
        web.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(PrivacyRequestRefusal.None, await ApproveAsync(center, center.Again(access)));
    }

    // Put back by a restore for any other reason, an address keeps its person's right of access.
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Whose_objection_was_put_back_sees_everything()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News]);
        await ReplayAsync(center, person, EventKind.Stopped, Aspect.Everything, 1);
        using (var context = center.Get<Database>().CreateContext())
        {
            var kept = center.Get<AddressHasher>().WritingAt(center.Now).HashOf(EmailAddress.TryParse(Old)!);
            context.Insert(
                new SuppressionRow
                {
                    KeyedHash = kept.Bytes,
                    KeyId = kept.KeyId,
                    Reason = SuppressionReason.Restored,
                }
            );
        }
        Assert.Equal(200, (await new Visitor(center).OpenAsync(person)).Status);
    }

    // The copy is of within the seven days, so the old mailbox can say again that it was not them.
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_way_back_that_the_copy_still_has_settles_it()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(Old, [WebCenter.News]);
        var thief = await center.MoveAsync(person, New);
        var back = WebCenter.LinkIn(Assert.Single(await center.MailsAsync()), "back");
        await ReplayAsync(center, person);
        Assert.Null(WebCenter.FindLink(await new Visitor(center).AskAsync(thief.Address), "me"));
        Assert.Equal(303, (await new Visitor(center).PressAsync(await center.Browser.GetAsync(back))).Status);
        await center.MailsAsync();
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await new Visitor(center).OpenAsync(person)).Status);
        Assert.Empty(await center.Get<AddressChangeStore>().InDoubtAsync(center.Now));
        Assert.Empty(center.Rebuild());
    }

    private static Task ReplayAsync(
        WebCenter center,
        Person person,
        EventKind kind = EventKind.AddressChanged,
        long aspect = Aspect.Address,
        long value = 1
    ) =>
        center.SubmitAsync(
            new ReplayedAct(
                new JournalAct(
                    person.Id,
                    center.Now,
                    ("reductions-0.journal", 7),
                    [new ReducedLine(0, 999, person.Id, kind, aspect, value, Channel.ConfirmLink, center.Now)],
                    []
                ),
                new Actor(ActorKind.Operator, RandomId.New()),
                center.Now
            )
        );

    private static Task<PrivacyRequestRefusal> ApproveAsync(RequestCenter center, PrivacyRequestRow row) =>
        center.Decisions.DecideAsync(
            row,
            new RequestDecision(PrivacyRequestAct.Approve, Reasons: "It was shown at the counter."),
            center.Privacy
        );

    private static async Task<IEnumerable<string>> WaitingAsync(RequestCenter center)
    {
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        var home = await scope
            .ServiceProvider.GetRequiredService<HomeService>()
            .HomeAsync(
                center.Privacy.Ticket,
                center.Web.Get<PageContexts>().In("en", asked: false),
                TestContext.Current.CancellationToken
            );
        return home
            .Waiting.First.Select(item => item.Path)
            .Where(path => path.Contains("subscribers", StringComparison.Ordinal));
    }

    private static string Body(MimeMessage mail) => mail.TextBody!.ReplaceLineEndings(" ");
}
