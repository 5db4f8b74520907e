using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console;

/// <summary>What is wrong with a typed address that holds a character nobody sees.</summary>
internal static class HiddenCharacterWords
{
    /// <returns>Which character, and what to do, as public pages say it; null if the address holds none.</returns>
    public static MarkupString? HiddenIn(this PageContext frame, string? typed) =>
        HiddenCharacter.Inside(typed) is { } sign ? frame.Texts.HiddenCharacter.With(Markup.Of(sign)) : null;
}
