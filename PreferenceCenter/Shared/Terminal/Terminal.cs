using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreferenceCenter.Shared.Terminal;

/// <summary>Where a command reads and writes: results on one stream, progress and complaints on another.</summary>
/// <param name="Watched">Whether somebody sits before the error stream: then, and only then, progress is shown.</param>
internal sealed record Terminal(TextReader In, TextWriter Out, TextWriter Error, bool Watched)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // Read by programs and by people; never put into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true, NewLine = "\n" };

    /// <summary>One object, on one line.</summary>
    public void WriteJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>One object, for people to read too.</summary>
    public void WriteIndentedJson<T>(T value) => Out.WriteLine(JsonSerializer.Serialize(value, Indented));

    public int Refuse(string complaint)
    {
        Error.WriteLine(complaint);
        return ExitCode.CouldNotBeDone;
    }

    /// <summary>The lines of the input, or nothing where there is none left.</summary>
    public IEnumerable<string> Lines()
    {
        while (In.ReadLine() is { } line)
            if (!string.IsNullOrWhiteSpace(line))
                yield return line.Trim();
    }
}
