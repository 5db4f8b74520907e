using System.Globalization;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Links;

/// <summary>
/// Link keys from the settings <c>Links:ActiveKey</c> and <c>Links:Keys:&lt;id&gt;</c>, in addition to the keys
/// directory or instead of it.
/// </summary>
internal sealed record LinkKeySettings(byte? ActiveKey, IReadOnlyDictionary<byte, byte[]> Keys)
{
    public static LinkKeySettings None { get; } = new(null, new Dictionary<byte, byte[]>());

    /// <summary>Reads the valid settings; every fault is added to <paramref name="faults"/> under its key.</summary>
    public static LinkKeySettings Read(IConfiguration configuration, ICollection<SettingFault> faults)
    {
        var keys = new Dictionary<byte, byte[]>();
        foreach (var setting in configuration.GetSection("Links:Keys").GetChildren())
        {
            if (IdIn(setting.Key) is not { } id)
                faults.Add(new(setting.Path, "A key's id is a whole number from 1 to 255."));
            else if (SecretIn(setting.Value) is not { } secret)
                faults.Add(
                    new(setting.Path, "A key is 32 random bytes in base64. `openssl rand -base64 32` makes one.")
                );
            else
                keys.Add(id, secret);
        }

        var typed = configuration["Links:ActiveKey"];
        var active = IdIn(typed);
        if (!string.IsNullOrEmpty(typed) && active is null)
            faults.Add(new("Links:ActiveKey", "The id of the key that signs new links: a whole number from 1 to 255."));
        return new(active, keys);
    }

    // One spelling per id: "01" and "1" would be two settings for one key.
    private static byte? IdIn(string? text) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0 && text![0] != '0'
            ? id
            : null;

    private static byte[]? SecretIn(string? text)
    {
        var secret = new byte[LinkKey.SecretLength];
        text = text?.Trim();
        return
            text is { Length: 44 }
            && Convert.TryFromBase64String(text, secret, out var written)
            && written == secret.Length
            ? secret
            : null;
    }
}
