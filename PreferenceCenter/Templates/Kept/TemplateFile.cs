using System.Text.RegularExpressions;
using PreferenceCenter.Templates.Findings;

namespace PreferenceCenter.Templates.Kept;

/// <summary>A template as somebody gives it.</summary>
/// <param name="Key">The name of its file without the ending.</param>
/// <param name="Topic">The key of the topic whose mailings it is for. Null: unchanged, and any for a new one.</param>
/// <param name="Stage">Null: unchanged, and what it looks like for a new one.</param>
/// <param name="Language">Null: unchanged, and any for a new one.</param>
internal sealed partial record TemplateFile(
    string Key,
    ReadOnlyMemory<byte> Content,
    string? Topic = null,
    TemplateStage? Stage = null,
    string? Language = null
)
{
    /// <summary>More bytes are not kept: no mailing has so many.</summary>
    public const int MostBytes = 2 << 20;

    public bool HasKey => Form().IsMatch(Key);

    [GeneratedRegex("^[a-z0-9-]{1,64}$")]
    private static partial Regex Form();
}
