using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PreferenceCenter.Data;

/// <summary>Tells whose a file is: what root makes in somebody's directory, that user cannot open.</summary>
internal static class FileOwner
{
    private const int WorkingDirectory = -100,
        SizeOfStatus = 256,
        PlaceOfUser = 20;
    private const uint User = 8;

    /// <summary>The user whom this process acts as; null where there are no such users.</summary>
    public static uint? Here => OperatingSystem.IsLinux() ? EffectiveUser() : null;

    /// <summary>The user whose a file or directory is; null where it is not there or has no such user.</summary>
    public static uint? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var status = new byte[SizeOfStatus];
        return StatusOf(WorkingDirectory, path, 0, User, status) == 0
            ? BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(PlaceOfUser))
            : null;
    }

    /// <summary>The name of a user, or <c>#</c> and its number, which sudo understands too.</summary>
    public static string NameOf(uint user)
    {
        var number = Invariant($"{user}");
        try
        {
            return File.ReadLines("/etc/passwd")
                    .Select(line => line.Split(':'))
                    .FirstOrDefault(f => f.Length > 2 && f[2] == number)
                    ?[0]
                ?? "#" + number;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return "#" + number;
        }
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();

    // The same layout on every processor, unlike that of stat.
    [DllImport(
        "libc",
        EntryPoint = "statx",
        CharSet = CharSet.Ansi,
        BestFitMapping = false,
        ThrowOnUnmappableChar = true
    )]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatusOf(int directory, string path, int flags, uint wanted, byte[] status);
}
