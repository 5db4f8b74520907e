using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Records;

public sealed record RecordView(PageFrame Frame, RecordOfProcessing Record) : PageView(Frame);
