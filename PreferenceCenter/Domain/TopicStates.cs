namespace PreferenceCenter.Domain;

/// <summary>Names of topic states in files and the API.</summary>
internal static class TopicStates
{
    public static readonly IReadOnlyList<string> Names = ["draft", "published", "closed", "archived"];

    public static string NameOf(TopicState state) => Names[(int)state];

    public static TopicState? Parse(string? name) =>
        name is not null && Names.ToList().IndexOf(name) is >= 0 and var index ? (TopicState)index : null;
}
