using System.Text.Json.Nodes;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>What the parts of the topics desk ask of it.</summary>
public abstract class TopicHost : ConsolePage
{
    /// <summary>The language whose texts are edited.</summary>
    internal string Tongue { get; private protected set; } = "";

    /// <summary>Whether what was typed is being saved, or is to be.</summary>
    internal abstract bool Saving { get; }

    internal abstract IReadOnlyList<PageLanguage> Tongues { get; }

    internal abstract Task SpeakAsync(string language);

    /// <summary>Takes what was typed: it is shown at once and saved a moment later.</summary>
    internal abstract Task TypeAsync(string path, JsonNode? value);

    /// <summary>Saves what is typed now, and reads the topic as it is then.</summary>
    internal abstract Task KeepAsync();

    internal abstract Task KeepMineAsync(string path);

    internal abstract Task TakeTheirsAsync(string path);

    /// <summary>Shows the field of a fault, in its language, and puts the focus there.</summary>
    internal abstract Task GoAsync(string path);

    internal abstract Task ReloadAsync();

    /// <summary>Publishes the version before again, if the one in force is the one given.</summary>
    internal abstract Task UndoAsync(int published);

    /// <summary>
    /// What takes back a publish that was made when this version was seen; null for the first one of a topic.
    /// </summary>
    internal Func<Task>? UndoAfter(TopicEdit seen)
    {
        if (seen.IsNew)
            return null;
        // A topic of a time when versions were not kept gets two: the one before, and this one.
        var published = Math.Max(seen.Version, 1) + 1;
        return () => UndoAsync(published);
    }
}
