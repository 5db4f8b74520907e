namespace PreferenceCenter.Features.Console;

/// <summary>The colours of the console on this browser.</summary>
public enum ThemeChoice
{
    /// <summary>As the device is set.</summary>
    System,
    Light,
    Dark,
}
