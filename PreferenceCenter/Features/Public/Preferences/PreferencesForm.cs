using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Caches the parts of the preferences page that are the same for every subscriber, or for all subscribers with the
/// same choices. Each part is written once per language.
/// </summary>
internal sealed class PreferencesForm
{
    private static readonly ConditionalWeakTable<PageContext, PreferencesForm> Forms = [];
    public static readonly MarkupString HeroEnd = new("</div>");
    private readonly ConcurrentDictionary<OtherChoiceStatus, MarkupString> others = new();
    private readonly Func<OtherChoiceStatus, MarkupString> write;
    private readonly PageLanguage language;

    private PreferencesForm(PageContext frame)
    {
        var (site, texts) = (frame.Site, frame.Language.Texts<PreferencesTexts>());
        (Texts, language) = (texts, frame.Language);
        Intro = new(
            $"<div class=hero><h1>{texts.Title}</h1><p>{texts.Lead.With(site.NameMarkup)}</p><p class=who>{Glyph.Letter}<span>"
        );
        IntroEnd = new("</span></p>");
        // CON-05: the page names the right to withdraw before consent is given.
        Consent = new(
            $"<p class=soft>{texts.Consent.With(site.ControllerMarkup)} <a href=\"{site.PrivacyNoticeUrl}\">{frame.Texts.PrivacyNotice}</a></p>"
        );
        // DEC-01: both are buttons of one height, each in sight when it is wanted, and far apart, so that no slip leaves
        // everything. The bar follows the reader from the first unsaved change on.
        Bar = new($"<div class=bar><p>{texts.Unsaved}</p><button name=action value=save>{texts.Save}</button></div>");
        LeaveAll = new(
            $"<form method=post><button class=quiet name=action value=leave-all>{texts.LeaveAll}</button></form>"
        );
        Draft = texts.Draft.With(texts.Save);
        Data = new($"<h2>{texts.YourData}</h2><p class=soft>");
        DataEnd = new($"</p><button class=quiet>{texts.AskData}</button>");
        write = new OtherChoices(frame).Write;
    }

    public PreferencesTexts Texts { get; }
    public MarkupString Intro { get; }
    public MarkupString IntroEnd { get; }
    public MarkupString Consent { get; }
    public MarkupString Bar { get; }
    public MarkupString LeaveAll { get; }
    public MarkupString Draft { get; }
    public MarkupString Data { get; }
    public MarkupString DataEnd { get; }

    public static PreferencesForm Of(PageContext frame) => Forms.GetValue(frame, f => new PreferencesForm(f));

    /// <summary>
    /// The topics under their categories, and the field that says how they were shown. One text for all of them: each
    /// piece that a component writes by itself costs more than the piece.
    /// </summary>
    public MarkupString Topics(IReadOnlyList<CategoryChoices> categories)
    {
        var (parts, shown) = (new List<string>(64), new List<string>(32));
        foreach (var category in categories)
        {
            parts.Add(
                $"<section class=card><h2{this.language.Direct(category.Name)}>{category.Name}</h2><ul class=topics>"
            );
            foreach (var choice in category.Topics)
            {
                parts.Add(choice.Row.For(choice.Standing).Value);
                shown.Add(choice.Row.Shown(choice.Standing));
            }
            parts.Add("</ul></section>");
        }
        parts.Add($"<input type=hidden name=shown value=\"{string.Join(' ', shown)}\">");
        return new(string.Concat(CollectionsMarshal.AsSpan(parts)));
    }

    // A day of their own differs for almost every subscriber, so these variants are not cached.
    public MarkupString Others(OtherChoiceStatus standing) =>
        standing is { PausedUntil: null, Tracking.QuietUntil: null, Profiling.QuietUntil: null }
            ? others.GetOrAdd(standing, write)
            : write(standing);
}
