using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

public sealed record RegisterView(PageContext Frame, RecordOfProcessing Record) : PageView(Frame);
