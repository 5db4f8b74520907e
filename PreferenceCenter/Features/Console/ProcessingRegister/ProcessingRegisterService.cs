using PreferenceCenter.PrivacyRequests.ProcessingRegister;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.ProcessingRegister;

/// <summary>Reads the record of processing activities.</summary>
internal sealed class ProcessingRegisterService(StaffAuthorizer staff, RegisterWriter writer) : ConsoleService(staff)
{
    public Task<RecordOfProcessing> ShowAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return writer.OfAsync(frame.Language, cancel);
    }
}
