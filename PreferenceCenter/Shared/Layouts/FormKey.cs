using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Layouts;

/// <summary>
/// Key of one copy of a form that asks for an e-mail. Sent again, by a double click, a second tab or a page that was
/// loaded again, the form asks for the same e-mail.
/// </summary>
internal static class FormKey
{
    private const string Name = "once";
    private const int Bytes = 12,
        Length = 16;

    /// <summary>The hidden field, with a new key.</summary>
    public static MarkupString NewField() =>
        new($"<input type=hidden name={Name} value={Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes))}>");

    /// <summary>What the key of the posted form stands for; null if the form has none.</summary>
    public static Guid? Read(IFormCollection form) =>
        form[Name].ToString() is { Length: Length } key
            ? new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16), bigEndian: true)
            : null;
}
