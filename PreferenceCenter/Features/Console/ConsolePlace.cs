using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Features.Console;

/// <summary>A place of the console that somebody may open, as the sidebar and the palette show it.</summary>
/// <param name="Key">The letter that opens it after G; none if it has none.</param>
/// <param name="Waiting">How much waits there; null where nothing is counted, and where nothing waits.</param>
public sealed record ConsolePlace(
    string Path,
    string Icon,
    MarkupString Name,
    NavigationGroup Group,
    char Key,
    PlaceCount? Waiting
)
{
    /// <summary>The place that a path belongs to: its own, or the nearest above it. The home page is above none.</summary>
    public static ConsolePlace? Of(IEnumerable<ConsolePlace> places, string path) =>
        places
            .Where(place =>
                path == place.Path
                || (place.Path != StaffPaths.Home && path.StartsWith(place.Path + "/", StringComparison.Ordinal))
            )
            .MaxBy(place => place.Path.Length);
}

/// <summary>A number beside an entry of the navigation.</summary>
public sealed record PlaceCount(int Number, CountTone Tone);

/// <summary>How a number stands out; the number says it too.</summary>
public enum CountTone
{
    Plain,

    /// <summary>Something unfinished, such as a draft.</summary>
    Draft,

    /// <summary>Something failed, or blocks others.</summary>
    Blocks,
}
