using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Files;

/// <summary>Reads a file that contains one object of JSON.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Options = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <returns>Null if the file cannot be read, with the fault noted.</returns>
    public static T? Read<T>(ReadOnlyMemory<byte> json, ICollection<Fault> faults, Func<JsonFields, T?> read)
        where T : class
    {
        // Editors of Windows begin a file with a byte order mark.
        if (json.Span.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        if (!Utf8.IsValid(json.Span))
        {
            faults.Add(new Fault(FaultPlace.File, FaultCode.NotUtf8));
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            if (FaultOf(document.RootElement) is not { } fault)
                return JsonFields.Of(document.RootElement, "", faults) is { } fields ? read(fields) : null;
            faults.Add(fault);
        }
        catch (JsonException reason)
        {
            var (line, at) = (reason.LineNumber ?? 0, reason.BytePositionInLine ?? 0);
            faults.Add(new Fault(new("", line + 1), FaultCode.NotJson, Characters(json.Span, line, (int)at) + 1));
        }
        return null;
    }

    private static Fault? FaultOf(JsonElement root)
    {
        try
        {
            return Duplicate(root) is { } name ? new Fault(FaultPlace.File, FaultCode.DuplicateField, name) : null;
        }
        // Half of a surrogate pair, as an escape: that is JSON, and no text.
        catch (InvalidOperationException)
        {
            return new Fault(FaultPlace.File, FaultCode.ControlCharacter);
        }
    }

    /// <summary>The first name that stands twice in one object: which of its two values is meant is unknown.</summary>
    /// <exception cref="InvalidOperationException">A name or text holds half a character.</exception>
    private static string? Duplicate(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
            _ = element.GetString();
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(Duplicate).FirstOrDefault(name => name is not null);
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            if (!names.Add(member.Name))
                return member.Name;
            else if (Duplicate(member.Value) is { } name)
                return name;
        return null;
    }

    /// <summary>How many characters the first bytes of a line are.</summary>
    private static int Characters(ReadOnlySpan<byte> json, long line, int bytes)
    {
        for (; line > 0; line--)
            json = json[(json.IndexOf((byte)'\n') + 1)..];
        return Encoding.UTF8.GetCharCount(json[..Math.Min(bytes, json.Length)]);
    }
}
