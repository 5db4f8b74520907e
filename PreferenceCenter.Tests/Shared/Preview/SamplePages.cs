using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Public.Accessibility;
using PreferenceCenter.Features.Public.Confirm;
using PreferenceCenter.Features.Public.Help;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Features.Public.Receipts;
using PreferenceCenter.Features.Public.RequestLink;
using PreferenceCenter.Features.Public.SampleIssues;
using PreferenceCenter.Features.Public.Undo;
using PreferenceCenter.Features.Public.Unsubscribe;
using PreferenceCenter.Shared.Arrivals;
using PreferenceCenter.Shared.Errors;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Outcomes;
using PreferenceCenter.Shared.Web;
using static PreferenceCenter.Tests.Shared.Preview.Samples;

namespace PreferenceCenter.Tests.Shared.Preview;

/// <summary>Every page in every state worth testing. The paths are the tests' list of pages.</summary>
internal static class SamplePages
{
    public const string Token = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefghijklmnopqrstuvw";

    private const string Key = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg";

    private static readonly Dictionary<string, Func<PageContext, IResult>> Pages = new()
    {
        ["/p/" + Token] = f => Page.Of<PreferencesPage>(Preferences(f)),
        ["/arrival"] = f => Page.Of<ArrivalPage>(new ArrivalView(f)),
        ["/p/twenty"] = f => Page.Of<PreferencesPage>(Preferences(f) with { Categories = TwentyTopics(f.Language) }),
        ["/p/saved"] = f =>
            Page.Of<PreferencesPage>(
                Preferences(f) with
                {
                    Outcome = Saved(f),
                    Others = new(
                        f.Language.Code,
                        new(false, Samples.Statement(f.Language.Code, "tracking"), QuietUntil: At.AddMonths(6)),
                        new(true, Samples.Statement(f.Language.Code, "profiling")),
                        At.AddDays(60)
                    ),
                }
            ),
        ["/p/nothing"] = f =>
            Page.Of<PreferencesPage>(
                Preferences(f) with
                {
                    NothingToSave = true,
                    Others = new(
                        f.Language.Code,
                        new(null, Samples.Statement(f.Language.Code, "tracking"), Waits: true)
                    ),
                }
            ),
        ["/p/waiting"] = f => Page.Of<PreferencesPage>(Preferences(f) with { Categories = OneWaits(f) }),
        ["/p/left"] = f =>
            Page.Of<PreferencesPage>(
                Preferences(f) with
                {
                    Categories = Off(f),
                    StoppedAll = true,
                    NothingToLeave = true,
                    Outcome = LeftAll(f),
                    Reason = ReasonStep.Ask,
                }
            ),
        ["/p/stopped"] = f =>
            Page.Of<PreferencesPage>(
                Preferences(f) with
                {
                    Categories = Off(f),
                    StoppedAll = true,
                    NothingToLeave = true,
                    Reason = ReasonStep.Thank,
                }
            ),
        ["/p/expired"] = f => Page.Of<UnusableLinkPage>(new UnusableLinkView(f, "/p/expired"), 404),
        ["/u/topic"] = f =>
            Page.Of<UnsubscribePage>(
                new UnsubscribeView(f, "/u/topic", Key, Name(f), Text(f.Language.Code, 0, 0).HowOften)
            ),
        ["/u/all"] = f => Page.Of<UnsubscribePage>(new UnsubscribeView(f, "/u/all", Key, null)),
        ["/u/left-topic"] = f =>
            Page.Of<UnsubscribedPage>(
                new UnsubscribedView(f, "/u/topic/" + Key, Name(f), At) { Undo = "/undo/" + Key, OthersCome = true }
            ),
        ["/u/left-all"] = f =>
            Page.Of<UnsubscribedPage>(new UnsubscribedView(f, "/u/all/" + Key, null, At) { Undo = "/undo/" + Key }),
        ["/u/already"] = f =>
            Page.Of<UnsubscribedPage>(
                new UnsubscribedView(f, "/u/topic", Name(f), At)
                {
                    Already = true,
                    OthersCome = true,
                    Reason = ReasonStep.None,
                }
            ),
        ["/u/already-all"] = f =>
            Page.Of<UnsubscribedPage>(
                new UnsubscribedView(f, "/u/all", null, At) { Already = true, Reason = ReasonStep.None }
            ),
        ["/u/back-again"] = f =>
            Page.Of<UnsubscribedPage>(
                new UnsubscribedView(f, "/u/all/" + Key, null, At) { Superseded = true, Reason = ReasonStep.None }
            ),
        ["/u/thanked"] = f =>
            Page.Of<UnsubscribedPage>(new UnsubscribedView(f, "/u/all", null, At) { Reason = ReasonStep.Thank }),
        ["/u/unusable"] = f => Page.Of<UnusableLinkPage>(new UnusableLinkView(f), 404),
        ["/c/ask"] = f =>
            Page.Of<ConfirmPage>(
                new ConfirmView(f, "/c/ask", Address, [Wish(f, 0), Wish(f, 1)]) { Words = "news:1 site=2" }
            ),
        ["/c/ask-again"] = f =>
            Page.Of<ConfirmPage>(
                new ConfirmView(f, "/c/ask", Address, [Wish(f, 0), Wish(f, 1)])
                {
                    Words = "news:3 site=2",
                    Again = true,
                }
            ),
        ["/c/done"] = f => Page.Of<ConfirmedPage>(new ConfirmedView(f, At, [Name(f)])),
        ["/c/rejected"] = f => Page.Of<ConfirmOverPage>(new ConfirmOverView(f, true)),
        ["/not-me/ask"] = f => Page.Of<NotMePage>(new NotMeView(f, "/not-me/ask")),
        ["/not-me/links"] = f => Page.Of<NotMePage>(new NotMeView(f, "/not-me/ask") { Kind = AskedKind.Choices }),
        ["/not-me/data"] = f => Page.Of<NotMePage>(new NotMeView(f, "/not-me/ask") { Kind = AskedKind.Data }),
        ["/p/held"] = f => Page.Of<EmailHeldPage>(new EmailHeldView(f, true, At, "/p/sample"), 429),
        ["/p/held-today"] = f => Page.Of<EmailHeldPage>(new EmailHeldView(f, false, At, "/p/sample"), 429),
        ["/c/refuse"] = f => Page.Of<NotMePage>(new NotMeView(f, "/c/ask") { OfImport = true }),
        ["/c/over"] = f => Page.Of<ConfirmOverPage>(new ConfirmOverView(f, false)),
        ["/undo/ask"] = f =>
            Page.Of<UndoPage>(
                new UndoView(f, "/undo/ask", At, [Name(f)], [Choices(f.Language.Code)[1].Topics[0].Row.Name])
            ),
        ["/undo/done"] = f => Page.Of<UndonePage>(new UndoneView(f, At, [Name(f)])),
        ["/undo/used"] = f => Page.Of<UndoOverPage>(new UndoOverView(f, true)),
        ["/undo/voided"] = f => Page.Of<UndoOverPage>(new UndoOverView(f, false)),
        ["/link"] = f => Page.Of<RequestLinkPage>(new RequestLinkView(f)),
        ["/link/invalid"] = f => Page.Of<RequestLinkPage>(new RequestLinkView(f, true, "anna@")),
        ["/link/sent"] = f => Page.Of<LinkRequestedPage>(new LinkRequestedView(f)),
        ["/help"] = f => Page.Of<HelpPage>(new HelpView(f, "unsubscribe@northwind.example")),
        ["/accessibility"] = f =>
            Page.Of<AccessibilityPage>(new AccessibilityView(f, At, "Office for Access, 3 Mole Street, Cork")),
        ["/sample/news"] = f =>
            Page.Of<SampleIssuePage>(
                new SampleIssueView(f, Name(f), Text(f.Language.Code, 0, 0).HowOften, Issue, "en")
                {
                    Form = "/subscribe",
                }
            ),
        ["/receipt/sample"] = f => Page.Of<ReceiptPage>(Receipt(f)),
        ["/error/400"] = f => Page.Of<ErrorPage>(new ErrorView(f, 400), 400),
        ["/error/404"] = f => Page.Of<ErrorPage>(new ErrorView(f, 404), 404),
        ["/error/413"] = f => Page.Of<ErrorPage>(new ErrorView(f, 413), 413),
        ["/error/429"] = f => Page.Of<ErrorPage>(new ErrorView(f, 429), 429),
        ["/error/500"] = f => Page.Of<ErrorPage>(new ErrorView(f, 500, "0HNA7K2"), 500),
        ["/error/503"] = f => Page.Of<ErrorPage>(new ErrorView(f, 503), 503),
    };

    public static IEnumerable<string> Paths => Pages.Keys;

    public static void MapSamples(this IEndpointRouteBuilder routes)
    {
        var looks = routes.Service<PageContexts>();
        foreach (var (path, page) in Pages)
            routes.MapPage(path, http => page(looks.For(http.Request)));
    }

    public static PreferencesView Preferences(PageContext f) =>
        new(
            f,
            "/p/" + Token,
            Address,
            Choices(f.Language.Code),
            new(
                f.Language.Code,
                new(null, Samples.Statement(f.Language.Code, "tracking")),
                new(null, Samples.Statement(f.Language.Code, "profiling"))
            )
        );

    private static MarkupString Address => Markup.Of("a•••@e•••.com");

    private static MarkupString Name(PageContext f) => Text(f.Language.Code, 0, 0).Name;

    private static MarkupString Issue =>
        new(
            SafeMarkdown.ToHtml(
                "# September\n\nThree things are new, and *one* went wrong.\n\n## Search\n\n1. It reads [accents](https://northwind.example/accents).\n2. It forgives typos.\n\n> Finally!\n\n---\n\nUse `in:archive`.\n\n    in:archive boats"
            )
        );

    private static ConfirmWish Wish(PageContext f, int topic)
    {
        var text = Text(f.Language.Code, 0, topic);
        return new(text.Name, text.Description, text.HowOften) { Sample = text.Sample };
    }

    private static IReadOnlyList<CategoryChoices> OneWaits(PageContext f)
    {
        var categories = Off(f);
        CategoryChoices first = categories[0];
        return
        [
            first with
            {
                Topics =
                [
                    first.Topics[0] with
                    {
                        Standing = new(true, Frequency.Weekly, TopicNote.Waiting),
                    },
                    .. first.Topics.Skip(1),
                ],
            },
            .. categories.Skip(1),
        ];
    }

    private static IReadOnlyList<CategoryChoices> Off(PageContext f) =>
        [
            .. Choices(f.Language.Code)
                .Select(c => c with { Topics = [.. c.Topics.Select(t => t with { Standing = default })] }),
        ];

    private static OutcomeView Saved(PageContext f)
    {
        var topics = Choices(f.Language.Code);
        return new SavedChoices(At, Mailed: true)
        {
            Stopped = [topics[0].Topics[2].Row.Name],
            Waiting = [topics[1].Topics[1].Row.Name],
            GoesOn = [topics[0].Topics[0].Row.Name, topics[0].Topics[1].Row.Name],
            Frequencies = [(topics[0].Topics[0].Row.Name, Frequency.Weekly)],
            PausedUntil = At.AddDays(60),
            Tracking = TrackingConsent.Denied,
        }.Tell(f);
    }

    private static OutcomeView LeftAll(PageContext f) =>
        new SavedChoices(At, Mailed: true)
        {
            LeftAll = true,
            Stopped = [.. Choices(f.Language.Code).SelectMany(c => c.Topics).Select(c => c.Row.Name)],
        }.Tell(f);

    private static ReceiptView Receipt(PageContext f) =>
        new(
            f,
            "/receipt/sample?format=json",
            "/receipt/sample?format=jsonld",
            [
                new(
                    T("Meetups: from now on"),
                    At,
                    T("The sign-up form"),
                    "preferences.northwind.example/log/1",
                    184_311,
                    "q8Jr1yH0b4Kk3o7p1nRs9mVtzgYq0cW3oUe1m5XHcT2="
                )
                {
                    Agreed = new(new("<p>Yes, invite me to <strong>meetups</strong>.</p>"), "en", T("2.1")),
                },
                new(
                    T("Unsubscribed: Product news"),
                    At,
                    T("One click in the mail program"),
                    "preferences.northwind.example/log/1",
                    184_312,
                    "9mVtzgYq0cW3oUe1m5XHcT2q8Jr1yH0b4Kk3o7p1nRs="
                ),
            ],
            "preferences.northwind.example/log/1\n184320\nq8Jr1yH0b4Kk3o7p1nRs9mVtzgYq0cW3oUe1m5XHcT2=\n\n— preferences.northwind.example Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        );
}
