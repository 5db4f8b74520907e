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
}
