using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Links to unsubscribe, half of them well seen and half not, each in one way of its own.</summary>
internal static class LabelledLinks
{
    private const bool Light = false;
    private const bool Dark = true;
    private const string Button =
        "<a href=\"{u}\" style=\"display:inline-block;padding:8px 16px;background:#0a5;background-color:#064;color:#fff;text-decoration:none\">Unsubscribe</a>";

    public static readonly IReadOnlyList<LabelledLink> Sound =
    [
        new("inline color", Styled("color:#0645ad"), On: Light),
        new("inline light color", Styled("color:#cce5ff"), On: Dark),
        new("button", Button),
        new("class", "<a class=\"l\" href=\"{u}\">Unsubscribe</a>", ".l{color:#004488}", Light),
        new("important over inline", Classed("color:#fff"), "a.l{color:#114!important}", Light),
        new(
            "span inside",
            "<a style=\"color:#fff\" href=\"{u}\"><span style=\"color:#222\">Unsubscribe</span></a>",
            On: Light
        ),
        new(
            "picture with words",
            "<a href=\"{u}\"><img src=\"https://example.org/u.png\" width=\"120\" height=\"30\" alt=\"Unsubscribe\"></a>"
        ),
        new(
            "twins",
            "<a class=\"d\" style=\"color:#0645ad\" href=\"{u}\">Unsubscribe</a> <a class=\"m\" style=\"color:#0645ad;display:none\" href=\"{u}\">Unsubscribe</a>",
            "@media only screen and (max-width:600px){.d{display:none!important}.m{display:inline!important}}",
            Light
        ),
        new("hidden only by a media query of print", Classed("color:#0645ad"), "@media print{.l{display:none}}", Light),
        new("weaker rule hides", Classed("color:#0645ad"), "a{display:none}a.l{display:inline}", Light),
        new(
            "visible again in a hidden parent",
            "<span style=\"visibility:hidden\"><a style=\"visibility:visible;color:#0645ad\" href=\"{u}\">Unsubscribe</a></span>",
            On: Light
        ),
        new(
            "for Outlook too",
            "<!--[if mso]><i>x</i><![endif]--><!--[if !mso]><!--><a style=\"color:#0645ad;mso-hide:all\" href=\"{u}\">Unsubscribe</a><!--<![endif]-->",
            On: Light
        ),
        new("height of an inline element", Styled("color:#0645ad;height:0;overflow:hidden"), On: Light),
        new("half opacity on black", Styled("color:#000;opacity:.7"), On: Light),
        new(
            "white on its own ground",
            "<span style=\"background:#000\"><a style=\"color:#fff\" href=\"{u}\">Unsubscribe</a></span>"
        ),
        new(
            "font element",
            "<font color=\"#003366\" size=\"2\"><a style=\"color:inherit\" href=\"{u}\">Unsubscribe</a></font>",
            On: Light
        ),
        new(
            "em of a small parent",
            "<span style=\"font-size:10px\"><a style=\"font-size:1.4em;color:#0645ad\" href=\"{u}\">Unsubscribe</a></span>",
            On: Light
        ),
        new("shown by a variable", Styled("--a:inline;--c:#0645ad;display:var(--a);color:var(--c)"), On: Light),
        new("shown by a fallback", Styled("display:var(--nothing, inline);color:var(--nothing, #0645ad)"), On: Light),
        new("large by calculation", Styled("font-size:calc(7px * 2);color:#0645ad"), On: Light),
        new(
            "layers",
            Classed(""),
            "@layer a{a.l{display:none;color:#fff}}@layer b{.l{display:inline;color:#0645ad}}",
            Light
        ),
        new("nothing to do with it", Classed("color:#0645ad"), "p{em{display:none}}.l{& em{display:none}}", Light),
        new("stray sign", Classed("color:#0645ad"), "}.l{display:none}", Light),
        new("points", Styled("font-size:9pt;color:#0645ad"), On: Light),
        new(
            "readable in dark too",
            Classed("color:#0645ad"),
            "@media (prefers-color-scheme:dark){body,div,td,p{background:#111!important}.l{color:#9cf!important}}",
            Light
        ),
        new("moved a little", Styled("position:relative;left:-3px;color:#0645ad"), On: Light),
        new(
            "clipped by nothing",
            "<span style=\"display:block;overflow:hidden;max-height:100px\"><a style=\"color:#0645ad\" href=\"{u}\">Unsubscribe</a></span>",
            On: Light
        ),
        new(
            "hidden attribute overruled",
            "<a hidden style=\"display:inline;color:#0645ad\" href=\"{u}\">Unsubscribe</a>",
            On: Light
        ),
    ];

    public static readonly IReadOnlyList<LabelledLink> Broken =
    [
        .. Hidden(
            ("display", Styled("display:none"), ""),
            ("display of a parent", Within("display:none"), ""),
            ("display by class", Classed(""), ".l{display:none}"),
            ("display important", Classed("display:inline"), ".l{display:none!important}"),
            (
                "display at each width",
                Classed(""),
                "@media (max-width:600px){.l{display:none}}@media (min-width:601px){.l{display:none}}"
            ),
            ("hidden attribute", "<a hidden href=\"{u}\">Unsubscribe</a>", ""),
            ("variable", Classed(""), ":root{--a:none}.l{display:var(--a)}"),
            ("own variable", Styled("--A:none;display:var(--A)"), ""),
            ("variable of a variable", Within("--b:var(--c,none);display:var(--b)"), ""),
            ("fallback of a variable", Styled("font-size:var(--nothing, 1px)"), ""),
            ("shorthand with a variable", Styled("--f:0/0 Arial;font:var(--f)"), ""),
            ("calculated", Styled("font-size:calc(1px * 0)"), ""),
            ("least of two", Styled("opacity:min(0, 1)"), ""),
            ("capital unit", Styled("font-size:1PX"), ""),
            ("scale", Styled("display:inline-block;scale:0"), ""),
            ("translate", Styled("display:inline-block;translate:-9999px"), ""),
            ("prefixed transform", Styled("display:inline-block;-webkit-transform:scale(0)"), ""),
            ("popover", "<span popover><a href=\"{u}\">Unsubscribe</a></span>", ""),
            ("layer", Classed(""), "@layer a{.l{display:none}}"),
            ("later layer", Classed(""), "@layer a,b;@layer b{.l{display:none}}@layer a{a.l{display:inline}}"),
            (
                "important in an early layer",
                Classed(""),
                "@layer a{.l{display:none!important}}a.l{display:inline!important}"
            ),
            ("nested", Classed(""), "body{.l{display:none}}"),
            ("nested with a sign", Classed(""), ".l{color:red;&[href]{display:none}}"),
            ("nested media query", Classed(""), "a{&.l{@media (min-width:1px){display:none}}}"),
            ("supported", Classed(""), "@supports (display:grid){.l{display:none}}"),
            ("in a drawing", "<svg><defs><a href=\"{u}\"><text y=\"20\">Unsubscribe</text></a></defs></svg>", ""),
            ("visibility", Styled("visibility:hidden"), ""),
            ("visibility of a parent", Within("visibility:hidden"), ""),
            ("no size", Styled("font-size:0"), ""),
            ("a pixel", Styled("font-size:1px"), ""),
            ("small by percent", Within("font-size:40%"), ""),
            ("opacity", Styled("opacity:0"), ""),
            (
                "opacity of parents",
                "<span style=\"opacity:.5\"><span style=\"opacity:.5\"><a href=\"{u}\">Unsubscribe</a></span></span>",
                ""
            ),
            ("opacity filter", Styled("filter:opacity(10%)"), ""),
            ("transparent", Styled("color:transparent"), ""),
            ("clip", Styled("position:absolute;clip:rect(0,0,0,0)"), ""),
            ("clip path", Styled("clip-path:inset(50%)"), ""),
            ("no height", "<div style=\"height:0;overflow:hidden\"><a href=\"{u}\">Unsubscribe</a></div>", ""),
            (
                "no greatest height",
                "<div style=\"max-height:0;overflow:hidden\"><a href=\"{u}\">Unsubscribe</a></div>",
                ""
            ),
            (
                "no width",
                "<div style=\"width:0;overflow:hidden;white-space:nowrap\"><a href=\"{u}\">Unsubscribe</a></div>",
                ""
            ),
            ("no line", "<div style=\"line-height:0;overflow:hidden\"><a href=\"{u}\">Unsubscribe</a></div>", ""),
            ("off to the left", Styled("position:absolute;left:-9999px"), ""),
            ("off to the top", Styled("position:absolute;top:-9999px"), ""),
            ("off by margin", Styled("display:block;margin-left:-9999px"), ""),
            ("off by indent", "<div style=\"text-indent:-9999px\"><a href=\"{u}\">Unsubscribe</a></div>", ""),
            ("off by translation", Styled("display:inline-block;transform:translateX(-9999px)"), ""),
            ("scaled to nothing", Styled("display:inline-block;transform:scale(0)"), ""),
            ("empty", "<a href=\"{u}\"></a>", ""),
            ("blank", "<a href=\"{u}\"> &nbsp;&#8203; </a>", ""),
            (
                "picture without words",
                "<a href=\"{u}\"><img src=\"https://example.org/u.png\" width=\"120\" height=\"30\"></a>",
                ""
            ),
            (
                "picture of a pixel",
                "<a href=\"{u}\"><img src=\"https://example.org/u.png\" width=\"1\" height=\"1\" alt=\"Unsubscribe\"></a>",
                ""
            ),
            ("closed details", "<details><summary>More</summary><a href=\"{u}\">Unsubscribe</a></details>", "")
        ),
        Broke(
            TemplateRule.UnsubscribeHidden,
            "white on white",
            Styled("color:#fff"),
            Light,
            "body,div,td,table{background:#fff!important}"
        ),
        Broke(
            TemplateRule.UnsubscribeHidden,
            "nearly white on white",
            Styled("color:#eee"),
            Light,
            "body,div,td,table{background:#fff!important}"
        ),
        Broke(
            TemplateRule.UnsubscribeHidden,
            "white by a variable",
            Styled("color:var(--c)"),
            Light,
            ":root{--c:#ffffff}body,div,td,table{background:#fff!important}"
        ),
        Broke(TemplateRule.UnsubscribeHidden, "black on dark", Styled("color:#222"), Dark),
        Broke(TemplateRule.UnsubscribeFaint, "grey", Styled("color:#999"), Light),
        Broke(TemplateRule.UnsubscribeFaint, "grey on dark", Styled("color:#666"), Dark),
        Broke(TemplateRule.UnsubscribeFaint, "half opacity of a color", Styled("color:rgba(0,0,0,.4)"), Light),
        Broke(
            TemplateRule.UnsubscribeFaint,
            "dark rule loses to the inline color",
            Classed("color:#333"),
            Light,
            "@media (prefers-color-scheme:dark){body,div,table,td,p{background:#111!important}.l{color:#fff}}"
        ),
    ];

    private static IEnumerable<LabelledLink> Hidden(params (string Name, string Html, string Style)[] links) =>
        links.Select(l => new LabelledLink(l.Name, l.Html, l.Style) { Rule = TemplateRule.UnsubscribeHidden });

    private static LabelledLink Broke(TemplateRule rule, string name, string html, bool on, string style = "") =>
        new(name, html, style, on) { Rule = rule };

    private static string Styled(string style) => $"<a style=\"{style}\" href=\"{{u}}\">Unsubscribe</a>";

    private static string Classed(string style) => $"<a class=\"l\" style=\"{style}\" href=\"{{u}}\">Unsubscribe</a>";

    private static string Within(string style) => $"<span style=\"{style}\"><a href=\"{{u}}\">Unsubscribe</a></span>";
}
