using Microsoft.AspNetCore.Components.Endpoints;

namespace PreferenceCenter.Features.Console;

/// <summary>On endpoints of static pages of the console, whose refusal is shown as a page.</summary>
internal sealed record StaticStaffPage;

/// <summary>Tells which endpoints are pages of the console.</summary>
internal static class StaffPages
{
    /// <summary>Whether a refusal of this request is shown as a page: static and interactive pages are.</summary>
    public static bool IsShown(HttpContext http) => http.GetEndpoint() is { } endpoint && IsShown(endpoint);

    public static bool IsShown(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticStaffPage>() is not null
        || endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
