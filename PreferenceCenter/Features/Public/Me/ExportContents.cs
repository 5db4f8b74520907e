using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.Features.Public.Me;

/// <summary>What goes into an export.</summary>
/// <param name="Record">The consents as JSON-LD; null where there never was one.</param>
internal sealed record ExportContents(PersonalDataSet Held, ExportFileView Page, byte[]? Record, DateTimeOffset At);
