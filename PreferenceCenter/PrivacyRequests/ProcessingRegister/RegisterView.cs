using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

/// <summary>View model of the record of processing.</summary>
public sealed record RegisterView(PageContext Frame, RecordOfProcessing Record) : PageView(Frame);
