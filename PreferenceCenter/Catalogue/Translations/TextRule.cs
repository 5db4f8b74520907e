namespace PreferenceCenter.Catalogue.Translations;

/// <summary>What kind of text it is.</summary>
/// <param name="Note">What a translator has to know: where it is shown, and what it may hold.</param>
/// <param name="Required">Whether nothing of its group can be shown in a language that lacks it.</param>
internal sealed record TextRule(string Note, bool Required)
{
    private const string Markdown = "Markdown: keep ** and links as they are.";

    public static readonly TextRule Category = new("Heading over topics. At most 200 characters.", true);
    public static readonly TextRule Name = new("Name of a topic. At most 200 characters.", true);
    public static readonly TextRule Description = new(
        "What a topic is about; people agree to this. At most 2,000 characters.",
        false
    );
    public static readonly TextRule HowOften = new("How often a topic is mailed. At most 200 characters.", false);
    public static readonly TextRule Sample = new(
        $"Sample issue of a topic. At most 8,000 characters. {Markdown}",
        false
    );
    public static readonly TextRule Statement = new(
        $"Legal: what somebody agrees to, word for word. At most 2,000 characters. {Markdown}",
        true
    );
    public static readonly TextRule Information = new(
        $"Legal: information on data protection (GDPR article 13). At most 10,000 characters. {Markdown}",
        true
    );
    public static readonly TextRule Title = new("Title of a sign-up form. At most 200 characters.", true);
    public static readonly TextRule Lead = new("Sentence under that title. At most 2,000 characters.", false);
    public static readonly TextRule Terms = new("Beside a box that must be ticked. At most 500 characters.", true);
}
