using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Staff;
using PreferenceCenter.Office;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Records;

internal sealed class RecordsDesk(StaffAtWork staff, RecordWriter writer) : ConsoleDesk(staff)
{
    [ConsoleAction(StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor)]
    public RecordOfProcessing Show(StaffTicket? ticket, PageFrame frame)
    {
        Demand(ticket);
        return writer.Of(frame.Language);
    }
}
