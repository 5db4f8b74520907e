using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Texts of the topics desk.</summary>
internal sealed partial class TopicsTexts
{
    public MarkupString Of(Frequency frequency) =>
        frequency switch
        {
            Frequency.Daily => Daily,
            Frequency.Weekly => Weekly,
            Frequency.Monthly => Monthly,
            _ => Every,
        };

    /// <summary>Why somebody left.</summary>
    public MarkupString Of(DayCount reason) =>
        reason switch
        {
            DayCount.TooMany => TooMany,
            DayCount.NotRelevant => NotRelevant,
            DayCount.NeverAsked => NeverAsked,
            _ => OtherReason,
        };

    public MarkupString Of(TopicState state) =>
        state switch
        {
            TopicState.Published => Published,
            TopicState.Closed => Closed,
            TopicState.Archived => Archived,
            _ => Draft,
        };

    public MarkupString Of(TopicPart part) =>
        part switch
        {
            TopicPart.Sample => Sample,
            TopicPart.Newcomer => PersonNew,
            _ => PersonChoices,
        };

    /// <summary>What a field is called, with its language where it is a wording.</summary>
    public MarkupString NameOf(string path)
    {
        var name = path switch
        {
            TopicFields.Category => Category,
            TopicFields.Private => VisibleTo,
            TopicFields.Frequencies => Frequencies,
            TopicFields.Sensitive => Sensitive,
            TopicFields.CheckedTemplatesOnly => CheckedOnly,
            TopicFields.SenderName => SenderName,
            TopicFields.SenderAddress => SenderAddress,
            TopicFields.SingleOptIn => SingleOptIn,
            "state" => State,
            "order" => Order,
            _ when path.EndsWith(".name", StringComparison.Ordinal) => Name,
            _ when path.EndsWith(".description", StringComparison.Ordinal) => Description,
            _ when path.EndsWith(".howOften", StringComparison.Ordinal) => HowOften,
            _ when path.StartsWith("sample.", StringComparison.Ordinal) => Sample,
            _ => Markup.Of(path),
        };
        return DraftPath.LanguageOf(path) is { } code
            ? new MarkupString($"{name.Value} · <span class=\"code\">{Markup.Of(code).Value}</span>")
            : name;
    }

    /// <summary>How a value of a field reads; null for its text as it is.</summary>
    public MarkupString? ValueOf(string path, JsonNode value) =>
        path switch
        {
            TopicFields.Private => value.GetValue<bool>() ? Invited : Everybody,
            "state" => Of(WireName.Parse<TopicState>(value.ToString()) ?? default),
            TopicFields.Frequencies when value is JsonArray list => new MarkupString(
                string.Join(", ", list.Select(f => Of(WireName.Parse<Frequency>(f!.ToString()) ?? default).Value))
            ),
            _ => null,
        };
}
