using PreferenceCenter.Templates.Findings;
using static PreferenceCenter.Templates.Findings.FindingSeverity;
using static PreferenceCenter.Templates.Findings.TemplateRule;
using static PreferenceCenter.Tests.Templates.Sample;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Messages that pass and fail the rules of content and accessibility.</summary>
internal static class ContentExamples
{
    private static readonly Sample Whole = new();

    public static readonly IReadOnlyList<RuleExample> All =
    [
        new(
            PostalAddress,
            Error,
            Whole with
            {
                Where =
                    "<table><tr><td>NORTHWIND LTD</td></tr><tr><td>1&nbsp;Harbour Street · Cork</td><td>Ireland</td></tr></table>",
            },
            ("", Whole with { Where = "<p>Northwind Ltd, Cork</p>" }),
            ("", Whole with { Where = $"<p style=\"display:none\">{Address}</p>" }),
            ("", Whole with { Text = $"Unsubscribe: {U}" })
        ),
        new(
            PostalAddress,
            Unchecked,
            Whole,
            ("tag", new Sample { Stage = TemplateStage.Source, Where = "<p>*|LIST:ADDRESS|*</p>" })
        ),
        new(
            TextPart,
            Error,
            Whole,
            ("", Whole with { Text = null }),
            ("link", Whole with { Text = $"To unsubscribe open the HTML.\n{Address}" })
        ),
        new(Clipped, Warning, Whole, ("", Whole with { Words = Whole.Words + "<!--" + Filler(110) + "-->" })),
        new(
            ImageOnly,
            Warning,
            Whole,
            ("", Whole with { Words = "<img src=\"https://example.org/all.png\" alt=\"News\">" })
        ),
        new(
            ExternalStyle,
            Error,
            Whole,
            ("", Whole with { Head = Whole.Head + "<link rel=\"stylesheet\" href=\"https://example.org/x.css\">" }),
            ("", Whole with { Style = "@import url(https://example.org/x.css);" })
        ),
        new(
            Script,
            Error,
            Whole with
            {
                Head = Whole.Head + "<script type=\"application/ld+json\">{}</script>",
            },
            ("", Whole with { Head = Whole.Head + "<script>x()</script>" }),
            ("", Whole with { Words = Whole.Words + "<p onclick=\"x()\">Hello</p>" }),
            ("", Whole with { Words = Whole.Words + "<a href=\"javascript:x()\">Hello</a>" })
        ),
        new(
            Form,
            Error,
            Whole,
            ("", Whole with { Words = Whole.Words + "<form action=\"https://example.org\"><input name=\"a\"></form>" })
        ),
        new(
            LanguageMissing,
            Warning,
            Whole with
            {
                Against = Whole.Against with { Language = "en" },
            },
            ("", Whole with { Html = "<html>" }),
            ("other", Whole with { Against = Whole.Against with { Language = "de" } })
        ),
        new(TitleMissing, Warning, Whole, ("", Whole with { Head = "" })),
        new(
            AltMissing,
            Warning,
            Whole with
            {
                Words = Whole.Words + "<img src=\"https://example.org/x.png\" alt=\"A lamp\">",
            },
            ("", Whole with { Words = Whole.Words + "<img src=\"https://example.org/x.png\">" })
        ),
        new(
            HeadingOrder,
            Warning,
            Whole with
            {
                Words = Whole.Words + "<h2>Lamps</h2>",
            },
            ("", Whole with { Words = Whole.Words + "<h3>Lamps</h3>" })
        ),
    ];

    private static string Filler(int kilobytes) =>
        string.Concat(Enumerable.Repeat(new string('x', 99) + "\n", kilobytes * 10));
}
