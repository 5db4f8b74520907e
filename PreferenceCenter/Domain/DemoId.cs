namespace PreferenceCenter.Domain;

/// <summary>
/// Makes ids of what the demo made up, so that it is known for what it is wherever it stands: of version 8 (RFC 9562
/// §5.8), which no other id here has, and all in one range.
/// </summary>
internal static class DemoId
{
    // "demode" in ASCII, then the version.
    private static readonly byte[] Prefix = [0x64, 0x65, 0x6d, 0x6f, 0x64, 0x65, 0x8d, 0x6f];

    public static readonly Guid First = Filled(0x00),
        Last = Filled(0xff);

    public static Guid New()
    {
        var bytes = RandomId.New().ToByteArray(bigEndian: true);
        Prefix.CopyTo(bytes, 0);
        return new Guid(bytes, bigEndian: true);
    }

    private static Guid Filled(byte rest)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Fill(rest);
        Prefix.CopyTo(bytes);
        return new Guid(bytes, bigEndian: true);
    }
}
