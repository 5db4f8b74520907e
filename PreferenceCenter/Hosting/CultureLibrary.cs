using System.Globalization;
using System.Runtime.InteropServices;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Looks for ICU, the library of languages, before anything needs it: without it the runtime ends the process with a
/// stack trace.
/// </summary>
internal static class CultureLibrary
{
    private const string InvariantSwitch = "System.Globalization.Invariant";
    private const string InvariantVariable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    // The runtime looks for these, from the newest on. Their digits are written out here: to format a number, even in
    // no language, the runtime loads the library that may be missing.
    private const int Oldest = 50,
        Newest = 99;

    /// <summary>What keeps the program from speaking any language; null where nothing does.</summary>
    public static string? Fault()
    {
        if (!IsThere())
        {
            // From here on the runtime does without, so that this can be written.
            AppContext.SetSwitch(InvariantSwitch, true);
            return "ICU, the library of languages, is not installed: install libicu72, libicu74 or libicu76 on Debian and Ubuntu (`apt-cache search '^libicu[0-9]+$'` shows which there is), libicu on Fedora and RHEL, icu-libs and icu-data-full on Alpine.";
        }
        try
        {
            CultureInfo.GetCultureInfo("de");
            return null;
        }
        catch (CultureNotFoundException)
        {
            return $"{InvariantVariable} is set, which takes all languages away: unset it, and install ICU (libicu) where it is missing.";
        }
    }

    private static bool IsThere()
    {
        if (!OperatingSystem.IsLinux() || IsOff())
            return true;
        for (var version = Newest; version >= Oldest; version--)
            if (NativeLibrary.TryLoad("libicuuc.so." + (char)('0' + version / 10) + (char)('0' + version % 10), out _))
                return true;
        return NativeLibrary.TryLoad("libicuuc.so", out _);
    }

    // Then it is not looked for, and the second question answers.
    private static bool IsOff() => Environment.GetEnvironmentVariable(InvariantVariable) is "1" or "true" or "TRUE";
}
