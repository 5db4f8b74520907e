using System.Globalization;

namespace PreferenceCenter.Domain;

/// <summary>
/// The short reference of a privacy request, <c>DSR-0042</c>: for letters, calls and colleagues. It opens no public page.
/// </summary>
internal static class RequestNumber
{
    private const string Prefix = "DSR-";

    public static string Text(int number) => Invariant($"{Prefix}{number:0000}");

    /// <summary>The number of a typed reference, with or without its prefix; null if it is none.</summary>
    public static int? Parse(string typed)
    {
        var digits = typed.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? typed[Prefix.Length..] : typed;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
    }
}
