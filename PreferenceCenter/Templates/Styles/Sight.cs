using System.Globalization;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Judges what a person sees of an element on a screen.</summary>
internal static class Sight
{
    /// <summary>Letters and pictures under that many pixels are not seen.</summary>
    public const double LeastPixels = 8;

    /// <summary>Letters with less contrast are as the ground they stand on.</summary>
    public const double LeastContrast = 1.5;

    public static Seen Of(IElement element, Looks looks)
    {
        var (unseen, seen) = ((Seen?)null, (Seen?)null);
        foreach (var leaf in Leaves.Of(element))
        {
            var one = leaf is IText text
                ? OfText(text.ParentElement ?? element, looks)
                : OfPicture((IElement)leaf, looks);
            if (one.Hidden is not null)
                unseen ??= one;
            else
                seen = seen is { } before ? Both(before, one) : one;
        }
        return seen ?? unseen ?? new Seen("<a></a>", null, null);
    }

    /// <summary>What may hide all that is seen of an element and is not understood here; null: nothing does.</summary>
    public static string? Doubt(IElement element, Looks looks)
    {
        var doubt = (string?)null;
        foreach (var leaf in Leaves.Of(element))
        {
            var one = leaf as IElement ?? leaf.ParentElement ?? element;
            if ((leaf is IText ? OfText(one, looks) : OfPicture(one, looks)).Hidden is not null)
                continue;
            if (looks.Doubt(one) is not { } found)
                return null;
            doubt ??= found;
        }
        return doubt;
    }

    private static Seen Both(Seen one, Seen other) =>
        new(null, Least(one.Contrast, other.Contrast), Least(one.Font, other.Font), one.OnPicture || other.OnPicture);

    /// <summary>What is seen of the text that stands in an element.</summary>
    public static Seen OfText(IElement parent, Looks looks)
    {
        var look = looks.Of(parent);
        if (look.Hidden is { } hidden)
            return new Seen(hidden, null, null);
        if (look.Visibility is "hidden" or "collapse")
            return new Seen($"visibility: {look.Visibility}", null, null);
        if (look.Font < LeastPixels)
            return new Seen(Invariant($"font-size: {look.Font:0.#}px"), null, null);
        if (look.Indent <= -500)
            return new Seen(Invariant($"text-indent: {look.Indent:0}px"), null, null);
        if (look.OnPicture)
            return new Seen(null, null, look.Font, OnPicture: true);
        return look.Contrast < LeastContrast
            ? new Seen(Ratio(look.Contrast), look.Contrast, look.Font)
            : new Seen(null, look.Contrast, look.Font);
    }

    public static string Ratio(double contrast) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(contrast * 10) / 10:0.0} : 1");

    private static Seen OfPicture(IElement picture, Looks looks)
    {
        var look = looks.Of(picture);
        if (look.Hidden is { } hidden)
            return new Seen(hidden, null, null);
        if (look.Visibility is "hidden" or "collapse")
            return new Seen($"visibility: {look.Visibility}", null, null);
        if (string.IsNullOrWhiteSpace(picture.GetAttribute("alt")))
            return new Seen("<img> alt=\"\"", null, null);
        foreach (var side in (ReadOnlySpan<string>)["width", "height"])
            if (looks.Side(picture, side) is { } pixels && pixels < LeastPixels)
                return new Seen(Invariant($"{side}: {pixels:0.#}px"), null, null);
        return new Seen(null, null, null);
    }

    private static double? Least(double? one, double? other) =>
        one is { } a && other is { } b ? Math.Min(a, b) : one ?? other;
}
