using PreferenceCenter.Templates.Findings;
using static PreferenceCenter.Templates.Findings.FindingSeverity;
using static PreferenceCenter.Templates.Findings.TemplateRule;
using static PreferenceCenter.Tests.Templates.Sample;

namespace PreferenceCenter.Tests.Templates;

/// <summary>Messages that pass and fail the rules of header fields.</summary>
internal static class HeaderExamples
{
    private static readonly Sample Whole = new();
    private static readonly Sample Source = new() { Stage = TemplateStage.Source };

    private static readonly Dictionary<string, string> Service = new() { ["service@example.org"] = "Mail:From" };

    public static readonly IReadOnlyList<RuleExample> All =
    [
        new(
            ListUnsubscribe,
            Error,
            Whole with
            {
                List = $"List-Unsubscribe:\n <{U}>,\n <mailto:u@example.org>",
            },
            ("all.field-missing", Whole with { List = "" }),
            ("all.field-repeated", Whole with { List = $"{Whole.List}\nlist-unsubscribe: <{U}>" }),
            ("folded", Whole with { List = $"List-Unsubscribe: <{U[..40]}\n {U[40..]}>" }),
            ("encoded", Whole with { List = $"List-Unsubscribe: =?utf-8?Q?=3C{U}=3E?=" }),
            ("form", Whole with { List = $"List-Unsubscribe: {U}" }),
            ("form", Whole with { List = $"List-Unsubscribe: < {U} >" }),
            ("mailto", Whole with { List = $"List-Unsubscribe: <mailto:u@example.org>, <{U}>" }),
            ("test", Whole with { List = $"List-Unsubscribe: <{TestU}>" }),
            ("other", Whole with { List = $"List-Unsubscribe: <{P}>" }),
            ("other", Whole with { List = $"List-Unsubscribe: <{Sample.Links(8).UnsubscribeUrl}>" })
        ),
        new(
            ListUnsubscribePost,
            Error,
            Whole,
            ("", Whole with { Post = "List-Unsubscribe-Post: List-Unsubscribe=one-click" }),
            ("all.field-missing", Whole with { Post = "" })
        ),
        new(
            ListHeadersSigned,
            Error,
            Whole with
            {
                Stage = TemplateStage.Received,
            },
            (
                "",
                Whole with
                {
                    Signature =
                        "DKIM-Signature: h=from:list-unsubscribe; b=a\nDKIM-Signature: h=from:list-unsubscribe-post; b=a",
                }
            ),
            ("none", Whole with { Signature = "", Stage = TemplateStage.Received })
        ),
        new(ListHeadersSigned, Unchecked, Whole, ("none", Whole with { Signature = "" })),
        new(
            ListId,
            Error,
            Whole,
            ("all.field-missing", Whole with { Id = "" }),
            ("all.field-repeated", Whole with { Id = Whole.Id + "\n" + Whole.Id }),
            ("form", Whole with { Id = "List-Id: News" }),
            ("form", Whole with { Id = $"List-Id: {new string('x', 250)} <news.prefs.example.org>" })
        ),
        new(ListId, Warning, Whole, ("other", Whole with { Id = "List-Id: <beta.prefs.example.org>" })),
        new(ListUnsubscribe, Unchecked, Whole, ("all.stage", Source)),
        new(ListUnsubscribePost, Unchecked, Whole, ("all.stage", Source)),
        new(ListId, Unchecked, Whole, ("all.stage", Source)),
        new(SenderIdentity, Unchecked, Whole, ("all.stage", Source)),
        new(TextPart, Unchecked, Whole, ("all.stage", Source)),
        new(
            SenderIdentity,
            Error,
            Whole,
            ("", Whole with { From = "From:" }),
            ("", Whole with { From = "From: News" })
        ),
        new(
            FromShared,
            Warning,
            Whole,
            (
                "",
                Whole with
                {
                    Against = Context with
                    {
                        OtherSenders = new Dictionary<string, string> { ["news@example.org"] = "beta" },
                    },
                }
            )
        ),
        new(
            Mime,
            Warning,
            Whole,
            ("charset", Whole with { Charset = "us-ascii", Words = Whole.Words + "é" }),
            ("8bit", Whole with { More = "Subject: Café" }),
            ("all.field-repeated", Whole with { More = "Subject: a\nSubject: b" }),
            ("fields", Whole with { More = "Subject: a\nthis is no field" }),
            ("boundary", Whole with { End = "" }),
            ("long", Whole with { Words = Whole.Words + new string('x', 1000) }),
            ("nul", Whole with { Words = Whole.Words + "\0" })
        ),
        new(
            Mime,
            Unchecked,
            Whole,
            ("all.stage", Source),
            ("cut", new Sample { Raw = new string('x', (8 << 20) + 1) })
        ),
        new(
            CanSpam,
            Unchecked,
            Under("can-spam"),
            ("all.stage", Under("can-spam") with { Stage = TemplateStage.Source })
        ),
        new(
            FromShared,
            Unchecked,
            Whole,
            ("all.stage", Source with { Against = Context with { OtherSenders = Service } })
        ),
        new(
            CanSpam,
            Warning,
            Under("can-spam"),
            ("all.law-address", Under("can-spam") with { Where = "", Text = null }),
            ("all.law-opt-out", Under("can-spam") with { Leave = "", Choose = "", Text = null }),
            ("all.law-subject", Under("can-spam") with { More = "Subject: Re: your question" })
        ),
        new(
            Casl,
            Warning,
            Under("casl") with
            {
                Where = Whole.Where + "<p>info@example.org</p>",
            },
            ("all.law-contact", Under("casl"))
        ),
        new(
            Eprivacy,
            Warning,
            Under("eprivacy"),
            ("all.law-sender", Under("eprivacy") with { Where = "", Text = null })
        ),
        new(
            ECommerce,
            Warning,
            Under("e-commerce") with
            {
                Where = Whole.Where + "<a href=\"mailto:info@example.org\">Write to us</a>",
            },
            ("all.law-email", Under("e-commerce"))
        ),
    ];

    private static Sample Under(string law) =>
        Whole with
        {
            Against = Context with { Site = Sample.Site with { Jurisdictions = [law] } },
        };
}
