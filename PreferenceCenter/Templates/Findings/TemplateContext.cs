using PreferenceCenter.Domain;
using PreferenceCenter.Links;

namespace PreferenceCenter.Templates.Findings;

/// <summary>What the template check must know of the centre. It asks nobody for more.</summary>
internal sealed record TemplateContext(Site Site)
{
    /// <summary>The keys that tokens are verified with; null: their shape alone is looked at.</summary>
    public LinkKeys? Keys { get; init; }
    public TimeSpan PreferencesLifetime { get; init; } = TimeSpan.FromDays(400);
    public required DateTimeOffset Now { get; init; }

    /// <summary>The topic of the mailing; null: any topic's links will do.</summary>
    public TemplateTopic? Topic { get; init; }

    /// <summary>The subscriber whom the message is for; null: not known.</summary>
    public Guid? Recipient { get; init; }

    /// <summary>The language that the message should be in; null: any.</summary>
    public string? Language { get; init; }

    /// <summary>Sender addresses that other topics or service emails use, and which.</summary>
    public IReadOnlyDictionary<string, string> OtherSenders { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the template check must know of a topic.</summary>
/// <param name="ListId">The value of its List-Id.</param>
/// <param name="TrackingNotice">Whether a consent statement about tracking is in force.</param>
internal sealed record TemplateTopic(string Key, long Number, string ListId, bool TrackingNotice);
