namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>
/// Names the browser and the system behind a user agent, as a reader knows them: "Firefox, Windows". The names are the
/// same in every language.
/// </summary>
internal static class DeviceName
{
    // The order counts: most browsers also claim to be others.
    private static readonly (string Sign, string Name)[] Browsers =

        [
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser/", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS/", "Firefox"),
            ("CriOS/", "Chrome"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ],
        Systems =

        [
            ("Android", "Android"),
            ("iPhone", "iOS"),
            ("iPad", "iPadOS"),
            ("Windows", "Windows"),
            ("Mac OS X", "macOS"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ];

    /// <summary>The name; null if neither browser nor system is known.</summary>
    public static string? Of(string? userAgent) =>
        string.Join(", ", new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.OfType<string>())
            is { Length: > 0 } name
            ? name
            : null;

    private static string? Find((string Sign, string Name)[] known, string? userAgent) =>
        Array.Find(known, k => userAgent?.Contains(k.Sign, StringComparison.Ordinal) == true).Name;
}
