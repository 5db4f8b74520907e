using System.Buffers.Binary;

namespace PreferenceCenter.Catalogue.Settings.Pictures;

/// <summary>Reads a WebP file (RFC 9649) of one picture.</summary>
internal static class WebPFile
{
    private const int Head = 12;

    // Of the features of a file, whether it is transparent. What the others speak of is not kept.
    private const byte Transparent = 0x10;

    public static bool Begins(ReadOnlySpan<byte> file) =>
        file.Length > Head && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8);

    public static DrawnPicture? Read(ReadOnlySpan<byte> file)
    {
        using var kept = new MemoryStream();
        var (end, width, height) = (BinaryPrimitives.ReadUInt32LittleEndian(file[4..]) + 8L, 0, 0);
        if (end > file.Length)
            return null;
        for (var rest = file[Head..(int)end]; rest.Length >= 8; )
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            var whole = 8L + length + (length & 1);
            if (whole > rest.Length)
                return null;
            var chunk = rest[..(int)whole];
            var data = chunk.Slice(8, (int)length);
            rest = rest[chunk.Length..];
            if (chunk.StartsWith("ANIM"u8) || chunk.StartsWith("ANMF"u8))
                return null;
            if (chunk.StartsWith("VP8X"u8) && data.Length == 10)
            {
                kept.Write(chunk[..8]);
                kept.Write([(byte)(data[0] & Transparent), 0, 0, 0]);
                kept.Write(data[4..]);
            }
            else if (chunk.StartsWith("ALPH"u8))
                kept.Write(chunk);
            else if (chunk.StartsWith("VP8 "u8) || chunk.StartsWith("VP8L"u8))
            {
                if (width > 0 || SidesOf(chunk[3] == 'L', data) is not { } sides)
                    return null;
                (width, height) = sides;
                kept.Write(chunk);
            }
        }
        return width > 0 ? new DrawnPicture(width, height, Written(kept.ToArray())) : null;
    }

    // Fourteen bits each: of a lossy frame behind its start code, of a lossless one less one, without a gap.
    private static (int Width, int Height)? SidesOf(bool lossless, ReadOnlySpan<byte> data)
    {
        if (lossless)
            return data.Length > 5 && data[0] == 0x2F && BinaryPrimitives.ReadUInt32LittleEndian(data[1..]) is var bits
                ? ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1)
                : null;
        return data.Length > 10 && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
            ? (
                BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF
            )
            : null;
    }

    private static byte[] Written(byte[] chunks)
    {
        var file = new byte[Head + chunks.Length];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)chunks.Length + 4);
        "WEBP"u8.CopyTo(file.AsSpan(8));
        chunks.CopyTo(file, Head);
        return file;
    }
}
