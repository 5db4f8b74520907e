using System.Buffers.Binary;
using System.IO.Compression;

namespace PreferenceCenter.Tests.Catalogue;

/// <summary>Small pictures, with what cameras and programs write into files.</summary>
internal static class SamplePictures
{
    /// <summary>What the pictures hold and must not be kept.</summary>
    public const string Secret = "SECRETPLACE";

    /// <summary>24 by 18 pixels, with Exif and a comment.</summary>
    public static byte[] Jpeg { get; } =
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/4QBORXhpZgAATU0AKgAAAAgAAgEOAAIAAAAMAAAAJgEyAAIAAAAUAAAAMgAAAABTRUNS"
                + "RVRQTEFDRQAyMDIwOjAxOjAxIDAwOjAwOjAwAP/+AA1TRUNSRVRQTEFDRf/bAEMADQkKCwoIDQsKCw4ODQ8TIBUTEhITJxwe"
                + "FyAuKTEwLiktLDM6Sj4zNkY3LC1AV0FGTE5SU1IyPlphWlBgSlFST//bAEMBDg4OExETJhUVJk81LTVPT09PT09PT09PT09P"
                + "T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT//AABEIABIAGAMBIgACEQEDEQH/xAAfAAABBQEBAQEBAQAA"
                + "AAAAAAAAAQIDBAUGBwgJCgv/xAC1EAACAQMDAgQDBQUEBAAAAX0BAgMABBEFEiExQQYTUWEHInEUMoGRoQgjQrHBFVLR8CQz"
                + "YnKCCQoWFxgZGiUmJygpKjQ1Njc4OTpDREVGR0hJSlNUVVZXWFlaY2RlZmdoaWpzdHV2d3h5eoOEhYaHiImKkpOUlZaXmJma"
                + "oqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4eLj5OXm5+jp6vHy8/T19vf4+fr/xAAfAQADAQEBAQEBAQEB"
                + "AAAAAAAAAQIDBAUGBwgJCgv/xAC1EQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVi"
                + "ctEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeY"
                + "mZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AI/D"
                + "fh/+3ftP+leR5G3/AJZ7t27PuPSpvEPhb+xLBLr7b5++UR7fK24yCc5yfSjwlr1pon2v7XHM/nbNvlKDjG7OcketWfFXiWy1"
                + "nTY7a1iuEdZhITIqgYAYdifWqPNSpeyu9zlKKKKDnCiiigAooooA/9k="
        );

    /// <summary>Progressive, with Exif.</summary>
    public static byte[] Progressive { get; } =
        Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/4QBORXhpZgAATU0AKgAAAAgAAgEOAAIAAAAMAAAAJgEyAAIAAAAUAAAAMgAAAABTRUNS"
                + "RVRQTEFDRQAyMDIwOjAxOjAxIDAwOjAwOjAwAP/bAEMADQkKCwoIDQsKCw4ODQ8TIBUTEhITJxweFyAuKTEwLiktLDM6Sj4z"
                + "NkY3LC1AV0FGTE5SU1IyPlphWlBgSlFST//bAEMBDg4OExETJhUVJk81LTVPT09PT09PT09PT09PT09PT09PT09PT09PT09P"
                + "T09PT09PT09PT09PT09PT09PT09PT//CABEIABIAGAMBIgACEQEDEQH/xAAXAAEBAQEAAAAAAAAAAAAAAAAAAgMF/8QAFwEB"
                + "AAMAAAAAAAAAAAAAAAAAAAEDBP/aAAwDAQACEAMQAAABm2k5uUFYAH//xAAZEAACAwEAAAAAAAAAAAAAAAADBAACEyD/2gAI"
                + "AQEAAQUCWX3jCuNIoeoY0zQw+P/EABYRAAMAAAAAAAAAAAAAAAAAABIgIv/aAAgBAwEBPwGRT//EABQRAQAAAAAAAAAAAAAA"
                + "AAAAACD/2gAIAQIBAT8BH//EAB8QAAAGAQUAAAAAAAAAAAAAAAABAhESITEQICJRYf/aAAgBAQAGPwJXJm8EpvbY0VIjvoEl"
                + "JKy97f/EAB0QAAIBBAMAAAAAAAAAAAAAAAERIQAQMXEgUWH/2gAIAQEAAT8h0H7N0jzYIWl9ik3QiQjEHvH/2gAMAwEAAgAD"
                + "AAAAEBAAAP/EABcRAQADAAAAAAAAAAAAAAAAAAEgITH/2gAIAQMBAT8QC92H/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgB"
                + "AgEBPxAf/8QAHRABAQABBAMAAAAAAAAAAAAAARFRABBBYSAh8f/aAAgBAQABPxD6bB2Y1x9/BUW2uNurypk9rUzocrEgIA4X"
                + "Pj//2Q=="
        );

    /// <summary>Lossy, with Exif.</summary>
    public static byte[] WebP { get; } =
        Convert.FromBase64String(
            "UklGRsQAAABXRUJQVlA4WAoAAAAIAAAAFwAAEQAAVlA4IFgAAACQAwCdASoYABIAPrVUpE0nJKOiKAgA4BaJYwDO7BEcrj61"
                + "JkQAAP7YoX+ehe6cZh5mE984HwDIVlSJUGGECG2P80iK1CFvbxvFDIHppR2E/lPYAtFAAAAARVhJRkYAAABNTQAqAAAACAAC"
                + "AQ4AAgAAAAwAAAAmATIAAgAAABQAAAAyAAAAAFNFQ1JFVFBMQUNFADIwMjA6MDE6MDEgMDA6MDA6MDAA"
        );

    public static byte[] Lossless { get; } =
        Convert.FromBase64String("UklGRjAAAABXRUJQVlA4TCQAAAAvF0AEAA9wtv8z/J/qf/7jAYTZRgjztzuTvs8gov8BAO0AAAA=");

    /// <summary>Two frames.</summary>
    public static byte[] Animated { get; } =
        Convert.FromBase64String(
            "UklGRvwAAABXRUJQVlA4WAoAAAACAAAAFwAAEQAAQU5JTQYAAAAAAAAAAABBTk1GigAAAAAAAAAAABcAABEAAGQAAAJWUDgg"
                + "cgAAAHAEAJ0BKhgAEgA+bTSWR6QjIiEoCACADYljALsPfAGaBly/K7MEfObJZmwAAP7ymO/9HRfUU7C8O3TupvgxTXma0zmg"
                + "qi7AUIWZ6HarghbZ//3l25L7STV+uH0W3hv9fT/+z5Xh8x4vnr/Mwp9Q2/cAAEFOTUY+AAAAAAAAAAAAFwAAEQAAZAAAAFZQ"
                + "OCAmAAAAVAIAnQEqGAASAC5NNptNgAAExLSAASF5ZxIAAP79Ny3/tWEAAAA="
        );

    /// <summary>Red, with a text and a place in Exif, and with something behind its end.</summary>
    public static byte[] Png(int width = 24, int height = 18, int lines = 0) =>
        [
            0x89,
            0x50,
            0x4E,
            0x47,
            0x0D,
            0x0A,
            0x1A,
            0x0A,
            .. Chunk("IHDR", [.. Number(width), .. Number(height), 8, 2, 0, 0, 0]),
            .. Chunk("tEXt", [.. "Comment\0"u8, .. "SECRETPLACE"u8]),
            .. Chunk("eXIf", "SECRETPLACE"u8),
            .. Chunk("IDAT", Packed(width, lines == 0 ? height : lines)),
            .. Chunk("IEND", []),
            .. "SECRETPLACE"u8,
        ];

    private static byte[] Packed(int width, int lines)
    {
        using var packed = new MemoryStream();
        using (var pixels = new ZLibStream(packed, CompressionLevel.Fastest))
            for (var line = 0; line < lines; line++)
                pixels.Write([0, .. Enumerable.Repeat<byte[]>([200, 30, 30], width).SelectMany(p => p)]);
        return packed.ToArray();
    }

    private static byte[] Chunk(string name, ReadOnlySpan<byte> data)
    {
        byte[] named = [.. System.Text.Encoding.ASCII.GetBytes(name), .. data];
        return [.. Number(data.Length), .. named, .. Number(unchecked((int)Crc(named)))];
    }

    private static uint Crc(byte[] bytes) =>
        ~bytes
            .SelectMany(value => Enumerable.Range(0, 8).Select(bit => (uint)(value >> bit) & 1))
            .Aggregate(uint.MaxValue, (sum, bit) => ((sum ^ bit) & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1);

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
