using PreferenceCenter.Features.Home;
using PreferenceCenter.Features.LegalClaims;
using PreferenceCenter.Features.LogBook;
using PreferenceCenter.Features.Mails;
using PreferenceCenter.Features.Records;
using PreferenceCenter.Features.Requests;
using PreferenceCenter.Features.Staff;
using PreferenceCenter.Features.Subscribers;
using PreferenceCenter.Office;

namespace PreferenceCenter;

/// <summary>The staff console: its frame, and what stands in it, in the order of the way around.</summary>
internal static class ConsoleRooms
{
    public static IServiceCollection AddConsole(
        this IServiceCollection services,
        bool development,
        FirstOwnerSettings firstOwner
    ) =>
        services
            .AddOffice()
            .AddHome()
            .AddRequests()
            .AddSubscribers()
            .AddMails()
            .AddLogBook()
            .AddRecords()
            .AddLegalClaims()
            .AddStaff(development, firstOwner);

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        routes.MapOffice();
        routes.MapRequests();
        routes.MapStaff();
    }
}
