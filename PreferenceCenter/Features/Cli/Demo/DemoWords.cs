using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Cli.Demo;

/// <summary>What made-up requesters, staff and recipients write, in English, as somebody's data and not as a text of the pages.</summary>
internal static class DemoWords
{
    public const string Consent = "Yes, please email me about the topics I ticked. I can stop at any time.";
    public const string Note = "Asked the shop system for the order history; expected tomorrow.";
    public const string Ask =
        "Please tell us the postcode of your last order, so that we send the copy to nobody else.";
    public const string Reply = "The postcode matches the last order.";
    public const string Extend = "The shop system is being moved; the order history can be read again in six weeks.";
    public const string Hold = "An unpaid order is in dispute before a court; the file is needed until it is settled.";
    public const string Impossible = "The figures name nobody any more; there is nothing to correct.";

    /// <summary>The recipients: key, name, purpose, and the ground of a transfer.</summary>
    public static IReadOnlyList<(string Key, string Name, string Purpose, string? Transfer)> Recipients { get; } =
    [
        ("email-sender", "Mailhouse Ltd", "Sends the newsletters", null),
        ("print-house", "Druckerei Seidel", "Prints and posts the catalogue", null),
        ("web-analysis", "Signal Metrics Inc.", "Measures the site", "United States: adequacy decision (DPF)"),
    ];

    /// <summary>What the requester adds; null where they add nothing.</summary>
    public static string? Of(PrivacyRequestKind kind, string language) =>
        (kind, language) switch
        {
            (PrivacyRequestKind.Access, "de") => "Bitte auch, von wem Sie meine Adresse haben.",
            (PrivacyRequestKind.Access, "fr") => "Je souhaite aussi savoir à qui vous avez transmis mon adresse.",
            (PrivacyRequestKind.Access, _) => "Please include where you got my address from.",
            (PrivacyRequestKind.Rectification, _) => "My surname changed last spring; it is spelt with one n now.",
            (PrivacyRequestKind.Restriction, _) => "Do not use my data until we have settled the invoice.",
            (PrivacyRequestKind.AutomatedDecision, _) => "Why was I offered no discount? Somebody should look at it.",
            (PrivacyRequestKind.Complaint, _) => "I left in March and was emailed again in April.",
            (PrivacyRequestKind.Portability, _) => "As a file that another shop can read, please.",
            _ => null,
        };

    public static string Answer(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Access => "The copy is ready for you on your page.",
            PrivacyRequestKind.Portability => "The file is ready for you on your page.",
            PrivacyRequestKind.Rectification => "The surname is corrected, also at the recipients.",
            PrivacyRequestKind.Restriction => "Nothing is sent to you until you lift the restriction.",
            PrivacyRequestKind.Erasure => "No order is open, and no law makes us keep the data.",
            PrivacyRequestKind.AutomatedDecision => "We looked at it ourselves: you are offered the discount again.",
            PrivacyRequestKind.Complaint => "You are right. The list of April was an old one; it is destroyed.",
            _ => "You are on none of our lists any more.",
        };

    public static string Refusal(RefusalGround ground) =>
        ground switch
        {
            RefusalGround.NotIdentifiable => "Neither the number nor the name is known here.",
            RefusalGround.OthersRightsInData => "The messages were written by other members, who did not agree.",
            RefusalGround.AlreadyAccurate => "The address is the one on the last three orders.",
            _ => "Invoices are kept for ten years, as tax law demands; nothing else is kept.",
        };

    public static string ContactOf(string name) => $"{name}, 12 Mill Lane, Northwind";

    /// <summary>What people write on leaving.</summary>
    public static IReadOnlyList<string> Comments { get; } =
    [
        "Once a month would be enough.",
        "I moved away.",
        "I only wanted the discount.",
        "Too many emails before the holidays.",
        "I read you on the site anyway.",
        "The texts have become longer and longer.",
        "I have changed jobs.",
    ];
}
