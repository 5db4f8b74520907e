using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console;

/// <summary>Something that is done on a page, offered by the palette: a feature registers it beside its page.</summary>
/// <param name="Path">The page that it is done on.</param>
/// <param name="Policy">To whom it is offered: who may do it.</param>
internal sealed record PaletteAction(string Path, string Icon, Func<PageContext, MarkupString> Name, string Policy);
