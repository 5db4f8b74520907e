using Microsoft.AspNetCore.Components;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.ConsentEvidence.History;

public sealed record HistoryFact(MarkupString Name, MarkupString Value);

/// <param name="What">What it was about.</param>
/// <param name="Now">What held from then on.</param>
/// <param name="Facts">What proves it.</param>
public sealed record HistoryEntry(
    MarkupString What,
    MarkupString Now,
    DateTimeOffset At,
    MarkupString How,
    IReadOnlyList<ShownWording> Shown,
    IReadOnlyList<HistoryFact> Facts
);

/// <summary>Exactly what stood there.</summary>
public sealed record ShownWording(MarkupString Html, string Language, string Version);

/// <summary>One event of a person with what was shown then and what proves it.</summary>
internal static class HistoryPresenter
{
    public static HistoryEntry Of(
        ProvenStep step,
        PageContext frame,
        PersonalDataWords words,
        ChangeSentences sentences
    )
    {
        var (e, evidence) = (step.Event, step.Evidence.Facts);
        var (texts, facts) = (frame.Language.Texts<PersonalDataTexts>(), new List<HistoryFact>());
        void Add(MarkupString name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                facts.Add(new HistoryFact(name, Markup.Of(value)));
        }

        Add(texts.Network, evidence?.Ip);
        Add(texts.Browser, evidence?.UserAgent);
        Add(texts.ListFrom, evidence?.Source ?? evidence?.File);
        Add(texts.Address, evidence?.Address);
        Add(texts.Name, evidence?.Name);
        Add(texts.Comment, evidence?.Comment);
        var what = Markup.Of(sentences.Name(e.Aspect));
        return new HistoryEntry(
            what,
            words.Of(e.Kind) ?? Markup.Of(sentences.Now(e) ?? ""),
            e.At,
            frame.Language.Texts<ChannelTexts>().Of(e.Channel),
            [
                .. new[] { step.Words, step.SiteWords }
                    .OfType<ShownWords>()
                    .Where(w => w.Intact)
                    .Select(w => new ShownWording(new MarkupString(w.Html), w.Language, w.Version)),
            ],
            facts
        );
    }
}
