using PreferenceCenter.Links;
using PreferenceCenter.Templates.Findings;
using static PreferenceCenter.Templates.Findings.FindingSeverity;
using static PreferenceCenter.Templates.Findings.TemplateRule;
using static PreferenceCenter.Tests.Templates.Sample;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Each rule of the template check with messages that pass it and messages that fail it.</summary>
internal static class RuleExamples
{
    private static readonly Sample Whole = new();
    private static readonly Sample Source = new() { Stage = TemplateStage.Source };
    private static readonly Sample Fragile = new()
    {
        Style = "@media screen{@media (min-width:1px){.l{color:#036}}}",
        Leave = $"<a class=\"l\" href=\"{U}\">Unsubscribe</a>",
    };
    private static readonly SubscriberLinks OtherTopic = Sample.Links(8);
    private static readonly SubscriberLinks Bo = Sample.Links(7, Guid.Parse("11111111-7c1b-4d2a-9b3c-0123456789ab"));
    private static readonly TemplateContext Keyless = Context with { Keys = null };
    private static readonly string Pixel =
        "<img src=\"https://t.example.com/x.gif\" width=\"1\" height=\"1\" alt=\"\">";
    private static readonly TemplateContext Noticed = Context with
    {
        Topic = Context.Topic! with { TrackingNotice = true },
    };
    private static readonly string OldP =
        $"https://prefs.example.org/p/{SignedLink.Mint(Keys.Active, LinkPurpose.Preferences, Ann, 7, 1)}";

    public static readonly IReadOnlyList<RuleExample> All =
    [
        new(
            UnsubscribeMissing,
            Error,
            Whole,
            ("", Whole with { Leave = "", Choose = "" }),
            ("unseen", Whole with { Leave = Styled("display:none"), Choose = "" }),
            (
                "width",
                Whole with
                {
                    Style = "@media (max-width:600px){.d{display:none}}",
                    Leave = $"<a class=\"d\" href=\"{U}\">Unsubscribe</a>",
                    Choose = "",
                }
            ),
            (
                "dark",
                Whole with
                {
                    Style = "@media (prefers-color-scheme:dark){.d{display:none}}",
                    Leave = $"<a class=\"d\" href=\"{U}\">Unsubscribe</a>",
                    Choose = "",
                }
            )
        ),
        new(
            UnsubscribeMissing,
            Unchecked,
            Whole,
            ("unverified", Whole with { Against = Context with { Keys = null } })
        ),
        new(
            UnsubscribeMissing,
            Unchecked,
            Source with
            {
                Leave = "<a href=\"{{unsubscribe}}\">Unsubscribe</a>",
            },
            ("condition", Source with { Leave = "{{#if member}}" + Source.Leave, Choose = Source.Choose + "{{/if}}" })
        ),
        new(
            UnsubscribeOtherPerson,
            Note,
            Whole,
            ("", Whole with { Leave = $"<a href=\"{Bo.UnsubscribeUrl}\">Unsubscribe</a>" })
        ),
        new(UnsubscribeOnlyPreferences, Warning, Whole, ("", Whole with { Leave = "" })),
        new(
            UnsubscribeHidden,
            Error,
            Whole,
            ("", Whole with { Leave = Styled("display:none") + Whole.Leave }),
            ("", Whole with { Leave = Styled("color:#fff") + Whole.Leave })
        ),
        new(
            UnsubscribeHidden,
            Unchecked,
            Whole,
            ("styles", Whole with { Style = "p:has(a) .x{color:red}" }),
            ("doubt", Whole with { Leave = Styled("mask:linear-gradient(transparent,transparent)") }),
            ("cut", Source with { Words = new string('x', 1 << 21) })
        ),
        new(
            UnsubscribeFaint,
            Error,
            Whole,
            ("", Whole with { Leave = Styled("color:#999") }),
            ("dark", Whole with { Style = "@media (prefers-color-scheme:dark){body{background:#222}}" })
        ),
        new(
            UnsubscribeFaint,
            Unchecked,
            Whole,
            ("picture", Whole with { Body = "<body style=\"background:url(https://example.org/x.png)\">" })
        ),
        new(
            UnsubscribeFaint,
            Warning,
            Whole with
            {
                Style = "@media (min-width:1px){.l{color:#036}}",
            },
            ("", Whole with { Choose = $"<a style=\"color:#999\" href=\"{P}\">Preferences</a>" }),
            (
                "dropped",
                Fragile with
                {
                    Style = "@media screen{@media (min-width:1px){.l{color:#036!important}}}",
                    Leave = $"<a class=\"l\" style=\"color:#aaa\" href=\"{U}\">Unsubscribe</a>",
                }
            )
        ),
        new(
            UnsubscribeSmall,
            Warning,
            Whole,
            ("", Whole with { Leave = Styled("font-size:9px") }),
            ("target", Whole with { Leave = Whole.Leave + "<br>" + Whole.Choose, Choose = "" })
        ),
        new(
            UnsubscribeElsewhere,
            Error,
            Whole,
            ("page", Whole with { Choose = "<a href=\"https://prefs.example.org/login\">Unsubscribe</a>" }),
            ("token", Whole with { Choose = $"<a href=\"{U[..^1]}\">Unsubscribe</a>" }),
            ("test", Whole with { Choose = $"<a href=\"{Sample.TestU}\">Unsubscribe</a>" }),
            (
                "test",
                Whole with
                {
                    Stage = TemplateStage.Received,
                    Leave = $"<a href=\"{Sample.TestU}\">Unsubscribe</a>",
                }
            ),
            ("test", Source with { Choose = $"<a href=\"{Sample.TestU}\">Unsubscribe</a>", Against = Keyless }),
            ("topic", Whole with { Choose = $"<a href=\"{OtherTopic.UnsubscribeUrl}\">Unsubscribe</a>" }),
            ("ended", Whole with { Choose = $"<a href=\"{OldP}\">Preferences</a>" }),
            ("nowhere", Whole with { Choose = "<a href=\"#\">Unsubscribe</a>" }),
            ("tag", Source with { Choose = "<a href=\"http://{{ UnsubscribeURL }}\">Unsubscribe</a>" }),
            ("tag", Source with { Choose = "<a href=\"%7b%7b%7bunsubscribe_url%7d%7d%7d\">Unsubscribe</a>" }),
            (
                "http",
                Whole with
                {
                    Choose =
                        $"<a href=\"{U.Replace("https", "http", StringComparison.Ordinal)}\">Leave</a> <a href=\"http://prefs.example.org/u/x\">Unsubscribe</a>",
                }
            ),
            ("wrapped", Whole with { Choose = $"<a href=\"https://click.example.com/?to={U}\">Unsubscribe</a>" }),
            ("wrapped", Whole with { Text = $"Unsubscribe: http://localhost/{U}\n{U}\n{Address}" }),
            ("host", Whole with { Choose = "<a href=\"https://esp.example.com/optout\">Abmelden</a>" })
        ),
        new(
            UnsubscribeElsewhere,
            Unchecked,
            Source,
            ("unknown-tag", Source with { Choose = "<a href=\"{{goodbye}}\">Unsubscribe</a>" })
        ),
        new(
            UnsubscribeWords,
            Warning,
            Whole with
            {
                Leave = $"<a href=\"{U}\">Se désabonner</a>",
            },
            ("", Whole with { Leave = $"<a href=\"{U}\">Goodbye for ever</a>" }),
            ("nothing", Whole with { Leave = $"To unsubscribe <a href=\"{U}\">click here</a>" })
        ),
        new(
            Confirmshaming,
            Warning,
            Whole,
            ("", Whole with { Leave = Whole.Leave + " We are sorry to see you go" }),
            ("", Whole with { Text = $"We hate to lose you. Unsubscribe: {U}\n{Address}" })
        ),
        .. HeaderExamples.All,
        .. ContentExamples.All,
        new(
            TrackingPixel,
            Error,
            Whole with
            {
                Words =
                    Whole.Words + "<img src=\"https://prefs.example.org/logo.png\" width=\"2\" height=\"2\" alt=\"\">",
            },
            ("", Whole with { Words = Whole.Words + Pixel }),
            ("", Source with { Words = Source.Words + "{{ TrackView }}" })
        ),
        new(
            TrackingPixel,
            Warning,
            Source with
            {
                Words = Source.Words + "{{#if tracking}}" + Pixel + "{{/if}}",
                Against = Noticed,
            },
            ("consent", Source with { Words = Source.Words + Pixel, Against = Noticed })
        ),
        new(
            TrackingPixel,
            Unchecked,
            Whole,
            ("consent", Whole with { Words = Whole.Words + Pixel, Against = Noticed })
        ),
        new(
            TrackingStop,
            Warning,
            Whole with
            {
                Words = Whole.Words + Pixel,
            },
            ("", Whole with { Words = Whole.Words + Pixel, Choose = "" })
        ),
        new(PreferencesLink, Warning, Whole, ("", Whole with { Choose = "" })),
    ];

    private static string Styled(string style) => $"<a style=\"{style}\" href=\"{U}\">Unsubscribe</a>";
}
