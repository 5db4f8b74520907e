namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Parses a record of <c>name=value</c> pairs separated by semicolons, as DKIM (RFC 6376 §3.2) and DMARC write them.
/// </summary>
internal static class TagList
{
    public static IReadOnlyDictionary<string, string> Parse(string record)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in record.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, var value])
                tags.TryAdd(name, value);
        return tags;
    }
}
