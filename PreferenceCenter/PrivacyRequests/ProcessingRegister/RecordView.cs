using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

public sealed record RecordView(PageFrame Frame, RecordOfProcessing Record) : PageView(Frame);
