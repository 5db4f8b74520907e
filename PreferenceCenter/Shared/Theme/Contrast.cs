using MudBlazor.Utilities;

namespace PreferenceCenter.Shared.Theme;

/// <summary>Computes relative luminance and contrast ratio as WCAG 2.2 defines them.</summary>
internal static class Contrast
{
    public static double Between(MudColor one, MudColor other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>
    /// The colour itself if its contrast to the ground is high enough, else the nearest mix with the helper colour that
    /// is.
    /// </summary>
    public static MudColor Readable(MudColor color, MudColor ground, MudColor helper, double atLeast)
    {
        var mixed = color;
        for (var share = 0.05f; Between(mixed, ground) < atLeast && share <= 1; share += 0.05f)
            mixed = MudColor.Lerp(color, helper, share);
        return mixed;
    }

    private static double Luminance(MudColor color) =>
        0.2126 * Linear(color.R) + 0.7152 * Linear(color.G) + 0.0722 * Linear(color.B);

    private static double Linear(byte channel)
    {
        var share = channel / 255d;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
