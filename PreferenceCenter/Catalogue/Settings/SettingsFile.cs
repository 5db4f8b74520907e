using MudBlazor.Utilities;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Catalogue.Settings.Pictures;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Settings;

/// <summary>
/// Settings of the site in a file. Those it does not name are left alone; with null, the one of the settings file is in
/// force again.
/// </summary>
internal sealed record SettingsFile(IReadOnlyDictionary<string, string?> Site)
{
    /// <summary>
    /// What its author saw set, null for nothing: what somebody else has set since is not overwritten. A file says
    /// nothing of it.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Seen { get; init; } = None;

    /// <summary>Reads values that were typed as those of a file are read, with the same faults.</summary>
    public static SettingsFile? Read(IReadOnlyDictionary<string, string?> typed, ICollection<Fault> faults) =>
        Read(SettingsJson.File(typed), faults);

    public static SettingsFile? Read(ReadOnlyMemory<byte> json, ICollection<Fault> faults) =>
        JsonFile.Read(
            json,
            faults,
            fields =>
            {
                fields.Only("site");
                return fields.Object("site") is { } site ? new SettingsFile(Fields(site)) : new SettingsFile(None);
            }
        );

    private const int LongestPath = 500;

    private static Dictionary<string, string?> None => new(StringComparer.Ordinal);

    private static Dictionary<string, string?> Fields(JsonFields fields)
    {
        fields.Only([.. SiteField.All.Select(f => f.Name)]);
        var values = None;
        foreach (var name in fields.Names())
            if (SiteField.Named(name) is { } field)
                values[name] = fields.Has(name) ? Value(fields, field) : null;
        return values;
    }

    private static string? Value(JsonFields fields, SiteField field)
    {
        var value = field.Name switch
        {
            "languages" => Spoken(fields),
            "logo" => Logo(fields),
            _ => fields.Text(field.Name, field.Longest),
        };
        if (value is null)
            return null;
        value = HiddenCharacter.Trim(value);
        if (HiddenCharacter.InsideName(value) is { } hidden)
        {
            fields.Fault(field.Name, FaultCode.HiddenCharacter, hidden);
            return value;
        }
        if (value.Length == 0 && !field.MayLack)
            fields.Fault(field.Name, FaultCode.Missing);
        else if (value.Length > 0 && FaultOf(field.Name, value) is { } fault)
            fields.Fault(field.Name, fault, value);
        return value;
    }

    private static FaultCode? FaultOf(string name, string value) =>
        name switch
        {
            "color" => MudColor.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _)
                ? null
                : FaultCode.NotColor,
            "privacyContact" => EmailAddress.TryParseNew(value) is null ? FaultCode.NotAddress : null,
            "privacyNoticeUrl" => IsWeb(value) ? null : FaultCode.NotWeb,
            "logo" => value[0] == '/' || IsWeb(value) || LogoPicture.IsSaidIn(value) ? null : FaultCode.NotWeb,
            _ => null,
        };

    // A picture is kept as it was written anew, so that the same file applied again differs in nothing.
    private static string? Logo(JsonFields fields)
    {
        var value = fields.Text("logo", LogoPicture.LongestSetting)?.Trim();
        if (!LogoPicture.IsSaidIn(value))
            return value is { Length: > LongestPath } ? TooLong(fields) : value;
        var (picture, refusal, about) = PictureFile.Read(LogoPicture.Of(value) is { } said ? said.Bytes.Span : []);
        if (refusal is { } code)
            fields.Fault("logo", code, [.. about]);
        return picture?.Setting;
    }

    private static string? TooLong(JsonFields fields)
    {
        fields.Fault("logo", FaultCode.TooLong, LongestPath);
        return null;
    }

    private static bool IsWeb(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "https" or "http";

    private static string? Spoken(JsonFields fields)
    {
        var languages = fields.Texts("languages");
        if (languages is null)
            return null;
        foreach (var (language, _) in languages.Where(l => !Languages.All.Contains(l.Text)))
            fields.Fault("languages", FaultCode.NotOneOf, language, FaultArgument.List(Languages.All));
        foreach (var twice in languages.GroupBy(l => l.Text).Where(g => g.Count() > 1))
            fields.Fault("languages", FaultCode.Repeated, twice.Key);
        return string.Join(',', languages.Select(l => l.Text));
    }
}
