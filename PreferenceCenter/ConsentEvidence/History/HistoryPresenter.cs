using Microsoft.AspNetCore.Components;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.ConsentEvidence.History;

/// <summary>A named fact that proves an event.</summary>
public sealed record HistoryFact(MarkupString Name, MarkupString Value);

/// <summary>An event in the subscriber's history, ready for display.</summary>
/// <param name="What">Subject of the event.</param>
/// <param name="Now">State after the event.</param>
/// <param name="Facts">Evidence of the event.</param>
public sealed record HistoryEntry(
    MarkupString What,
    MarkupString Now,
    DateTimeOffset At,
    MarkupString How,
    IReadOnlyList<ShownWording> Shown,
    IReadOnlyList<HistoryFact> Facts
)
{
    /// <summary>Browser and system that it was done with, in words; null if they are not known.</summary>
    public MarkupString? Device { get; init; }
}

/// <summary>The exact text that was shown.</summary>
public sealed record ShownWording(MarkupString Html, string Language, string Version);

/// <summary>Presents one event of a subscriber with the notices shown then and its evidence.</summary>
internal static class HistoryPresenter
{
    public static HistoryEntry Of(ProvenStep step, PageContext page, PersonalDataWords words, ChangeSentences sentences)
    {
        var (e, evidence) = (step.Event, step.Evidence.Facts);
        var (texts, facts) = (page.Language.Texts<PersonalDataTexts>(), new List<HistoryFact>());
        void Add(MarkupString name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                facts.Add(new HistoryFact(name, Markup.Of(value)));
        }

        Add(texts.Network, evidence?.Ip);
        Add(texts.Browser, evidence?.UserAgent);
        Add(texts.ListFrom, evidence?.Source ?? evidence?.File);
        // What an import states of a consent that was given elsewhere.
        Add(texts.StatedText, evidence?.Text);
        if (evidence?.ObtainedAt is { } obtained)
            facts.Add(new HistoryFact(texts.StatedAt, page.Time.Moment(obtained)));
        Add(texts.StatedMethod, evidence?.Method);
        Add(texts.Network, evidence?.ObtainedIp);
        Add(texts.FileLine, evidence?.Line is { } line ? Invariant($"{evidence.File} {line}") : null);
        Add(texts.Address, evidence?.Address);
        Add(texts.Name, evidence?.Name);
        Add(words.Comment, evidence?.Comment);
        if (step.AsksWithoutWords)
            Add(texts.Shown, texts.ShownLater.Value);
        var what = Markup.Of(sentences.Name(e.Aspect));
        return new HistoryEntry(
            what,
            words.Of(e) ?? Markup.Of(sentences.Now(e) ?? ""),
            e.At,
            page.Language.Texts<ChannelTexts>().Of(e.Channel),
            [
                .. new[] { step.Words, step.SiteWords }
                    .OfType<ShownWords>()
                    .Where(w => w.Intact)
                    .Select(w => new ShownWording(new MarkupString(w.Html), w.Language, w.Version)),
            ],
            facts
        )
        {
            Device = DeviceName.Of(evidence?.UserAgent) is { } device ? Markup.Of(device) : null,
        };
    }
}
