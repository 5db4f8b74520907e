using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that a sensitive topic is named where its subscriber reads, and nowhere a bystander does: subjects, headers and
/// window titles.
/// </summary>
public sealed class SensitiveTopicTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const string Name = "Harbour news";
    private const string Article = "Explicit consent (GDPR articles 6(1)(a) and 9(2)(a))";

    [Fact]
    public async Task No_subject_header_or_window_title_names_it()
    {
        var center = await shared.NextAsync();
        await center.ApplyTopicAsync("news", "\"sensitive\": true");
        var person = await center.SubscribeAsync(WebCenter.Events);
        await center.Browser.PostAsync(
            center.PreferencesPath(person),
            ("topics", "news"),
            ("shown", "news:off"),
            ("action", "save")
        );
        var asked = Assert.Single(await center.MailsAsync());
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(asked, "c")), "confirm");
        var started = Assert.Single(await center.MailsOfChangesAsync());
        var left = await center.Browser.FollowAsync(
            await center.Browser.PressAsync(
                await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News))
            )
        );
        var stopped = Assert.Single(await center.MailsOfChangesAsync());
        foreach (var mail in new[] { asked, started, stopped })
        {
            Assert.All(
                mail.Headers,
                header => Assert.DoesNotContain(Name, header.Value, StringComparison.OrdinalIgnoreCase)
            );
            Assert.All(mail.Headers, header => Assert.DoesNotContain("news.", header.Value, StringComparison.Ordinal));
            Assert.Contains(Name, mail.TextBody, StringComparison.Ordinal);
        }
        Assert.Contains(Name, left.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, left.Page.Title!, StringComparison.Ordinal);
        await center.ApplyTopicAsync("news", "\"sample\": { \"en\": \"How we are.\" }");
        var sample = await center.Browser.GetAsync("/sample/topic_1");
        Assert.Contains(Name, sample.Text, StringComparison.Ordinal);
        Assert.Equal("Sample issue · Northwind", sample.Page.Title);
        Assert.Equal(404, (await center.Browser.GetAsync("/sample/news")).Status);
        var again = await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.News));
        Assert.DoesNotContain(Name, again.Page.Title!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_window_title_has_no_markup()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.Events);
        var left = await center.Browser.FollowAsync(
            await center.Browser.PressAsync(
                await center.Browser.GetAsync(center.UnsubscribePath(person, WebCenter.Events))
            )
        );
        Assert.Equal("Unsubscribed from \u2068Quay evenings\u2069 · Northwind", left.Page.Title);
    }

    [Fact]
    public async Task Its_statement_names_the_matter_or_is_refused_and_its_form_with_it()
    {
        var center = await shared.NextAsync();
        await center.ApplyTopicAsync("news", "\"sensitive\": true");
        var lint = new ConsentLint(center.Get<CatalogueCache>().Refresh(), center.Get<Site>());
        var topic = center.Get<CatalogueCache>().Current.ByKey["news"];
        Assert.Equal(
            FaultCode.StatementNotExplicit,
            Assert.Single(lint.OfTopic(topic), f => f.Rule == ConsentRule.Explicit).Fault.Code
        );
        await center.ApplyNoticesAsync(Statement("Yes, mail me about **my health**: it tells of my illness."));
        topic = center.Get<CatalogueCache>().Refresh().ByKey["news"];
        Assert.DoesNotContain(lint.OfTopic(topic), f => f.Rule == ConsentRule.Explicit);
        var refused = await center.TryNoticesAsync(Statement("Yes, mail me **news**, whatever they tell."));
        Assert.Equal(FaultCode.StatementNotExplicit, Assert.Single(refused).Code);
    }

    [Fact]
    public async Task The_proof_names_article_9_for_words_that_name_the_matter_and_making_it_sensitive_says_so()
    {
        var center = await shared.NextAsync();
        var file = Path.Combine(center.Get<StorageSettings>().Directory, "sensitive.json");
        File.WriteAllText(file, """{ "topics": [{ "key": "offers", "sensitive": true }] }""");
        const string Said = "offers is sensitive, and its consent statement does not say so";
        Assert.Contains(Said, (await center.RunAsync("topics", "apply", file)).Error, StringComparison.Ordinal);
        var before = await center.SubscribeAsync(WebCenter.Offers);
        await center.ApplyNoticesAsync(
            Statement("Yes, mail me about **my health**: it tells of my illness.", "offers")
        );
        Assert.DoesNotContain(Said, (await center.RunAsync("topics", "apply", file)).Error, StringComparison.Ordinal);
        var after = await center.SubscribeAsync(WebCenter.Events);
        await center.Browser.PostAsync(
            center.PreferencesPath(after),
            ("topics", "offers"),
            ("shown", "offers:off"),
            ("action", "save")
        );
        var asked = Assert.Single(await center.MailsAsync());
        await center.Browser.PressAsync(await center.Browser.GetAsync(WebCenter.LinkIn(asked, "c")), "confirm");
        Assert.DoesNotContain(Article, await ProofAsync(before), StringComparison.Ordinal);
        Assert.Contains(Article, await ProofAsync(after), StringComparison.Ordinal);

        async Task<string> ProofAsync(Person person) =>
            (await center.RunAsync("consent", "proof", "--email", person.Address)).Out;
    }

    [Theory]
    [InlineData("en", "emails about diabetes", true)]
    [InlineData("en", "emails about my trade union", true)]
    [InlineData("en", "faithful offers, healed prices, third parties", false)]
    [InlineData("de", "E-Mails zu meiner Gesundheit", true)]
    [InlineData("de", "Neues aus dem Haus", false)]
    [InlineData("es", "correos sobre mi religión", true)]
    [InlineData("es", "ofertas", false)]
    [InlineData("fr", "des e-mails sur l’église", true)]
    [InlineData("fr", "des nouvelles", false)]
    [InlineData("it", "e-mail sulla mia salute", true)]
    [InlineData("it", "offerte del mese", false)]
    [InlineData("ru", "письма о здоровье", true)]
    [InlineData("ru", "новости недели", false)]
    [InlineData("ar", "رسائل عن الصحة", true)]
    [InlineData("ar", "أخبار الأسبوع", false)]
    public void The_lists_know_a_matter_when_they_see_it(string language, string text, bool named) =>
        Assert.Equal(named, SensitiveMatterWords.NamedIn(text, language));

    private static string Statement(string words, string topic = "news") =>
        $$"""{ "topics": [{ "topic": "{{topic}}", "texts": { "en": { "statement": "{{words}}" } } }] }""";
}
