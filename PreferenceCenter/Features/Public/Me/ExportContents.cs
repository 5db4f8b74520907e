using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>Contents of an export.</summary>
/// <param name="Record">Consent records as JSON-LD; null if the subscriber never gave consent.</param>
internal sealed record ExportContents(PersonalDataSet Held, ExportFileView Page, byte[]? Record, DateTimeOffset At);
