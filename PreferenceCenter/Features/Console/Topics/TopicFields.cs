using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>The fields of a topic that staff edit, by their path in its entry of a file.</summary>
internal static class TopicFields
{
    public const string Category = "category",
        Private = "private",
        Frequencies = "frequencies",
        Sensitive = "sensitive",
        CheckedTemplatesOnly = "checkedTemplatesOnly",
        SenderName = "sender.name",
        SenderAddress = "sender.address",
        SingleOptIn = "singleOptIn";

    /// <summary>Both fields of the topic's own sender.</summary>
    public static readonly string[] Sender = [SenderName, SenderAddress];

    /// <summary>Frequencies that people can be offered, the most frequent first.</summary>
    public static readonly Frequency[] Choosable =
    [
        Frequency.Every,
        Frequency.Daily,
        Frequency.Weekly,
        Frequency.Monthly,
    ];

    public static readonly IReadOnlySet<string> All = new[]
    {
        Category,
        Private,
        Frequencies,
        Sensitive,
        CheckedTemplatesOnly,
        SenderName,
        SenderAddress,
        SingleOptIn,
    }
        .Concat(Languages.All.SelectMany(l => new[] { Name(l), Description(l), HowOften(l), Sample(l) }))
        .ToHashSet(StringComparer.Ordinal);

    public static string Name(string language) => $"texts.{language}.name";

    public static string Description(string language) => $"texts.{language}.description";

    public static string HowOften(string language) => $"texts.{language}.howOften";

    public static string Sample(string language) => $"sample.{language}";

    public static bool IsEditable(string path) => All.Contains(path);

    /// <summary>Whether the field is a wording, which changes nothing for anybody's consent.</summary>
    public static bool IsWording(string path) =>
        path.StartsWith("texts.", StringComparison.Ordinal) || path.StartsWith("sample.", StringComparison.Ordinal);

    /// <summary>The field that a fault of a file is about; null where it is about no field of the editor.</summary>
    public static string? OfFault(string place) =>
        place.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && place[..dot] == "topics[0]"
            ? Nearest(place[(dot + 1)..])
            : null;

    // A fault of a whole language is shown at its name.
    private static string Nearest(string path) =>
        path.Split('.') is ["texts", var language] ? Name(language)
        : path.StartsWith("frequencies", StringComparison.Ordinal) ? Frequencies
        : path;
}
