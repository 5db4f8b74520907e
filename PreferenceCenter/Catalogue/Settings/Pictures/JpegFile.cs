using System.Buffers.Binary;

namespace PreferenceCenter.Catalogue.Settings.Pictures;

/// <summary>Reads a JPEG file (ITU-T T.81): its segments up to the end of the picture.</summary>
internal static class JpegFile
{
    private const byte Mark = 0xFF,
        End = 0xD9,
        Scan = 0xDA,
        Jfif = 0xE0,
        Adobe = 0xEE;

    public static ReadOnlySpan<byte> Signature => [Mark, 0xD8, Mark];

    public static DrawnPicture? Read(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream();
        kept.Write(Signature[..2]);
        var (width, height, scans) = (0, 0, 0);
        var rest = file[2..];
        while (rest.Length >= 2 && rest[0] == Mark)
        {
            var kind = rest[1];
            if (kind == Mark)
            {
                rest = rest[1..];
                continue;
            }
            if (kind == End)
            {
                kept.Write([Mark, End]);
                return width > 0 && height > 0 && scans > 0 ? new DrawnPicture(width, height, kept.ToArray()) : null;
            }
            if (rest.Length < 4 || BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) is var length && length < 2)
                return null;
            if (rest.Length < 2 + length)
                return null;
            var segment = rest[..(2 + length)];
            rest = rest[segment.Length..];
            // Baseline, extended and progressive, with grey, three or four colours; once.
            if (kind is 0xC0 or 0xC1 or 0xC2)
            {
                if (width > 0 || length < 8 || segment[9] is not (1 or 3 or 4))
                    return null;
                height = BinaryPrimitives.ReadUInt16BigEndian(segment[5..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(segment[7..]);
            }
            Keep(kept, kind, segment);
            if (kind != Scan)
                continue;
            scans++;
            var coded = Coded(rest);
            kept.Write(rest[..coded]);
            rest = rest[coded..];
        }
        return null;
    }

    // What draws the picture: tables, frames, scans, restarts, and which colours are meant. Exif, profiles and comments go.
    private static void Keep(MemoryStream kept, byte kind, ReadOnlySpan<byte> segment)
    {
        if (kind is 0xDB or 0xC4 or 0xC0 or 0xC1 or 0xC2 or 0xDD or Scan)
            kept.Write(segment);
        else if (kind == Adobe && segment[4..].StartsWith("Adobe"u8))
            kept.Write(segment);
        // Without the small picture that it may hold.
        else if (kind == Jfif && segment.Length >= 18 && segment[4..].StartsWith("JFIF\0"u8))
        {
            kept.Write([Mark, Jfif, 0, 16]);
            kept.Write(segment[4..16]);
            kept.Write([0, 0]);
        }
    }

    // How long the coded pixels are: up to a mark that is neither a byte of them nor a restart.
    private static int Coded(ReadOnlySpan<byte> rest)
    {
        var at = 0;
        while (at + 1 < rest.Length && (rest[at] != Mark || rest[at + 1] is 0 or (>= 0xD0 and <= 0xD7)))
            at++;
        return at;
    }
}
