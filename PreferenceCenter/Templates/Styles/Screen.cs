namespace PreferenceCenter.Templates.Styles;

/// <summary>What a message is looked at on: the width of the window in pixels, and a light or dark scheme.</summary>
internal readonly record struct Screen(int Width, bool Dark)
{
    public const int Desktop = 1000;
    public const int Phone = 375;
}
