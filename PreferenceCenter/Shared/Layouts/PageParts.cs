using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// The markup above and below the content of every page, written once for each language. It is the same for all
/// readers, and as components it would take a third of the time of a page.
/// </summary>
/// <remarks>Attributes have no quotes where the value is fixed here: pages are kept small for phones.</remarks>
internal sealed class PageParts
{
    public static readonly MarkupString WideBody = new("<body>");
    public static readonly MarkupString NarrowBody = new("<body class=narrow>");

    public PageParts(PageContext frame)
    {
        var (language, site, texts) = (frame.Language, frame.Site, frame.Texts);
        var (style, mark) = (frame.Assets.Style.Path, frame.Assets.Mark.Path);
        BeforeTitle = new(
            $"""
            <!DOCTYPE html><html lang={language.Code} dir={language.Direction}><head><meta charset=utf-8><title>
            """
        );
        AfterTitle = new(
            $"""
             · {site.NameMarkup}</title><meta name=viewport content="width=device-width,initial-scale=1"><meta name=referrer content=no-referrer><meta name=robots content=noindex,nofollow><link rel=icon href={mark}><link rel=stylesheet href={style}></head>
            """
        );
        var (open, links, buttons) = Switcher(frame);
        var test = frame.IsTest ? $"<p class=card role=note>{texts.Test}</p>" : "";
        Header = Above(open + links);
        FormHeader = Above(open);
        LanguageButtons = new(buttons);
        MarkupString Above(string switcher) =>
            new(
                $"""
            <a class=skip href=#main>{texts.SkipToContent}</a><header class=w><p class=brand><img src="{Markup.Of(
                site.Logo ?? mark
            )}" alt="" height=36><bdi>{site.NameMarkup}</bdi></p>{switcher}</header><main class=w id=main>{test}
            """
            );
        // The same links in the same order on every page (WCAG 3.2.6).
        Footer = new(
            $"""
            </main><footer class=w><address dir=auto>{site.PostalAddressMarkup}</address><nav><a href="{Markup.Of(
                site.PrivacyNoticeUrl
            )}">{texts.PrivacyNotice}</a><a href="{frame.To("/help")}">{texts.Help}</a><a href="{frame.To("/accessibility")}">{texts.Accessibility}</a><a href="{Markup.Of(
                site.ContactUrl
            )}">{texts.Contact}</a></nav></footer></body></html>
            """
        );
    }

    /// <summary>A text as the window's title, which has no elements: names are isolated by characters (UAX 9).</summary>
    public static MarkupString InTitle(MarkupString text) =>
        new(
            text.Value.Replace("<bdi>", "\u2068", StringComparison.Ordinal)
                .Replace("</bdi>", "\u2069", StringComparison.Ordinal)
        );

    public MarkupString BeforeTitle { get; }
    public MarkupString AfterTitle { get; }
    public MarkupString Header { get; }

    /// <summary>The header of a page whose form holds <see cref="LanguageButtons"/>.</summary>
    public MarkupString FormHeader { get; }

    /// <summary>The languages as buttons of a form, which is sent with them and shown anew. They follow its own button,
    /// so that the Enter key presses that one.</summary>
    public MarkupString LanguageButtons { get; }
    public MarkupString Footer { get; }

    // The browser closes a popover on Escape and on a press outside it, without script. One that knows none shows the
    // languages.
    private static (string Open, string Links, string Buttons) Switcher(PageContext frame)
    {
        var languages = frame.Languages.All;
        if (languages.Count < 2)
            return ("", "", "");
        string Popover(Func<PageLanguage, string> choice) =>
            $"<div id=g popover>{string.Concat(languages.Select(choice))}</div>";
        string Attributes(PageLanguage l) => $"lang={l.Code}{(l == frame.Language ? " aria-current=true" : "")}";
        return (
            $"<button popovertarget=g>{Glyph.Globe}<span class=sr>{frame.Texts.Language}: </span>{frame.Language.Name}</button>",
            Popover(l => $"<a href=?language={l.Code} {Attributes(l)}>{l.Name}</a>"),
            Popover(l =>
                $"<button name=action value=draft formaction=?language={l.Code} {Attributes(l)}>{l.Name}</button>"
            )
        );
    }
}
