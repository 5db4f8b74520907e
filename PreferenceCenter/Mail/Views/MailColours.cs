namespace PreferenceCenter.Mail.Views;

/// <summary>Colours of emails on a light or on a dark screen, as CSS.</summary>
/// <param name="Over">What is written on the brand's colour.</param>
internal sealed record MailColours(string Ground, string Card, string Ink, string Soft, string Brand, string Over);
