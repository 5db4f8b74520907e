using System.Buffers.Binary;
using System.IO.Compression;

namespace PreferenceCenter.Catalogue.Settings.Pictures;

/// <summary>Reads a PNG file (ISO/IEC 15948): each chunk by its checksum, the pixels by unpacking them.</summary>
internal static class PngFile
{
    private const int AroundData = 12;

    // Kept of a file: what draws it. Texts, times, Exif, profiles and frames of animations go.
    private static readonly string[] Drawing = ["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "pHYs", "IDAT", "IEND"];

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static DrawnPicture? Read(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream();
        using var packed = new MemoryStream();
        kept.Write(Signature);
        var rest = file[Signature.Length..];
        ReadOnlySpan<byte> header = [];
        while (rest.Length >= AroundData)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - AroundData)
                return null;
            var chunk = rest[..(AroundData + (int)length)];
            rest = rest[chunk.Length..];
            var named = chunk[4..^4];
            var data = named[4..];
            if (Checksum(named) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
                return null;
            var name = System.Text.Encoding.Latin1.GetString(named[..4]);
            // The header comes first, and once.
            if (header.IsEmpty != (name == "IHDR"))
                return null;
            if (name == "IHDR")
                header = data;
            if (name == "IDAT")
                packed.Write(data);
            if (Drawing.Contains(name))
                kept.Write(chunk);
            if (name == "IEND")
                return DrawnOf(header, packed.ToArray(), kept.ToArray());
        }
        return null;
    }

    private static DrawnPicture? DrawnOf(ReadOnlySpan<byte> header, byte[] packed, byte[] kept)
    {
        if (header.Length != 13 || header[10] != 0 || header[11] != 0 || header[12] > 1)
            return null;
        var (width, height) = (
            BinaryPrimitives.ReadUInt32BigEndian(header),
            BinaryPrimitives.ReadUInt32BigEndian(header[4..])
        );
        var bits = BitsOf(depth: header[8], color: header[9]);
        if (bits == 0 || width is 0 or > ushort.MaxValue || height is 0 or > ushort.MaxValue)
            return null;
        var drawn = new DrawnPicture((int)width, (int)height, kept);
        // One too large is refused for that, and not unpacked.
        return drawn.Width > DrawnPicture.Most || drawn.Height > DrawnPicture.Most ? drawn
            : Unpacked(packed, Pixels(drawn, bits, header[12] == 1)) ? drawn
            : null;
    }

    // Bits of a pixel; 0 where the two do not go together.
    private static int BitsOf(byte depth, byte color) =>
        (color, depth) switch
        {
            (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) => depth,
            (2, 8 or 16) => 3 * depth,
            (4, 8 or 16) => 2 * depth,
            (6, 8 or 16) => 4 * depth,
            _ => 0,
        };

    // Bytes of all lines with the filter before each; interlaced in seven passes.
    private static long Pixels(DrawnPicture drawn, int bits, bool interlaced)
    {
        (int X, int Y, int OverX, int OverY)[] passes = interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        return passes.Sum(pass =>
        {
            long across = (drawn.Width - pass.X + pass.OverX - 1) / pass.OverX;
            long down = (drawn.Height - pass.Y + pass.OverY - 1) / pass.OverY;
            return across == 0 ? 0 : down * (1 + (across * bits + 7) / 8);
        });
    }

    // No more than is expected is unpacked of a file that claims less than it holds.
    private static bool Unpacked(byte[] packed, long expected)
    {
        try
        {
            using var pixels = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
            var part = new byte[64 * 1024];
            for (int read; expected >= 0 && (read = pixels.Read(part)) > 0; )
                expected -= read;
            return expected == 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    // CRC-32 as PNG has it (annex D).
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ (0xEDB88320 & (uint)-(int)(sum & 1));
        }
        return ~sum;
    }
}
