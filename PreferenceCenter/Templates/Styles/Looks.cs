using System.Globalization;
using AngleSharp.Dom;

namespace PreferenceCenter.Templates.Styles;

/// <summary>How the elements of a part look on one screen.</summary>
internal sealed class Looks
{
    private readonly Cascade cascade;
    private readonly Dictionary<IElement, Look> known = [];
    private readonly Dictionary<IElement, StyleDoubts> doubted = [];
    private readonly Look canvas;
    private readonly bool darkCanvas;
    private readonly bool withoutFragile;

    /// <param name="withoutFragile">Without style sheets that Gmail drops.</param>
    public Looks(IDocument document, Cascade cascade, Screen screen, bool withoutFragile = false)
    {
        (this.cascade, Screen, this.withoutFragile) = (cascade, screen, withoutFragile);
        darkCanvas = screen.Dark && KnowsDark(document);
        canvas = darkCanvas
            ? new Look { Color = Rgba.White, Ground = Rgba.Of(18, 18, 18) }
            : new Look { Color = Rgba.Black, Ground = Rgba.White };
    }

    public Screen Screen { get; }

    // From outside in and without recursion: documents may be as deep as they are long.
    public Look Of(IElement element)
    {
        var unknown = new Stack<IElement>();
        var look = canvas;
        for (var at = element; at is not null; at = at.ParentElement)
            if (known.TryGetValue(at, out var found))
            {
                look = found;
                break;
            }
            else
                unknown.Push(at);
        while (unknown.TryPop(out var next))
            known[next] = look = Compute(next, look);
        return look;
    }

    /// <summary>What of an element and its ancestors may hide it and is not understood here; null: nothing.</summary>
    public string? Doubt(IElement element)
    {
        var unknown = new Stack<IElement>();
        var doubts = StyleDoubts.None;
        for (var at = element; at is not null; at = at.ParentElement)
            if (doubted.TryGetValue(at, out var found))
            {
                doubts = found;
                break;
            }
            else
                unknown.Push(at);
        while (unknown.TryPop(out var next))
        {
            var style = cascade.Of(next, Screen, withoutFragile) with { Variables = Of(next).Variables };
            doubted[next] = doubts = doubts.Within(next, style, cascade.Unsure);
        }
        return doubts.First;
    }

    /// <summary>The width or height of a picture in pixels, as far as it is said.</summary>
    public double? Side(IElement picture, string side) =>
        CssLength.Pixels(cascade.Of(picture, Screen, withoutFragile).Value(side), 16, null)
        ?? (
            double.TryParse(
                picture.GetAttribute(side),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var pixels
            )
                ? pixels
                : null
        );

    private Look Compute(IElement element, Look parent)
    {
        var style = cascade.Of(element, Screen, withoutFragile);
        var variables = parent.Variables.With(style.Custom());
        style = style with { Variables = variables };
        var font =
            Font(style.Value("font-size"), parent.Font) ?? DefaultStyle.Font(element, parent.Font) ?? parent.Font;
        var line = Line(style.Value("line-height"), font, parent.Line);
        var color =
            Color(style.Value("color"), parent.Color) ?? DefaultStyle.Color(element, darkCanvas) ?? parent.Color;
        var own = Ground(element, style, color);
        var picture = HasPicture(element, style);
        var hidden = parent.Hidden ?? HidingStyle.Of(element, style, font, line);
        var opacity = parent.Opacity * Opacity(style);
        return new Look
        {
            Hidden =
                hidden ?? (opacity < 0.3 ? $"opacity: {opacity.ToString("0.##", CultureInfo.InvariantCulture)}" : null),
            Visibility = Inherited(style.Value("visibility")) ?? parent.Visibility,
            Opacity = opacity,
            Font = font,
            Line = line,
            Indent = CssLength.Pixels(style.Value("text-indent"), font, Screen.Width) ?? parent.Indent,
            Color = color,
            Fill = Color(style.Value("-webkit-text-fill-color"), parent.Fill ?? color) ?? parent.Fill,
            Ground = own is { } ground ? ground.Over(parent.Ground) : parent.Ground,
            Variables = variables,
            OnPicture = picture || parent.OnPicture && own is not { A: 1 },
        };
    }

    private static Rgba? Ground(IElement element, DeclaredStyle style, Rgba color) =>
        style.Value("background-color") switch
        {
            null => DefaultStyle.Ground(element),
            "currentcolor" or "currentColor" => color,
            var declared => Rgba.Parse(declared),
        };

    private static bool HasPicture(IElement element, DeclaredStyle style) =>
        style.Value("background-image") is { } image
            ? image is not ("none" or "initial" or "unset" or "inherit")
            : DefaultStyle.HasPicture(element);

    private static Rgba? Color(string? declared, Rgba parent) =>
        declared switch
        {
            null => null,
            "inherit" or "unset" or "currentcolor" or "currentColor" => parent,
            "initial" => Rgba.Black,
            _ => Rgba.Parse(declared),
        };

    private static double? Font(string? declared, double parent) =>
        declared switch
        {
            null or "inherit" or "unset" => null,
            "xx-small" => 9,
            "x-small" => 10,
            "small" => 13,
            "medium" or "initial" => 16,
            "large" => 18,
            "x-large" => 24,
            "xx-large" => 32,
            "smaller" => parent * 0.83,
            "larger" => parent * 1.2,
            _ => CssLength.Pixels(declared, parent, parent),
        };

    private static double? Line(string? declared, double font, double? parent) =>
        declared switch
        {
            null or "inherit" or "unset" => parent,
            "normal" or "initial" => null,
            _ when CssMath.Number(declared) is { } factor => factor * font,
            _ => CssLength.Pixels(declared, font, font),
        };

    private static double Opacity(DeclaredStyle style) =>
        Fraction(style.Value("opacity"))
        * (
            style.Value("filter") is { } filter && filter.StartsWith("opacity(", StringComparison.OrdinalIgnoreCase)
                ? Fraction(filter[8..].TrimEnd(')'))
                : 1
        );

    private static double Fraction(string? declared) =>
        CssMath.Number(declared?.TrimEnd('%')) is { } number && declared is not null
            ? Math.Clamp(declared.EndsWith('%') ? number / 100 : number, 0, 1)
            : 1;

    private static string? Inherited(string? declared) => declared is null or "inherit" or "unset" ? null : declared;

    private bool KnowsDark(IDocument document)
    {
        var meta = document.QuerySelector("meta[name=color-scheme]")?.GetAttribute("content");
        var declared = document.DocumentElement is { } root
            ? cascade.Of(root, Screen, withoutFragile).Value("color-scheme")
            : null;
        return (declared ?? meta)?.Contains("dark", StringComparison.OrdinalIgnoreCase) == true;
    }
}
