using AngleSharp.Html.Dom;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>
/// Tests restriction, objection and correction: effective at once, for the subscriber only, and confirmed by mail.
/// </summary>
public sealed class RightsTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-11")]
    public async Task Restricted_nothing_is_mailed_all_is_kept_and_lifting_brings_back_what_stood()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        var page = await visitor.FollowAsync(
            await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "restrict")
        );
        Assert.Contains(
            "has been restricted since",
            page.Page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("restricted", center.Gate(person, "news"));
        Assert.Equal([(EventKind.Changed, Aspect.Restriction, 1L)], center.ActsOf(person));
        // Access continues (article 18(2)).
        Assert.Equal(200, (await visitor.GetAsync("/me")).Status);
        Assert.Equal(
            "application/zip",
            (await visitor.PressAsync(await visitor.GetAsync("/me/export"), action: "/me/export"))["Content-Type"]
        );
        var mail = Assert.Single(await center.MailsOfChangesAsync());
        Assert.Contains(
            "restricted: we keep your data and do not use it",
            mail.TextBody!.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );

        await visitor.FollowAsync(await visitor.PressAsync(await visitor.GetAsync("/me/restrict"), "lift"));
        Assert.Equal("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-11")]
    public async Task Nobody_else_restricts_or_lifts_and_it_voids_what_waited()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        foreach (var channel in new[] { Channel.FooterPage, Channel.MailedPage, Channel.OneClick, Channel.ConfirmLink })
            Assert.Equal(Refusal.Invalid, (await center.ActAsync(person, new Restrict(On: true), channel)).Refusal);
        var confirm = await center.AskThroughFooterAsync(person, "events");
        Assert.True((await center.ActAsync(person, new Restrict(On: true), Channel.Identity)).Ok);
        Assert.Equal(
            Refusal.Invalid,
            (await center.ActAsync(person, new Restrict(On: false), Channel.MailedPage)).Refusal
        );
        await center.Browser.PostAsync(confirm);
        Assert.False(center.StateOf(person)[WebCenter.Events].On);
        Assert.True(center.StateOf(person).Restricted);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "WDR-08")]
    public async Task An_objection_holds_at_once_to_profiling_or_to_all_marketing()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News, WebCenter.Offers]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        await visitor.FollowAsync(await visitor.PressAsync(await visitor.GetAsync("/me/object"), "profiling"));
        Assert.Equal(Profiling.Objected, center.StateOf(person).Profiling);
        Assert.Equal("allowed", center.Gate(person, "news"));
        var page = await visitor.FollowAsync(
            await visitor.PressAsync(await visitor.GetAsync("/me/object"), "marketing")
        );
        Assert.Equal(2, page.Page.QuerySelectorAll("[role=status]").Length);
        Assert.Equal(["stopped", "stopped"], [center.Gate(person, "news"), center.Gate(person, "offers")]);
        // The mail about it contains the undo link.
        Assert.NotNull(WebCenter.FindLink(Assert.Single(await center.MailsOfChangesAsync()), "undo"));
        Assert.All(
            center.EventsOf(person).Where(e => e.Kind != EventKind.Asserted),
            e => Assert.Equal(Channel.Identity, e.Channel)
        );

        // The one button to all marketing ends profiling too, also for who had left everything before.
        var other = await center.SubscribeAsync(WebCenter.NewAddress("bob"), [WebCenter.News]);
        await center.ActAsync(other, Leave.Everything, Channel.OneClick);
        await visitor.OpenAsync(other);
        await visitor.FollowAsync(await visitor.PressAsync(await visitor.GetAsync("/me/object"), "marketing"));
        Assert.Equal(Profiling.Objected, center.StateOf(other).Profiling);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-10")]
    public async Task Name_and_language_are_put_right_and_the_name_stands_in_no_event_and_no_evidence()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News], name: "Adda Lovelace");
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        var page = await visitor.GetAsync("/me/correct");
        Assert.Equal("name", page.Page.QuerySelector("[name=name]")!.GetAttribute("autocomplete"));
        var before = Seals(center);
        var saved = await visitor.PressAsync(
            page,
            action: "/me/correct",
            fill: form =>
            {
                form.Type("name", "  Ada <Löwe> ");
                form.Select("language", "de");
            }
        );
        Assert.Equal("/me/correct?done=1", saved.Location);
        // Both in one transaction: the form is never half done.
        Assert.Equal(before + 1, Seals(center));
        var after = await visitor.FollowAsync(saved);
        Assert.Equal(
            ("de", "Ada <Löwe>"),
            (
                after.Page.DocumentElement.GetAttribute("lang"),
                Assert.IsAssignableFrom<IHtmlInputElement>(after.Page.QuerySelector("[name=name]")).Value
            )
        );
        var subscriber = center.Find(person).Subscriber;
        Assert.Equal(("Ada <Löwe>", "de"), (subscriber.Name, subscriber.Language));
        Assert.Equal(
            [(EventKind.Corrected, Aspect.Name, 0L), (EventKind.Changed, Aspect.Language, Languages.ToValue("de"))],
            center.ActsOf(person)
        );
        Assert.DoesNotContain(
            "Löwe",
            string.Concat(center.Rows().Where(r => !r.StartsWith("Subscribers", StringComparison.Ordinal))),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Convert.ToHexString("Löwe"u8), string.Concat(center.Rows()), StringComparison.Ordinal);
        // Repeating it changes nothing; emptied, the value is gone.
        await visitor.PressAsync(await visitor.GetAsync("/me/correct"), action: "/me/correct");
        Assert.Equal(2, center.ActsOf(person).Count);
        await visitor.PressAsync(
            await visitor.GetAsync("/me/correct"),
            action: "/me/correct",
            fill: form => form.Type("name", "")
        );
        Assert.Null(center.Find(person).Subscriber.Name);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "A11-14")]
    public async Task What_cannot_be_saved_is_said_and_changes_nothing()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var visitor = new Visitor(center);
        var key = (await visitor.OpenAsync(person)).Page.QuerySelector("input[name=key]")!.GetAttribute("value")!;
        var before = center.Rows();
        var tooLong = await visitor.PostAsync(
            "/me/correct",
            ("key", key),
            ("name", new string('x', 201)),
            ("language", "en")
        );
        Assert.Equal(400, tooLong.Status);
        Assert.NotNull(tooLong.Page.QuerySelector("[role=alert]:not([hidden])"));
        var forging = await visitor.PostAsync(
            "/me/correct",
            ("key", key),
            ("name", "Ann\r\nBcc: eve@evil.example"),
            ("language", "en")
        );
        Assert.Equal(400, forging.Status);
        Assert.Contains("U+000D", forging.Page.QuerySelector("#e")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            400,
            (await visitor.PostAsync("/me/correct", ("key", key), ("name", "x"), ("language", "xx"))).Status
        );
        Assert.Equal(400, (await visitor.PostAsync("/me/restrict", ("key", key), ("action", "everything"))).Status);
        Assert.Equal(400, (await visitor.PostAsync("/me/object", ("key", key))).Status);
        Assert.Equal(before, center.Rows());
    }

    private static int Seals(WebCenter center)
    {
        using var context = center.Get<Database>().CreateContext();
        return context.Seals.Count();
    }
}
