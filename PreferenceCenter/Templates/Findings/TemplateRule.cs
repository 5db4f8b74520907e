namespace PreferenceCenter.Templates.Findings;

/// <summary>What the template check looks for, by its wire name in commands, documents and the API.</summary>
internal enum TemplateRule
{
    UnsubscribeMissing,
    UnsubscribeOtherPerson,
    UnsubscribeOnlyPreferences,
    UnsubscribeHidden,
    UnsubscribeFaint,
    UnsubscribeSmall,
    UnsubscribeElsewhere,
    UnsubscribeWords,
    Confirmshaming,
    ListUnsubscribe,
    ListUnsubscribePost,
    ListHeadersSigned,
    ListId,
    PostalAddress,
    SenderIdentity,
    TextPart,
    FromShared,
    PreferencesLink,
    TrackingPixel,
    TrackingStop,
    Clipped,
    ImageOnly,
    ExternalStyle,
    Script,
    Form,
    LanguageMissing,
    TitleMissing,
    AltMissing,
    HeadingOrder,
    CanSpam,
    Casl,
    Eprivacy,

    /// <summary>Directive 2000/31/EC.</summary>
    ECommerce,
    Mime,
}
