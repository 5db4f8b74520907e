using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Settings.Pictures;

/// <summary>
/// Reads a picture of any bytes: what it is, by its content alone, and how large. What is kept is written anew of the
/// parts that draw it, without a camera's place and time, comments, profiles, and whatever is hidden behind its end.
/// </summary>
/// <remarks>SVG is not taken: it is a document that can hold script, and few email programs show it.</remarks>
internal static class PictureFile
{
    private const int Least = 16;

    /// <returns>Without a picture, why it is refused.</returns>
    public static (LogoPicture? Picture, FaultCode? Refusal, IReadOnlyList<FaultArgument> About) Read(
        ReadOnlySpan<byte> bytes
    )
    {
        if (bytes.Length > LogoPicture.MostBytes)
            return (null, FaultCode.PictureTooLarge, [LogoPicture.MostBytes / 1000]);
        var (type, drawn) =
            bytes.StartsWith(PngFile.Signature) ? (LogoPicture.Png, PngFile.Read(bytes))
            : bytes.StartsWith(JpegFile.Signature) ? (LogoPicture.Jpeg, JpegFile.Read(bytes))
            : WebPFile.Begins(bytes) ? (LogoPicture.WebP, WebPFile.Read(bytes))
            : ("", null);
        return drawn is null ? (null, FaultCode.NotPicture, [])
            : drawn.Width is < Least or > DrawnPicture.Most || drawn.Height is < Least or > DrawnPicture.Most
                ? (null, FaultCode.PictureSides, [drawn.Width, drawn.Height, Least, DrawnPicture.Most])
            : (new LogoPicture(type, drawn.Bytes), null, []);
    }
}
