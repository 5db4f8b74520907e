using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>Something that can be done, offered by the palette: a feature registers it beside its page.</summary>
/// <param name="Path">The page that it is done on; null for the user menu, which every page has.</param>
/// <param name="Policy">To whom it is offered: who may do it.</param>
/// <param name="Press">Selector of the button that does it; null where the page itself is enough.</param>
internal sealed record PaletteAction(
    string? Path,
    string Icon,
    Func<PageContext, MarkupString> Name,
    string Policy,
    string? Press = null
);
