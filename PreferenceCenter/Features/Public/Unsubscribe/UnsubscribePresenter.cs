using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Public.Unsubscribe;

/// <summary>Builds the views of the pages behind an unsubscribe link.</summary>
internal sealed class UnsubscribePresenter(CatalogueCache catalogue, Site site, TimeProvider clock)
{
    /// <summary>
    /// Since when the subscriber has left a topic or everything; null if anything of it still comes or waits for an
    /// answer, so that there is something to leave.
    /// </summary>
    public static DateTimeOffset? LeftAt(PersonState state, long scope) =>
        state.Stopped && !state.Choices.Values.Any(c => c.Wish is not null) ? state[Aspect.Everything].TouchedAt
        : scope != Aspect.Everything && state[scope] is { On: false, Wish: null, LeftAt: { } at } ? at
        : null;

    public UnsubscribeView Ask(PageContext frame, string path, TopicInfo? topic) =>
        new(frame, path, MailedToken.New(), Name(topic, frame), Markup.Of(Words(topic, frame)?.HowOften));

    public UnsubscribedView Already(
        PageContext frame,
        string path,
        TopicInfo? topic,
        PersonState state,
        DateTimeOffset at
    ) =>
        new(frame, path, Name(topic, frame), at)
        {
            Already = true,
            Sensitive = IsSensitive(topic),
            OthersCome = OthersCome(state),
            OthersHeld = state.IsHeld(clock.GetUtcNow()),
            Reason = ReasonStep.None,
        };

    /// <summary>What a post of our own button did, by the events it wrote.</summary>
    /// <param name="undo">Where its undo is posted, while it can be.</param>
    public UnsubscribedView Left(
        PageContext frame,
        string path,
        IReadOnlyList<LedgerEventRow> events,
        PersonState state,
        string? undo,
        bool thanked
    )
    {
        // A leave touches either the stop of all mail or a single topic first.
        var topic = catalogue.Current.ByNumber.GetValueOrDefault(events[0].Aspect);
        var stands = LeftAt(state, events[0].Aspect) is not null;
        return new(frame, path, Name(topic, frame), events[0].At)
        {
            Sensitive = IsSensitive(topic),
            Undo = stands ? undo : null,
            Superseded = !stands,
            OthersCome = OthersCome(state),
            OthersHeld = state.IsHeld(clock.GetUtcNow()),
            Reason =
                thanked ? ReasonStep.Thank
                : stands ? ReasonStep.Ask
                : ReasonStep.None,
        };
    }

    public UnsubscribedView Unknown(PageContext frame, string path, TopicInfo? topic, DateTimeOffset at) =>
        new(frame, path, Name(topic, frame), at)
        {
            Sensitive = IsSensitive(topic),
            OthersCome = topic is not null,
            Reason = ReasonStep.None,
        };

    private static bool IsSensitive(TopicInfo? topic) => topic?.Topic.Sensitive ?? false;

    private static bool OthersCome(PersonState state) => state.Topics.Any(c => c.On || c.Wish is not null);

    private TopicWords? Words(TopicInfo? topic, PageContext frame) =>
        topic?.Words(frame.Language.Code, site.DefaultLanguage);

    private MarkupString? Name(TopicInfo? topic, PageContext frame) =>
        Words(topic, frame) is { } words ? Markup.Of(words.Name) : null;
}
