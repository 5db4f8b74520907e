using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Cli.Proof;

/// <summary>
/// Builds HTML piece by piece. Each method encodes the text that it takes, and isolates it from the text around it,
/// because it may be in another script.
/// </summary>
internal sealed class ProofMarkup
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private readonly StringBuilder html = new();

    public static string Encode(string text) => Markup.Of(text).Value;

    /// <summary>Formats JSON with indentation. The caller encodes it for the page.</summary>
    public static string Indented(JsonElement json) => JsonSerializer.Serialize(json, Json);

    /// <summary>Appends markup of the program itself, unencoded.</summary>
    public ProofMarkup Raw(string markup)
    {
        html.Append(markup);
        return this;
    }

    public ProofMarkup Element(string name, string text, string attributes = "")
    {
        html.Append('<')
            .Append(name)
            .Append(attributes.Length > 0 ? " " : "")
            .Append(attributes)
            .Append('>')
            .Append(name == "pre" ? Encode(text) : $"<bdi>{Encode(text)}</bdi>")
            .Append("</")
            .Append(name)
            .Append(">\n");
        return this;
    }

    public ProofMarkup Row(string name, string text)
    {
        html.Append("<tr>");
        return Element("th", name, "scope=\"row\"").Element("td", text).Raw("</tr>\n");
    }

    public ProofMarkup Code(string name, string text)
    {
        html.Append("<tr>");
        return Element("th", name, "scope=\"row\"").Raw($"<td><code>{Encode(text)}</code></td></tr>\n");
    }

    /// <summary>Appends a link to the full description of an event.</summary>
    public ProofMarkup ToEvent(long seq) => Raw($"<a href=\"#event-{Number(seq)}\">event {Number(seq)}</a>");

    public override string ToString() => html.ToString();

    public static string Time(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
