using PreferenceCenter.Templates.Findings;
using Xunit;
using static PreferenceCenter.Templates.Findings.TemplateRule;
using static PreferenceCenter.Tests.Templates.Sample;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Tests what checks of others got wrong, each with its right outcome.</summary>
public sealed class TemplatePitfallsTests
{
    private static readonly Sample Whole = new();
    private static readonly Sample Source = new() { Stage = TemplateStage.Source };

    [Fact]
    [Trait("Pitfall", "31")]
    public void Header_fields_are_judged_as_they_stand_and_not_as_a_library_reads_them()
    {
        Fails(ListUnsubscribe, Whole with { List = $"List-Unsubscribe: =?utf-8?Q?=3C{U}=3E?=" });
        Fails(ListUnsubscribe, Whole with { List = $"List-Unsubscribe: <{U[..40]}\r\n {U[40..]}>" });
        Passes(Whole with { List = $"List-Unsubscribe:\r\n <{U}>" });
        Passes(Whole with { List = $"List-Unsubscribe: <{U}>,\r\n <mailto:u@example.org>" });
    }

    [Fact]
    [Trait("Pitfall", "32")]
    public void The_amp_part_is_shown_in_place_of_the_html()
    {
        Fails(UnsubscribeMissing, Whole with { Amp = (Whole with { Leave = "", Choose = "" }).Page });
        const string boilerplate =
            "<style amp-boilerplate>body{visibility:hidden}</style><noscript><style amp-boilerplate>body{visibility:visible}</style></noscript>";
        Passes(Whole with { Amp = (Whole with { Head = $"<title>News</title>{boilerplate}" }).Page });
    }

    [Theory]
    [Trait("Pitfall", "33")]
    [InlineData("{{{unsubscribe_url}}}", true)]
    [InlineData("%7b%7b%7bunsubscribe_url%7d%7d%7d", false)]
    [InlineData("%7B%7B%7Bunsubscribe_url%7D%7D%7D", false)]
    [InlineData("http://{{ UnsubscribeURL }}", false)]
    [InlineData("https://{{{unsubscribe_url}}}", false)]
    public void A_tag_is_the_whole_address_and_not_encoded(string address, bool sound)
    {
        var sample = Source with { Leave = $"<a href=\"{address}\">Unsubscribe</a>", Choose = "" };
        Assert.True(sound == sample.Check().Passes, RuleExamplesTests.Told(sample.Check()));
    }

    [Fact]
    [Trait("Pitfall", "34")]
    public void Of_twins_for_desktop_and_phone_one_is_seen_at_each_width()
    {
        var twins = Whole with
        {
            Style = ".phone{display:none}@media (max-width:480px){.desk{display:none}.phone{display:inline}}",
            Leave = $"<a class=\"desk\" href=\"{U}\">Unsubscribe</a><a class=\"phone\" href=\"{U}\">Unsubscribe</a>",
        };
        Passes(twins);
        Fails(
            UnsubscribeHidden,
            twins with
            {
                Style = ".phone{display:none}@media (max-width:480px){.desk{display:none}}",
                Leave = $"<a class=\"phone\" href=\"{U}\">Unsubscribe</a><a href=\"{U}\">Unsubscribe</a>",
            }
        );
    }

    [Fact]
    [Trait("Pitfall", "35")]
    public void A_rule_for_dark_loses_to_the_style_of_the_link_itself_and_gmail_drops_nested_blocks()
    {
        const string dark =
            "@media (prefers-color-scheme:dark){body,p,h1{background:#111!important;color:#eee!important}.l{color:#9cf}}";
        var link = Whole with
        {
            Style = dark,
            Leave = $"<a class=\"l\" style=\"color:#0b5a8a\" href=\"{U}\">Unsubscribe</a>",
            Choose = "",
        };
        Fails(UnsubscribeFaint, link);
        Passes(link with { Style = dark.Replace("#9cf", "#9cf!important", StringComparison.Ordinal) });
        var nested = Whole with
        {
            Style = "@media screen{@media screen{.l{color:#0b5a8a}}}",
            Leave = $"<span style=\"color:#eee\"><a class=\"l\" href=\"{U}\" style=\"\">Unsubscribe</a></span>",
            Body = "<body link=\"#eeeeee\">",
        };
        Assert.Contains(nested.Check().Findings, f => f is { Rule: UnsubscribeFaint, Variant: "dropped" });
    }

    [Fact]
    [Trait("Pitfall", "36")]
    public void The_text_has_the_address_written_out_and_with_nothing_before_it()
    {
        Passes(Whole);
        Fails(TextPart, Whole with { Text = $"The news.\nUnsubscribe\n{Sample.Address}\n" });
        Fails(TextPart, Whole with { Text = $"The news.\nUnsubscribe: http://localhost/{U}\n{Sample.Address}\n" });
    }

    private static void Passes(Sample sample) =>
        Assert.True(sample.Check().Passes, RuleExamplesTests.Told(sample.Check()));

    private static void Fails(TemplateRule rule, Sample sample)
    {
        var report = sample.Check();
        Assert.True(
            report.Findings.Any(f => f.Rule == rule && f.Severity == FindingSeverity.Error),
            RuleExamplesTests.Told(report)
        );
    }
}
