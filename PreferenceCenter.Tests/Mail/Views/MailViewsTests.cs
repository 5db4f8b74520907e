using AngleSharp.Html.Parser;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Mail.Views;

/// <summary>Tests the content of all mails, in every language.</summary>
public class MailViewsTests
{
    public static TheoryData<string> Languages => [.. MailCases.Languages];

    private static AngleSharp.Html.Dom.IHtmlDocument Parse(MailContent content) =>
        new HtmlParser().ParseDocument(content.Html);

    [Theory, MemberData(nameof(Languages)), Trait("Requirement", "MSG-04")]
    public async Task Every_mail_stays_under_ten_kilobytes(string language)
    {
        foreach (var content in await MailCases.AllAsync(language))
            Assert.InRange(Samples.Bytes(Samples.Message(content: content)).Length, 1000, 10_240);
    }

    // On 30 June 23:00 UTC, 1 July begins in Dublin: pages call it that, and so do mails.
    [Fact]
    public async Task A_day_in_a_mail_is_the_day_where_the_site_is()
    {
        var dublin = new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById("Europe/Dublin"));
        var until = new DateTimeOffset(2026, 6, 30, 23, 0, 0, TimeSpan.Zero);
        var mail = await MailCases
            .Renderer(Samples.Site with { Calendar = dublin })
            .RenewalAsync(
                new RenewalView(
                    [new WishLine(new(ChangeKind.TopicStarted, "News"))],
                    MailCases.Link("c/", 7),
                    until,
                    MailCases.Url("u/")
                ),
                "en"
            );
        Assert.Contains("1 July 2026", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("30 June 2026", mail.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Languages)), Trait("Requirement", "MSG-04")]
    public async Task So_does_one_about_a_hundred_topics_with_long_names(string language)
    {
        var names = Enumerable.Range(1, 100).Select(i => $"{string.Concat(MailCases.TopicsIn(language))} {i}").ToList();
        var view = new ChangesView(
            [.. names.Select(name => new ChangeLine(ChangeKind.TopicStopped, name))],
            Samples.At,
            names,
            MailCases.Link("undo/", 30),
            MailCases.Url("p/"),
            MailCases.Url("receipt/")
        );
        var content = await MailCases.Renderer().ChangesAsync(view, language);
        Assert.InRange(Samples.Bytes(Samples.Message(content: content)).Length, 1000, 10_240);
        // Omitted lines are counted.
        var shown = names.Count(name =>
            content.Text.ReplaceLineEndings(" ").Contains($"- {name}: ", StringComparison.Ordinal)
            || Parse(content).QuerySelectorAll("li b").Any(b => b.TextContent == name)
        );
        Assert.Contains(
            $"{100 - shown}",
            Parse(content).QuerySelectorAll("li")[^1].TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory, MemberData(nameof(Languages)), Trait("Requirement", "MSG-07")]
    public async Task No_line_is_longer_than_78_octets(string language)
    {
        foreach (var content in await MailCases.AllAsync(language))
        foreach (
            var line in System
                .Text.Encoding.ASCII.GetString(Samples.Bytes(Samples.Message(content: content)))
                .Split("\r\n")
        )
            Assert.True(line.Length <= 78, line);
    }

    [Theory, MemberData(nameof(Languages)), Trait("Requirement", "A11-13")]
    public async Task The_mail_says_in_which_language_and_direction_it_is(string language)
    {
        foreach (var content in await MailCases.AllAsync(language))
        {
            var html = Parse(content).DocumentElement;
            Assert.Equal(
                (language, language == "ar" ? "rtl" : "ltr"),
                (html.GetAttribute("lang"), html.GetAttribute("dir"))
            );
            Assert.Equal(language, content.Language);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public async Task Nothing_is_left_unfilled_or_untranslated(string language)
    {
        var english = await MailCases.AllAsync("en");
        foreach (var (content, other) in (await MailCases.AllAsync(language)).Zip(english))
        {
            Assert.DoesNotMatch(@"\{\d", content.Html + content.Text + content.Subject);
            if (language != "en")
                Assert.NotEqual(other.Subject, content.Subject);
        }
    }

    [Theory, MemberData(nameof(Languages)), Trait("Requirement", "WDR-11")]
    public async Task A_confirmation_says_what_stopped_what_goes_on_when_and_the_way_back(string language)
    {
        var (t, topics) = (new MailTexts(language, SiteCalendar.Utc), MailCases.TopicsIn(language));
        var content = await MailCases.Renderer().ChangesAsync(MailCases.LeftOne(language), language);
        var flat = content
            .Text.ReplaceLineEndings(" ")
            .Replace("\u2068", "", StringComparison.Ordinal)
            .Replace("\u2069", "", StringComparison.Ordinal);
        Assert.Contains($"{topics[0]}{t["Colon"]} {t["Now.TopicStopped"]}", flat, StringComparison.Ordinal);
        Assert.Contains(t["Changes.StillOn", string.Join(t["Comma"], topics[1..3])], flat, StringComparison.Ordinal);
        Assert.Contains(t["Changes.Service"], flat, StringComparison.Ordinal);
        Assert.Contains(t["Changes.OnItsWay"], flat, StringComparison.Ordinal);
        Assert.Contains(t.Moment(Samples.At), content.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        foreach (var path in new[] { "undo/", "p/", "receipt/" })
            Assert.Contains(MailCases.Url(path).AbsoluteUri, content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_only_added_has_no_undo_and_no_mail_on_its_way()
    {
        var view = new ChangesView(
            [new(ChangeKind.TopicStarted, "Product news")],
            Samples.At,
            ["Product news"],
            null,
            MailCases.Url("p/"),
            null
        );
        var content = await MailCases.Renderer().ChangesAsync(view, "en");
        Assert.DoesNotContain("/undo/", content.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("on its way", content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mistake", content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_paused_is_told_what_comes_back_and_not_that_it_still_comes()
    {
        var content = await MailCases.Renderer().ChangesAsync(MailCases.Paused("en"), "en");
        Assert.Contains("All topics: paused until 23 December 2026", content.Text, StringComparison.Ordinal);
        Assert.Contains("After the pause you’ll get again", content.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ll still get", content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_restricted_processing_is_told_that_nothing_comes()
    {
        var content = await MailCases.Renderer().ChangesAsync(MailCases.Restricted("en"), "en");
        Assert.Contains(
            "Still subscribed, but nothing is sent while processing of your data is restricted: ",
            content.Text.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("ll still get", content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_everything_has_a_subject_of_its_own_and_ends_with_it_when_something_came_back()
    {
        var left = await MailCases.Renderer().ChangesAsync(MailCases.LeftAll("en"), "en");
        Assert.Equal("You are unsubscribed from all topics at Northwind", left.Subject);
        var back = MailCases.LeftAll("en") with { StillOn = ["Product news"] };
        Assert.Equal(
            "Your email preferences at Northwind are saved",
            (await MailCases.Renderer().ChangesAsync(back, "en")).Subject
        );
    }

    [Theory, MemberData(nameof(Languages)), Trait("Requirement", "CON-05")]
    public async Task The_mail_that_asks_for_consent_tells_before_that_it_can_be_withdrawn_and_how(string language)
    {
        var t = new MailTexts(language, SiteCalendar.Utc);
        var document = Parse(await MailCases.Renderer().ConfirmAsync(MailCases.Wished(language), language));
        var block = document
            .QuerySelectorAll(".c p")
            .Single(p => p.TextContent.Contains(t["Confirm.Withdraw"], StringComparison.Ordinal));
        Assert.Equal("https://choices.example.org/help", block.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains(t["Confirm.Tracking"], document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(t["Confirm.Profiling"], document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wish_is_named_however_many()
    {
        var wishes = Enumerable
            .Range(1, 60)
            .Select(i => new WishLine(
                new(ChangeKind.TopicStarted, $"Topic number {i}."),
                "A description that goes on for a while"
            ))
            .ToList();
        var content = await MailCases
            .Renderer()
            .ConfirmAsync(new ConfirmMailView(wishes, Samples.At, MailCases.Link("c/", 7)), "en");
        Assert.All(
            wishes,
            wish => Assert.Contains($"- {wish.Wish.Topic}: subscribed", content.Text, StringComparison.Ordinal)
        );
        var few = await MailCases
            .Renderer()
            .ConfirmAsync(new ConfirmMailView(wishes[..2], Samples.At, MailCases.Link("c/", 7)), "en");
        Assert.Contains(
            "- Topic number 1.: subscribed\n  A description that goes on for a while\n",
            few.Text,
            StringComparison.Ordinal
        );
    }

    [Fact, Trait("Requirement", "SEC-14")]
    public async Task Every_link_is_the_sites_own_or_its_notice()
    {
        foreach (var content in await MailCases.AllAsync("en"))
        foreach (var link in Parse(content).QuerySelectorAll("a").Select(a => new Uri(a.GetAttribute("href")!)))
            Assert.Contains(link.Host, new[] { "choices.example.org", "example.org" });
    }

    [Fact]
    public async Task Nothing_is_fetched_and_nothing_runs()
    {
        foreach (var content in await MailCases.AllAsync("en"))
        {
            Assert.Empty(
                Parse(content).QuerySelectorAll("img, script, link, iframe, object, form, [onclick], [background]")
            );
            Assert.DoesNotContain("url(", content.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("@import", content.Html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Who_answers_stands_in_every_mail()
    {
        foreach (var content in await MailCases.AllAsync("fr"))
        {
            var flat = content.Text.ReplaceLineEndings(" ");
            foreach (
                var word in new[]
                {
                    Samples.Site.Name,
                    Samples.Site.Controller,
                    Samples.Site.PostalAddress,
                    Samples.Site.PrivacyContact,
                    Samples.Site.PrivacyNoticeUrl,
                }
            )
                Assert.Contains(word, flat, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_name_is_text_whatever_it_looks_like()
    {
        const string evil = "<a href=https://evil.example>Free</a><script>alert(1)</script> {0} &amp;";
        var site = Samples.Site with { Name = evil, PostalAddress = evil };
        var view = new ChangesView(
            [new(ChangeKind.TopicStopped, evil)],
            Samples.At,
            [evil],
            null,
            MailCases.Url("p/"),
            null
        );
        var content = await MailCases.Renderer(site).ChangesAsync(view, "en");
        Assert.DoesNotContain(
            Parse(content).QuerySelectorAll("a"),
            a => a.GetAttribute("href")!.Contains("evil", StringComparison.Ordinal)
        );
        Assert.Empty(Parse(content).QuerySelectorAll("script"));
        Assert.Contains(evil, content.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_the_site_does_not_have_becomes_its_own()
    {
        var site = Samples.Site with { Languages = ["de", "en"] };
        Assert.Equal("de", (await MailCases.Renderer(site).MyLinkAsync(MailCases.MyLink, "fr")).Language);
        Assert.Equal("de", (await MailCases.Renderer(site).MyLinkAsync(MailCases.MyLink, "../x")).Language);
    }

    [Theory]
    [InlineData("en", "23 November 2026, 19:15 UTC")]
    [InlineData("de", "23. November 2026, 19:15 UTC")]
    [InlineData("es", "23 de noviembre de 2026, 19:15 UTC")]
    [InlineData("fr", "23 novembre 2026, 19:15 UTC")]
    [InlineData("ru", "23 ноября 2026 г., 19:15 UTC")]
    [InlineData("ar", "23 نوفمبر 2026، \u206619:15 UTC\u2069")]
    public void Times_are_written_as_the_language_writes_them(string language, string moment) =>
        Assert.Equal(
            moment,
            new MailTexts(language, SiteCalendar.Utc).Moment(Samples.At.ToOffset(TimeSpan.FromHours(5)))
        );
}
