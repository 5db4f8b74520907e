using System.Globalization;
using System.Text;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Data;

/// <summary>
/// Reads settings and reports every fault with its key, so that one start shows the operator all of them.
/// </summary>
internal sealed class SettingReader(IConfiguration configuration, ICollection<SettingFault> faults)
{
    private readonly HashSet<string> keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> lists = new(StringComparer.OrdinalIgnoreCase);

    public IConfiguration Configuration => configuration;

    /// <summary>The keys that were asked for, whether or not they are set.</summary>
    public IReadOnlySet<string> Keys => keys;

    /// <summary>Those of them that are lists.</summary>
    public IReadOnlySet<string> Lists => lists;
    public ICollection<SettingFault> Faults => faults;

    public void Fault(string key, string message) => faults.Add(new SettingFault(key, message));

    public string? Text(string key)
    {
        keys.Add(key);
        return configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    /// <summary>
    /// Reads a list: one text with separators, as in a variable, or an array, as JSON has it; as a text either way.
    /// Of several places the last one wins, with the whole of its list.
    /// </summary>
    public string? List(string key, char separator = ',')
    {
        lists.Add(key);
        var text = Text(key);
        foreach (var provider in (configuration as IConfigurationRoot)?.Providers.Reverse() ?? [])
        {
            if (provider.TryGet(key, out _))
                return text;
            string[] items = [.. provider.GetChildKeys([], key).Distinct()];
            if (items.Length > 0)
                return string.Join(
                    separator,
                    items
                        .OrderBy(name => name, ConfigurationKeyComparer.Instance)
                        .Select(name => provider.TryGet($"{key}:{name}", out var item) ? item?.Trim() : null)
                );
        }
        return text;
    }

    /// <summary>A secret is read as it is written: a blank at its end may be part of it.</summary>
    public string? Secret(string key)
    {
        keys.Add(key);
        return configuration[key] is { Length: > 0 } value ? value : null;
    }

    /// <param name="otherwise">The default; without one, the setting is required.</param>
    public string Text(string key, string? otherwise, string what)
    {
        if ((Text(key) ?? otherwise) is { } text)
            return text;
        Fault(key, $"is missing: {what}");
        return "";
    }

    public T Choice<T>(string key, T? otherwise)
        where T : struct, Enum
    {
        var names = string.Join(", ", Enum.GetNames<T>());
        if (Text(key) is not { } text)
        {
            if (otherwise is null)
                Fault(key, $"is missing: one of {names}");
            return otherwise ?? default;
        }
        // Enum.TryParse also accepts numbers; a setting is a name.
        if (
            !char.IsAsciiDigit(text[0])
            && Enum.TryParse<T>(text, ignoreCase: true, out var value)
            && Enum.IsDefined(value)
        )
            return value;
        Fault(key, $"'{text}' is not one of {names}");
        return otherwise ?? default;
    }

    public bool Flag(string key, bool otherwise)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (bool.TryParse(text, out var flag))
            return flag;
        Fault(key, $"'{text}' is neither true nor false");
        return otherwise;
    }

    public int Number(string key, int otherwise, int least, int most)
    {
        if (Text(key) is not { } text)
            return otherwise;
        if (
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
            return number;
        Fault(key, Invariant($"'{text}' is no number from {least} to {most}"));
        return otherwise;
    }

    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Text(key) is not { } text)
            return otherwise;
        // Without a colon, "60" would be read as sixty days.
        if (
            text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span)
            && span >= least
            && span <= most
        )
            return span;
        Fault(key, $"'{text}' is no duration from {least:c} to {most:c}; write hh:mm:ss or d.hh:mm:ss");
        return otherwise;
    }

    public Uri? Url(string key, string? otherwise, string what)
    {
        var text = Text(key, otherwise, what);
        if (text.Length == 0)
            return null;
        if (
            Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            && url.Query.Length == 0
            && url.Fragment.Length == 0
        )
            // On the wire an international host is A-labels (RFC 5890), whoever writes the address out.
            return Ascii.IsValid(url.Host) ? url : new UriBuilder(url) { Host = url.IdnHost }.Uri;
        Fault(key, $"'{text}' is no http or https address");
        return null;
    }

    /// <summary>Reads a directory; relative paths start from the current directory of the command.</summary>
    public string Folder(string key, string? otherwise, string what)
    {
        var text = Text(key, otherwise, what);
        return text.Length == 0 ? "" : Path.GetFullPath(text);
    }
}
