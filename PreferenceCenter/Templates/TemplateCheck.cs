using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Messages;
using PreferenceCenter.Templates.Rules;

namespace PreferenceCenter.Templates;

/// <summary>
/// Checks a template or message: whether whoever gets it can leave, and what the law and programs for email want. Any
/// bytes are a message; nothing is fetched, and neither database nor network is asked.
/// </summary>
internal static class TemplateCheck
{
    /// <summary>So many bytes of a message are looked at.</summary>
    public const int MostBytes = CheckLimits.Bytes;

    private static readonly IReadOnlyList<Action<CheckedMessage>> Rules =
    [
        UnsubscribeRules.Check,
        SightRules.Check,
        LinkRules.Check,
        HeaderRules.Check,
        SenderRules.Check,
        TrackingRules.Check,
        ContentRules.Check,
        AccessibilityRules.Check,
        LawRules.Check,
        MimeRules.Check,
    ];

    /// <param name="stage">How far the message has come; null: what the bytes look like.</param>
    public static TemplateReport Run(ReadOnlyMemory<byte> bytes, TemplateStage? stage, TemplateContext context)
    {
        var message = new CheckedMessage(MessageReader.Read(bytes, stage), context);
        foreach (var check in Rules)
            check(message);
        return new TemplateReport(message.Stage, message.Findings.Ordered());
    }
}
