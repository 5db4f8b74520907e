using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>Where an entry of the palette stands.</summary>
internal enum PaletteGroup
{
    Recent,
    Found,
    Actions,
    Pages,
}

/// <summary>Something that the palette offers.</summary>
/// <param name="Icon">A Material icon, as MudBlazor names them.</param>
/// <param name="Path">The page that it opens; null for a button of every page, and if it is only looked up once it is chosen.</param>
internal sealed record PaletteEntry(
    PaletteGroup Group,
    string Icon,
    MarkupString Name,
    string? Path,
    MarkupString? Detail = null
)
{
    /// <summary>Keys that do the same without the palette.</summary>
    public string? Keys { get; init; }

    /// <summary>Selector of the button that is pressed, on the page if there is one.</summary>
    public string? Press { get; init; }

    /// <summary>Looks up what was typed once the entry is chosen; where each look is logged, or says something by itself.</summary>
    public Func<CancellationToken, Task<PaletteAnswer>>? Look { get; init; }
}

/// <summary>What a look found: the page, or words that say why there is none.</summary>
internal sealed record PaletteAnswer(string? Path, MarkupString Words = default);
