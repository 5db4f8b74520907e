using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.Me;
using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests requests made where no consent statement is shown: they name none, and the confirmation names the one that its
/// page showed.
/// </summary>
[Trait("Requirement", "CON-06")]
public sealed class WordlessRequestTests
{
    private const string Reworded =
        """{ "topics": [{ "topic": "events", "texts": { "en": { "statement": "Yes, do mail me events." } } }] }""";

    [DatabaseFact]
    public async Task A_wish_through_a_footer_names_no_wording_and_its_confirmation_names_what_was_shown()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.Browser.SaveAsync(
            center.PreferencesPath(person),
            form =>
            {
                form.Tick("events");
                form.Choose("tracking", "granted");
            }
        );
        var asked = center.EventsOf(person).Where(e => e.Kind == EventKind.Requested).ToDictionary(e => e.Aspect);
        var known = center.Get<CatalogueCache>().Current;
        // The statement of tracking stands on every preferences page; those of topics only where a tick is a consent.
        Assert.Equal(0, asked[WebCenter.Events].Notice);
        Assert.Equal(known.Permissions[Aspect.Tracking].Number, asked[Aspect.Tracking].Notice);

        var mail = Assert.Single(await center.MailsAsync(), m => WebCenter.FindLink(m, "c") is not null);
        var (seen, proof) = await ToldAsync(center, person);
        Assert.Contains(
            "None with the request; the page for the confirmation shows it",
            seen,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Yes, mail me events", seen, StringComparison.Ordinal);
        Assert.Contains("askedWithoutWording", proof, StringComparison.Ordinal);
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(mail, "c")), "confirm");
        Assert.Equal(
            known.StatementOf(WebCenter.Events)!.Number,
            center.EventsOf(person).Single(e => e.Kind == EventKind.Confirmed && e.Aspect == WebCenter.Events).Notice
        );
        Assert.Contains("Yes, mail me events", (await ToldAsync(center, person)).Seen, StringComparison.Ordinal);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("tracking=1")]
    [InlineData("events:{old} tracking=1")]
    public async Task So_does_one_through_an_emailed_page_beside_other_words(string words)
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var path = await center.MailedPreferencesPathAsync(person);
        var old = center.Get<CatalogueCache>().Current.StatementOf(WebCenter.Events)!.Number;
        await center.ApplyNoticesAsync(Reworded);
        await center.Browser.PostAsync(
            path,
            ("shown", "news:on events:off"),
            ("topics", "news"),
            ("topics", "events"),
            ("words", words.Replace("{old}", Invariant($"{old}"), StringComparison.Ordinal)),
            ("action", "save")
        );
        Assert.Equal(0, Assert.Single(center.EventsOf(person), e => e.Kind == EventKind.Requested).Notice);
    }

    private static async Task<(string Seen, string Proof)> ToldAsync(WebCenter center, Person person)
    {
        await center.MailsAsync();
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        return (
            (await visitor.GetAsync("/me")).Text,
            (await center.RunAsync("consent", "proof", "--email", person.Address)).Out
        );
    }
}
