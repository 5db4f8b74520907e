namespace PreferenceCenter.Features.Console;

/// <summary>A group of the console's navigation, in the order in which the groups stand.</summary>
public enum NavigationGroup
{
    /// <summary>What waits for somebody; it needs no heading.</summary>
    Work,
    Marketing,
    Compliance,
    System,

    /// <summary>Not in the sidebar: it stands in the user menu, and the palette finds it.</summary>
    Own,
}
