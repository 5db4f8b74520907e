using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>Texts of the command palette and of the list of keys.</summary>
internal sealed partial class PaletteTexts
{
    public MarkupString Of(PaletteGroup group) =>
        group switch
        {
            PaletteGroup.Recent => Recent,
            PaletteGroup.Found => Found,
            PaletteGroup.Actions => Actions,
            _ => Pages,
        };
}
