using System.Text.RegularExpressions;
using MimeKit;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Audiences;
using PreferenceCenter.Links;
using PreferenceCenter.Subscriptions;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests that only the program writes the list headers: text typed by people or operators neither adds a header nor
/// enters one.
/// </summary>
[Trait("Requirement", "HDR-07")]
public sealed partial class ListHeadersTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    private const string Evil = "https://evil.example/";

    [DatabaseFact]
    public async Task Of_somebody_with_a_hostile_name_and_address()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync(
            "evil+list-unsubscribe@people.example",
            [WebCenter.News],
            name: $"Eve\r\nList-Unsubscribe: <{Evil}>"
        );
        var row = Row(center, person, "news");
        Assert.DoesNotContain(
            "evil",
            row.ListUnsubscribe + row.ListUnsubscribePost + row.ListId,
            StringComparison.OrdinalIgnoreCase
        );
        await center.AskThroughFooterAsync(person, "events");
        await center.Browser.PostAsync(
            center.UnsubscribePath(person, WebCenter.News),
            ("List-Unsubscribe", "One-Click"),
            ("List-Help", Evil),
            ("List-Id", Evil)
        );
        await center.Browser.PostAsync("/link", ("email", person.Address), ("List-Unsubscribe", Evil));
        var mails = await center.MailsOfChangesAsync();
        Assert.Equal(2, mails.Count);
        Assert.All(
            mails,
            mail => Assert.Equal(["List-Help: <https://preferences.example.org/help>"], ListHeaders(mail))
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("Harbour>, <https://evil.example/>")]
    [InlineData("Harbour <evil.example>")]
    [InlineData("\\\"> <evil.example>")]
    [InlineData("=?utf-8?q?<evil.example>?=")]
    [InlineData("Häfen > <evil.example>")]
    public async Task Of_a_topic_with_a_hostile_name_the_name_stays_a_phrase(string name)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ApplyTopicAsync(
            "news",
            $$$""" "texts": { "en": { "name": {{{System.Text.Json.JsonSerializer.Serialize(name)}}}, "description": "x", "howOften": "x" } } """
        );
        var row = Row(center, person, "news");
        Assert.Matches(@"^\s*<news\.[a-z.]+>$", Quoted.Replace(row.ListId, ""));
        Assert.Matches(@"^<https://preferences\.example\.org/u/[A-Za-z0-9_-]{59}>$", row.ListUnsubscribe);
    }

    private static AudienceRow Row(WebCenter center, Person person, string topic) =>
        new AudienceRows(
            center.Get<LinkMint>(),
            center.Get<LinkKeyRing>().Current,
            center.Get<CatalogueCache>().Current.ByKey[topic],
            center.Get<Site>(),
            center.Now
        ).Of(Member(center, person, topic));

    private static AudienceMember Member(WebCenter center, Person person, string topic) =>
        center
            .Get<Audience>()
            .Pages(center.Get<CatalogueCache>().Current.ByKey[topic].Topic)
            .SelectMany(page => page)
            .Single(m => m.PublicId == person.Id);

    private static IEnumerable<string> ListHeaders(MimeMessage mail) =>
        mail
            .Headers.Where(h => h.Field.StartsWith("List-", StringComparison.OrdinalIgnoreCase))
            .Select(h => $"{h.Field}: {h.Value}");

    [GeneratedRegex("\"(\\\\.|[^\"\\\\])*\"|=\\?[^?]+\\?[bq]\\?[^?]*\\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Quoted { get; }
}
