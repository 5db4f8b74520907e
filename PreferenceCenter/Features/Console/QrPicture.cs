using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using QRCoder;

namespace PreferenceCenter.Features.Console;

/// <summary>Draws QR codes, on a page and as files.</summary>
internal static class QrPicture
{
    /// <summary>Pixels of a module in a PNG: for print, also of a poster.</summary>
    private const int PixelsEach = 24;

    /// <summary>As a path of an inline SVG: no image request and no style attribute.</summary>
    public static MarkupString Draw(string text)
    {
        var (size, path) = PathOf(text);
        return new MarkupString(
            Invariant(
                $"<svg class=\"qr\" viewBox=\"0 0 {size} {size}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\"/><path d=\"{path}\"/></svg>"
            )
        );
    }

    /// <summary>As an SVG file, black on white.</summary>
    public static byte[] Svg(string text)
    {
        var (size, path) = PathOf(text);
        return Encoding.UTF8.GetBytes(
            Invariant(
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><rect width=\"{size}\" height=\"{size}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"
            )
        );
    }

    /// <summary>As a PNG file, black on white.</summary>
    public static byte[] Png(string text)
    {
        using var code = CodeOf(text);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(PixelsEach);
    }

    // The modules include the quiet zone.
    private static (int Size, string Path) PathOf(string text)
    {
        using var code = CodeOf(text);
        var path = new StringBuilder();
        foreach (var (y, row) in code.ModuleMatrix.Index())
            for (var x = 0; x < row.Count; x++)
                if (row[x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (code.ModuleMatrix.Count, path.ToString());
    }

    private static QRCodeData CodeOf(string text)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
    }
}
