using System.Text;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Templates;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Tags;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests what the check makes of stages, merge tags, parts and scopes.</summary>
public sealed class TemplateCheckTests
{
    private const string Boilerplate =
        "<style amp-boilerplate>body{visibility:hidden}</style><noscript><style amp-boilerplate>body{visibility:visible}</style></noscript>";

    public static TheoryData<string, string> Tags =>
        [
            .. Senders
                .All.SelectMany(s => s.Unsubscribe.Concat(s.Preferences).Select(tag => (s.Key, tag)))
                .Select(t => new TheoryDataRow<string, string>(t.Key, t.tag)),
        ];

    [Theory]
    [InlineData("\uFEFF \n<!doctype html><p>x", "source")]
    [InlineData("<p>x", "source")]
    [InlineData("Subject: x\n\nx", "built")]
    [InlineData("Subject: x\nReceived: from a\n\nx", "received")]
    [InlineData("", "built")]
    [InlineData("{{#if x}}<p>x", "built")]
    public void A_stage_is_taken_from_what_the_bytes_look_like(string text, string stage) =>
        Assert.Equal(
            WireName.Parse<TemplateStage>(stage),
            TemplateCheck.Run(Encoding.UTF8.GetBytes(text), null, Sample.Context).Stage
        );

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_merge_tag_of_a_sender_stands_for_a_link(string sender, string tag)
    {
        var link = new Sample
        {
            Stage = TemplateStage.Source,
            Leave = $"<a href=\"{tag}\">Unsubscribe</a>",
            Choose = "",
        };
        Assert.True(link.Check().Passes, $"{sender}: {RuleExamplesTests.Told(link.Check())}");
        // Built, it was not filled in.
        Assert.Contains(
            (link with { Stage = TemplateStage.Built }).Check().Findings,
            f => f.Rule == TemplateRule.UnsubscribeElsewhere
        );
        // Broken: a scheme before it, and encoded.
        Assert.False((link with { Leave = $"<a href=\"http://{tag}\">Unsubscribe</a>" }).Check().Passes);
        Assert.False((link with { Leave = $"<a href=\"{Uri.EscapeDataString(tag)}\">Unsubscribe</a>" }).Check().Passes);
    }

    [Fact]
    public void A_token_as_a_merge_tag_behind_our_address_is_a_link()
    {
        var sample = new Sample
        {
            Stage = TemplateStage.Source,
            Leave = "<a href=\"https://prefs.example.org/u/{{ token }}\">Unsubscribe</a>",
        };
        Assert.True(sample.Check().Passes, RuleExamplesTests.Told(sample.Check()));
    }

    [Fact]
    [Trait("Requirement", "TPL-01")]
    public void An_amp_part_is_shown_in_place_of_the_html_and_must_hold_the_link()
    {
        var amp = new Sample().Page.Replace("<style>", Boilerplate + "<style>", StringComparison.Ordinal);
        var sound = new Sample { Amp = amp };
        Assert.Equal("", RuleExamplesTests.Told(sound.Check()));
        var broken = new Sample { Amp = new Sample { Leave = "", Choose = "" }.Page };
        Assert.Contains(
            broken.Check().Findings,
            f => f is { Rule: TemplateRule.UnsubscribeMissing, Part: TemplatePart.Amp }
        );
    }

    [Theory]
    [InlineData(0u, true)]
    [InlineData(7u, true)]
    [InlineData(8u, false)]
    [Trait("Requirement", "TPL-04")]
    public void A_link_of_the_topic_or_of_all_topics_will_do(uint scope, bool sound)
    {
        var url = Sample.Links(scope).UnsubscribeUrl;
        var sample = new Sample
        {
            Leave = $"<a href=\"{url}\">Unsubscribe</a>",
            List = $"List-Unsubscribe: <{url}>",
            Text = $"Unsubscribe: {url}\n{Sample.Address}",
            Choose = "",
        };
        Assert.Equal(sound, sample.Check().Passes);
        Assert.True((sample with { Against = Sample.Context with { Topic = null } }).Check().Passes);
    }

    [Fact]
    public void Findings_say_where()
    {
        var report = new Sample
        {
            Id = "",
            Leave = "\n  <a style=\"display:none\" href=\"" + Sample.U + "\">Unsubscribe</a>",
        }.Check();
        var hidden = Assert.Single(report.Findings, f => f.Rule == TemplateRule.UnsubscribeHidden);
        Assert.Equal((TemplatePart.Html, 4, 3), (hidden.Part, hidden.Line, hidden.Column));
        Assert.Equal("body > p:nth-of-type(2) > a:nth-of-type(1)", hidden.Element);
        Assert.Equal("The link cannot be seen: display: none.", TemplateWords.English.Message(hidden));
    }

    [Fact]
    public void Http_is_sound_where_the_site_itself_is_http()
    {
        var site = Sample.Site with { PublicUrl = new Uri("http://localhost:5080") };
        var links = new LinkMint(site.PublicUrl, null, "localhost").For(Sample.Keys, Sample.Ann, 7, Sample.Now);
        var sample = new Sample
        {
            Leave = $"<a href=\"{links.UnsubscribeUrl}\">Unsubscribe</a>",
            Choose = "",
            List = $"List-Unsubscribe: <{links.UnsubscribeUrl}>",
            Text = $"Unsubscribe: {links.UnsubscribeUrl}\n{Sample.Address}",
            Against = Sample.Context with { Site = site },
        };
        Assert.True(sample.Check().Passes, RuleExamplesTests.Told(sample.Check()));
    }
}
