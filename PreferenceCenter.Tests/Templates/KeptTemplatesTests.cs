using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Catalogue.Settings;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Console.Home;
using PreferenceCenter.Schedule;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests templates that are kept: what is refused, when they are checked again, and what the gate is told.</summary>
public sealed class KeptTemplatesTests
{
    [DatabaseFact]
    [Trait("Requirement", "TPL-06")]
    public async Task A_kept_template_is_checked_again_when_the_postal_address_changes_and_is_never_old_unsaid()
    {
        await using var desk = await Desk.OpenAsync();
        Assert.Empty(await desk.KeepAsync("autumn", desk.Page()));
        var kept = await desk.OneAsync();
        // HTML without header fields: rules are left unchecked, so it is not called sound.
        Assert.Equal(("autumn", "news", TemplateStanding.NoError), (kept.Key, kept.Topic, kept.Standing));
        Assert.Contains("list-unsubscribe", kept.Unchecked);
        Assert.True(await desk.MayGoOutAsync("autumn"));
        Assert.True(await desk.MayGoOutAsync($"sha256:{kept.Digest}"));

        await desk.SetAddressAsync("2 Quay, Galway");
        // Not yet checked again: it says so, and the gate does not trust the old result.
        Assert.Equal(TemplateStanding.Old, (await desk.OneAsync()).Standing);
        Assert.False(await desk.MayGoOutAsync("autumn"));
        await desk.RunAsync();
        kept = await desk.OneAsync();
        Assert.Equal(TemplateStanding.Unsound, kept.Standing);
        Assert.Equal(["postal-address"], kept.Errors);
        Assert.Equal(kept.CheckedAt, kept.Since);
        Assert.Equal(1, await desk.WaitingAsync());

        await desk.SetAddressAsync(null);
        await desk.RunAsync();
        Assert.Equal(TemplateStanding.NoError, (await desk.OneAsync()).Standing);
        Assert.Equal(0, await desk.WaitingAsync());
        // Kept, unsound, sound: whatever was the same is not told.
        await desk.RunAsync();
        Assert.Equal([1L, 2L, 1L], await desk.LoggedAsync());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "TPL-06")]
    public async Task Each_night_it_is_checked_again_and_keeps_its_day_of_soundness()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.KeepAsync("autumn", desk.Page());
        var before = await desk.OneAsync();
        desk.Web.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(TemplateStanding.Old, (await desk.OneAsync()).Standing);
        await desk.RunAsync();
        var after = await desk.OneAsync();
        Assert.Equal((TemplateStanding.NoError, before.Since), (after.Standing, after.Since));
        Assert.True(after.CheckedAt > before.CheckedAt);
        // A link that has expired meanwhile is found by that check.
        await desk.KeepAsync("built", desk.Built());
        Assert.True(await desk.MayGoOutAsync("built"));
        desk.Web.Clock.Advance(TimeSpan.FromDays(900));
        await desk.RunAsync();
        Assert.Contains("unsubscribe-elsewhere", (await desk.OneAsync("built")).Errors);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task It_is_sound_for_its_topic_alone_and_one_for_any_topic_is_asked_for_each()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.KeepAsync("autumn", desk.Page());
        Assert.False(await desk.MayGoOutAsync("autumn", "events"));
        Assert.False(await desk.MayGoOutAsync("winter"));
        await desk.KeepAsync("any", desk.Built(), topic: null);
        Assert.True(await desk.MayGoOutAsync("any"));
        // Its links are of the other topic.
        Assert.False(await desk.MayGoOutAsync("any", "events"));
        await desk.KeepAsync(
            "broken",
            desk.Page().Replace("{{ unsubscribe }}", "https://esp.example/x", StringComparison.Ordinal)
        );
        Assert.False(await desk.MayGoOutAsync("broken"));
        Assert.True(await desk.Templates.RemoveAsync("autumn", desk.By));
        Assert.False(await desk.Templates.RemoveAsync("autumn", desk.By));
        Assert.False(await desk.MayGoOutAsync("autumn"));
    }

    // What goes out under a topic is marketing: there is nothing that an owner, a second person or a reason could do.
    [Fact]
    [Trait("Requirement", "TPL-01")]
    [Trait("Requirement", "TPL-07")]
    public async Task Nobody_gets_a_template_with_an_error_past_the_check_but_by_mending_it()
    {
        await using var desk = await Desk.OpenAsync();
        var broken = desk.Page().Replace("{{ unsubscribe }}", "https://esp.example/x", StringComparison.Ordinal);
        var owner = desk.Center.SignedInFor(StaffRole.Owner, desk.Web.Now.AddHours(8)).By;
        foreach (var by in (StaffBy[])[owner, desk.By, StaffBy.System])
        {
            var plan = await desk.Templates.ApplyAsync(
                [new TemplateFile("autumn", Encoding.UTF8.GetBytes(broken), "news")],
                by
            );
            Assert.Empty(plan.Faults);
            await desk.Templates.RecheckAsync("autumn", Desk.Stop);
            Assert.Equal(TemplateStanding.Unsound, (await desk.OneAsync()).Standing);
            Assert.False(await desk.MayGoOutAsync("autumn"));
        }
        await desk.KeepAsync("autumn", desk.Page());
        Assert.True(await desk.MayGoOutAsync("autumn"));
    }

    [DatabaseFact]
    public async Task What_is_wrong_is_refused_as_a_whole_and_what_is_the_same_is_not_kept_twice()
    {
        await using var desk = await Desk.OpenAsync();
        Assert.Equal(FaultCode.KeyMalformed, Assert.Single(await desk.KeepAsync("Autumn Sale", "<p>x")).Code);
        Assert.Equal(FaultCode.UnknownTopic, Assert.Single(await desk.KeepAsync("a", "<p>x", "nws")).Code);
        Assert.Equal(FaultCode.NotOneOf, Assert.Single(await desk.KeepAsync("a", "<p>x", language: "xx")).Code);
        Assert.Equal(FaultCode.Missing, Assert.Single(await desk.KeepAsync("a", "")).Code);
        var plan = await desk.Templates.ApplyAsync(
            [new TemplateFile("one", "<p>x"u8.ToArray()), new TemplateFile("two", "<p>y"u8.ToArray(), "nws")],
            desk.By
        );
        Assert.Single(plan.Faults);
        Assert.Empty(await desk.Templates.ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(await desk.KeepAsync("one", "<p>x"));
        Assert.Empty((await desk.Templates.ApplyAsync([new TemplateFile("one", "<p>x"u8.ToArray())], desk.By)).Changed);
        // Two at once: both are kept, and neither is lost.
        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i => desk.KeepAsync(Invariant($"at-once-{i % 3}"), Invariant($"<p>{i % 3}</p>")))
        );
        Assert.Equal(4, (await desk.Templates.ListAsync(TestContext.Current.CancellationToken)).Count);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            desk.Templates.RemoveAsync("one", desk.Center.SignedInFor(StaffRole.Privacy, desk.Web.Now.AddHours(8)).By)
        );
    }

    [Fact]
    public async Task A_sensitive_topic_is_checked_for_the_list_id_that_its_mailings_carry()
    {
        await using var desk = await Desk.OpenAsync();
        var file = TopicFileReader.Read("""{"topics":[{"key":"news","sensitive":true}]}"""u8.ToArray(), [])!;
        Assert.Empty((await desk.Web.Get<TopicChanges>().ApplyAsync(file, desk.By)).Faults);
        var topic = desk.Web.Get<CatalogueCache>().Refresh().ByKey["news"];
        var context = desk.Web.Get<TemplateChecks>().ContextOf(topic.Number, null);
        Assert.Contains($"<{topic.ListLabel}.", context.Topic!.ListId, StringComparison.Ordinal);
        Assert.DoesNotContain("news", context.Topic.ListId, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class Desk : IAsyncDisposable
    {
        private Desk(StaffCenter center) => Center = center;

        public StaffCenter Center { get; }
        public WebCenter Web => Center.Web;
        public static CancellationToken Stop => TestContext.Current.CancellationToken;
        public StaffBy By => Center.SignedInFor(StaffRole.Marketing, Web.Now.AddHours(8)).By;
        public KeptTemplates Templates => Web.Get<KeptTemplates>();

        public static async Task<Desk> OpenAsync() => new(await StaffCenter.StartFromFileAsync());

        public string Page() =>
            "<!doctype html><html lang=\"en\"><title>Autumn</title><body><h1>Autumn</h1><p>The garden rests, your tools need not: sharpen, oil and store them now.</p>"
            + "<a href=\"{{ unsubscribe }}\">Unsubscribe</a> <a href=\"{{ preferences }}\">Preferences</a>"
            + $"<p>{Web.Get<Site>().PostalAddress}</p></body></html>";

        public string Built()
        {
            var links = Web.Get<PreferenceCenter.Links.LinkMint>()
                .For(Web.Get<PreferenceCenter.Links.LinkKeyRing>().Current, Sample.Ann, 1, Web.Now);
            return Page()
                .Replace("{{ unsubscribe }}", links.UnsubscribeUrl, StringComparison.Ordinal)
                .Replace("{{ preferences }}", links.PreferencesUrl, StringComparison.Ordinal);
        }

        public async Task<IReadOnlyList<Fault>> KeepAsync(
            string key,
            string content,
            string? topic = "news",
            string? language = null
        ) =>
            (
                await Templates.ApplyAsync(
                    [new TemplateFile(key, Encoding.UTF8.GetBytes(content), topic, null, language)],
                    By
                )
            ).Faults;

        public async Task<KeptTemplate> OneAsync(string key = "autumn") =>
            (await Templates.ListAsync(Stop)).Single(t => t.Key == key);

        public Task<bool> MayGoOutAsync(string named, string topic = "news") =>
            Templates.MayGoOutAsync(named, Web.Get<CatalogueCache>().Current.ByKey[topic], Stop);

        public Task RunAsync() => Web.Get<PeriodicWorker>().RunAsync(Web.Get<TemplateRechecks>(), Stop);

        public async Task SetAddressAsync(string? address)
        {
            List<Fault> faults = [];
            var file = SettingsFile.Read(new Dictionary<string, string?> { ["postalAddress"] = address }, faults)!;
            Assert.Empty((await Web.Get<SettingsChanges>().ApplyAsync(file, By)).Faults.Concat(faults));
        }

        public async Task<int> WaitingAsync()
        {
            await using var scope = Web.Get<IServiceScopeFactory>().CreateAsyncScope();
            var ticket = Center.SignedInFor(StaffRole.Marketing, Web.Now.AddHours(8)).Ticket;
            var frame = Web.Get<PageContexts>().In("en", asked: false);
            return (await scope.ServiceProvider.GetRequiredService<HomeService>().HomeAsync(ticket, frame, Stop))
                .Waiting
                .Total;
        }

        public async Task<IReadOnlyList<long>> LoggedAsync()
        {
            await using var context = await Web.Get<Database>().CreateContextAsync();
            return
            [
                .. context
                    .LedgerEvents.Where(e => e.Kind == EventKind.TemplateChanged)
                    .OrderBy(e => e.Position)
                    .Select(e => e.Value),
            ];
        }

        public ValueTask DisposeAsync() => Center.DisposeAsync();
    }
}
