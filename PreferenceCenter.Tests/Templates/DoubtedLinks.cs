using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Links to unsubscribe that browsers hide in ways that the check does not compute.</summary>
internal static class DoubtedLinks
{
    public static readonly IReadOnlyList<LabelledLink> All =
    [
        Classed("container", "body{container-type:inline-size}@container (min-width:1px){.l{display:none}}"),
        Classed("scope", "@scope (body){.l{display:none}}"),
        Classed("negated support", "@supports not (display:bogus){.l{display:none}}"),
        Classed("media query of colors", "@media (color){.l{display:none}}"),
        Classed("media query with or", "@media (min-width:1px) or (max-width:1px){.l{display:none}}"),
        Classed(
            "registered variable",
            "@property --r{syntax:'*';inherits:false;initial-value:none}.l{display:var(--r)}"
        ),
        Classed(
            "variable in a container",
            "body{container-type:inline-size}.l{--v:inline}@container (min-width:1px){.l{--v:none!important}}.l{display:var(--v)}"
        ),
        Classed("animation", "@keyframes gone{from{opacity:0}}.l{animation:gone 9s paused}"),
        Styled(
            "mask",
            "mask:linear-gradient(transparent,transparent);display:inline-block;-webkit-text-security:none;opacity:calc(0 * sign(1))"
        ),
        Styled("color by scheme", "color-scheme:only light;background:#fff;color:light-dark(#fff,#000)"),
        Inherited("color of the text by scheme", "color-scheme:only light;color:light-dark(#fff,#fff)", "inherit"),
        Inherited("system color of the text", "background:Canvas;color:Canvas", "unset"),
        Inherited("current color", "color-scheme:only light;color:light-dark(#fff,#000)", "currentColor"),
        Styled("system color", "background:Canvas;color:Canvas"),
        Styled("matrix", "display:inline-block;transform:matrix(0,0,0,0,0,0)"),
        Styled("turned", "display:inline-block;transform:rotateY(90deg)"),
        Styled("turned by itself", "display:inline-block;rotate:y 90deg"),
        Styled("calculated scale", "display:inline-block;transform:scale(calc(0))"),
        Styled("clip path in pixels", "display:inline-block;clip-path:inset(100px)"),
        Styled("zoom", "zoom:0.01"),
        Styled("size of a container", "font-size:.1cqw"),
        new(
            "drawing without size",
            "<svg width=\"0\" height=\"0\"><a href=\"{u}\"><text y=\"20\">Unsubscribe</text></a></svg>"
        )
        {
            Rule = TemplateRule.UnsubscribeHidden,
        },
        new("fallback of a canvas", "<canvas><a href=\"{u}\">Unsubscribe</a></canvas>")
        {
            Rule = TemplateRule.UnsubscribeHidden,
        },
        new("without scripts", "<noscript><a href=\"{u}\">Unsubscribe</a></noscript>")
        {
            Rule = TemplateRule.UnsubscribeHidden,
        },
    ];

    private static LabelledLink Inherited(string name, string style, string color) =>
        new(name, $"<p style=\"background:#fff;{style}\"><a style=\"color:{color}\" href=\"{{u}}\">Unsubscribe</a></p>")
        {
            Rule = TemplateRule.UnsubscribeHidden,
        };

    private static LabelledLink Styled(string name, string style) =>
        new(name, $"<a style=\"{style}\" href=\"{{u}}\">Unsubscribe</a>") { Rule = TemplateRule.UnsubscribeHidden };

    private static LabelledLink Classed(string name, string style) =>
        new(name, "<a class=\"l\" href=\"{u}\">Unsubscribe</a>", style) { Rule = TemplateRule.UnsubscribeHidden };
}
