using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests.ProcessingRegister;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.ProcessingRegister;

internal sealed class RecordsDesk(StaffAtWork staff, RecordWriter writer) : ConsoleDesk(staff)
{
    [ConsoleAction(StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor)]
    public RecordOfProcessing Show(StaffTicket? ticket, PageFrame frame)
    {
        Demand(ticket);
        return writer.Of(frame.Language);
    }
}
