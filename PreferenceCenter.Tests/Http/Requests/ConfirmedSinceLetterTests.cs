using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>
/// Tests that a letter about an address that was on no list is about whoever confirms that address later, on every page.
/// </summary>
[Trait("Requirement", "RTS-07")]
public sealed class ConfirmedSinceLetterTests
{
    private const string Ada = "ada@people.example",
        Note = "You have asked us to delete your data. When that is carried out, these preferences are";

    private static async Task<RequestCenter> StartAsync()
    {
        var center = await RequestCenter.StartAsync("Site:Languages=en");
        await center.Web.ApplyFormsAsync(SignUpCenter.Forms);
        return center;
    }

    [DatabaseFact]
    public async Task A_sign_up_is_told_before_and_after_the_confirmation_in_the_email_and_where_erasure_is_asked_for()
    {
        await using var center = await StartAsync();
        await center.TakeAsync(PrivacyRequestKind.Erasure, Ada);
        await center.Web.MailsAsync();
        var page = await center.Web.Browser.GetAsync(await center.Web.AskedAsync(Ada, "news"));
        Assert.Contains(Note, page.Text, StringComparison.Ordinal);
        var confirmed = await center.Web.Browser.PressOnAsync(page, "confirm");
        Assert.Contains(Note, confirmed.Text, StringComparison.Ordinal);
        var mail = Assert.Single(await center.Web.MailsOfChangesAsync()).TextBody!.ReplaceLineEndings(" ");
        Assert.Contains(Note, mail, StringComparison.Ordinal);
        var visitor = new Visitor(center.Web);
        await visitor.OpenAsync(center.Web.FindPerson(Ada)!);
        Assert.Contains(
            "have subscribed to topics again since",
            (await visitor.GetAsync("/me/erase")).Text,
            StringComparison.Ordinal
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData(PrivacyRequestKind.Access, Ada)]
    [InlineData(PrivacyRequestKind.Erasure, "bob@people.example")]
    public async Task Another_kind_or_another_address_says_nothing_of_an_erasure(PrivacyRequestKind kind, string named)
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(kind, named);
        await center.Web.MailsAsync();
        var page = await center.Web.Browser.GetAsync(await center.Web.AskedAsync(Ada, "news"));
        Assert.DoesNotContain(Note, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Note,
            (await center.Web.Browser.PressOnAsync(page, "confirm")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(named == Ada, center.Again(row).SubscriberId is not null);
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    public async Task Staff_see_who_it_is_and_what_goes_and_what_was_proposed_about_nobody_is_stale()
    {
        await using var center = await StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, Ada);
        await center.Web.MailsAsync();
        var approve = new RequestDecision(PrivacyRequestAct.Approve);
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.DecideAsync(row, approve, center.Privacy));
        var nobody = center.Again(row);
        await center.Web.Browser.PostAsync(await center.Web.AskedAsync(Ada, "news"));
        // Whoever approves from a page that showed nobody looks again, and then it is stale.
        Assert.Equal(PrivacyRequestRefusal.Changed, await center.Decisions.AgreeAsync(nobody, center.Owner));
        Assert.Equal(PrivacyRequestRefusal.Stale, await center.Decisions.AgreeAsync(center.Again(row), center.Owner));

        using var scope = center.Web.Services.CreateScope();
        var desk = scope.ServiceProvider.GetRequiredService<RequestsService>();
        var shown = (await desk.OpenAsync(center.Owner.Ticket, row.Reference, TestContext.Current.CancellationToken))!;
        Assert.Equal((Ada, true), (shown.Person!.Address, shown.Proposal!.Stale));
        var goes = await scope
            .ServiceProvider.GetRequiredService<RequestPreviews>()
            .ErasureAsync(
                center.Owner.Ticket,
                row.Reference,
                scope.ServiceProvider.GetRequiredService<PageContexts>().For(new DefaultHttpContext().Request),
                TestContext.Current.CancellationToken
            );
        Assert.Equal(Ada, goes!.Person);
        Assert.NotEmpty(goes.Goes);
        Assert.NotNull(center.Web.FindPerson(Ada));
    }
}
