using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>A text to begin a reply with.</summary>
/// <param name="Name">What it is for, in the reader's language; null where there is one template only.</param>
/// <param name="Text">The text, in the language of the person.</param>
public sealed record ReplyTemplate(MarkupString? Name, string Text);

/// <summary>The templates for each kind of answer. Places to be filled in are marked with <see cref="Gap"/>.</summary>
internal static class ReplyTemplates
{
    public const string Gap = "[…]";

    /// <param name="names">Texts in the language of whoever writes.</param>
    /// <param name="texts">Texts in the language of whoever is written to.</param>
    public static IReadOnlyList<ReplyTemplate> Approved(
        PrivacyRequestKind kind,
        RequestFormTexts names,
        ReplyTexts texts
    ) =>
        kind switch
        {
            PrivacyRequestKind.Access => [new(null, texts.Access)],
            PrivacyRequestKind.Portability => [new(null, texts.Portability)],
            PrivacyRequestKind.Rectification => [new(null, texts.Rectification)],
            PrivacyRequestKind.Erasure => [new(null, texts.Erasure)],
            PrivacyRequestKind.Restriction => [new(null, texts.Restriction)],
            PrivacyRequestKind.Objection => [new(null, texts.Objection)],
            PrivacyRequestKind.AutomatedDecision =>
            [
                new(names.TemplateKept, texts.ReviewKept),
                new(names.TemplateChanged, texts.ReviewChanged),
            ],
            PrivacyRequestKind.Complaint =>
            [
                new(names.TemplateUpheld, texts.ComplaintUpheld),
                new(names.TemplateRejected, texts.ComplaintRejected),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>None before a ground is chosen.</summary>
    public static IReadOnlyList<ReplyTemplate> Refused(RefusalGround? ground, ReplyTexts texts) =>
        ground switch
        {
            null => [],
            RefusalGround.LegalObligation => [new(null, texts.LegalObligation)],
            RefusalGround.LegalClaims => [new(null, texts.LegalClaims)],
            RefusalGround.Unfounded => [new(null, texts.Unfounded)],
            RefusalGround.NotIdentified => [new(null, texts.NotIdentified)],
            RefusalGround.NotIdentifiable => [new(null, texts.NotIdentifiable)],
            RefusalGround.OthersRightsInCopy => [new(null, texts.OthersRightsInCopy)],
            RefusalGround.PublicTask => [new(null, texts.PublicTask)],
            RefusalGround.OthersRightsInData => [new(null, texts.OthersRightsInData)],
            RefusalGround.AlreadyAccurate => [new(null, texts.AlreadyAccurate)],
            _ => throw new ArgumentOutOfRangeException(nameof(ground), ground, null),
        };

    public static IReadOnlyList<ReplyTemplate> Extended(RequestFormTexts names, ReplyTexts texts) =>
        [new(names.TemplateComplex, texts.LongerComplex), new(names.TemplateMany, texts.LongerMany)];

    public static IReadOnlyList<ReplyTemplate> Asked(RequestFormTexts names, ReplyTexts texts) =>
        [new(names.TemplateConfirm, texts.AskConfirm), new(names.TemplateDetails, texts.AskDetails)];

    /// <summary>The text with a template in it: in place of another template that nobody has touched, else below it.</summary>
    public static string Insert(string typed, string template, IEnumerable<ReplyTemplate> all) =>
        string.IsNullOrWhiteSpace(typed) || all.Any(t => t.Text == typed.Trim())
            ? template
            : $"{typed.TrimEnd()}\n\n{template}";
}
