using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Caches the parts of the preferences page that are the same for every subscriber, or for all subscribers with the
/// same choices. Each part is written once per language.
/// </summary>
internal sealed class PreferencesForm
{
    private static readonly ConditionalWeakTable<PageContext, PreferencesForm> Forms = [];
    private readonly ConcurrentDictionary<OtherChoiceStatus, MarkupString> others = new();
    private readonly Func<OtherChoiceStatus, MarkupString> write;

    private PreferencesForm(PageContext frame)
    {
        var (site, texts) = (frame.Site, frame.Language.Texts<PreferencesTexts>());
        Texts = texts;
        Intro = new(
            $"<div class=hero><h1>{texts.Title}</h1><p>{texts.Lead.With(site.NameMarkup)}</p><p class=who>{Glyph.Letter}<span>"
        );
        IntroEnd = new("</span></p></div>");
        // CON-05: the page names the right to withdraw before consent is given.
        Consent = new(
            $"<p class=soft>{texts.Consent.With(site.ControllerMarkup)} <a href=\"{site.PrivacyNoticeUrl}\">{frame.Texts.PrivacyNotice}</a></p>"
        );
        // DEC-01: both buttons have the same style and are always visible.
        Bar = new(
            $"<div class=bar><button name=action value=save>{texts.Save}</button><button name=action value=leave-all>{texts.LeaveAll}</button></div>"
        );
        Data = new($"<h2>{texts.YourData}</h2><p class=soft>");
        DataEnd = new($"</p><button class=quiet>{texts.AskData}</button>");
        write = new OtherChoices(frame).Write;
    }

    public PreferencesTexts Texts { get; }
    public MarkupString Intro { get; }
    public MarkupString IntroEnd { get; }
    public MarkupString Consent { get; }
    public MarkupString Bar { get; }
    public MarkupString Data { get; }
    public MarkupString DataEnd { get; }

    public static PreferencesForm Of(PageContext frame) => Forms.GetValue(frame, f => new PreferencesForm(f));

    // The end of a pause differs for almost every subscriber, so this variant is not cached.
    public MarkupString Others(OtherChoiceStatus standing) =>
        standing.PausedUntil is null ? others.GetOrAdd(standing, write) : write(standing);
}
